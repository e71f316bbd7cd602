import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { createTurns } from './turns.ts';

const id = z.string().regex(/^[0-9a-f]{32}$/u);
const known = {
  accounts: z.array(z.strictObject({ id, backendUrl: z.url() })),
  /** Signed out while no keychain was there: their entries are removed when it is back. */
  leftInKeychain: z.array(z.string()),
};

/**
 * `accounts.json`: which accounts have data on this machine. Ids and addresses of backends only; who they are stands in
 * the keychain, so that the profile folder names nobody.
 */
const accountListSchema = z.strictObject({
  version: z.literal(2),
  /** Accounts that come back at the next start; the one in view last comes first. */
  signedIn: z.array(id),
  ...known,
});
export type AccountList = z.infer<typeof accountListSchema>;

/** As it was written when there was one account at a time. */
const firstVersion = z
  .strictObject({ version: z.literal(1), active: id.nullable(), ...known })
  .transform(({ active, accounts, leftInKeychain }): AccountList => {
    return { version: 2, signedIn: active === null ? [] : [active], accounts, leftInKeychain };
  });

export const emptyAccountList: AccountList = { version: 2, signedIn: [], accounts: [], leftInKeychain: [] };

export interface AccountListFile {
  /** Empty if there is no file. A file that can't be understood is set aside under another name, and said so. */
  readonly read: () => Promise<{ readonly list: AccountList; readonly setAside: boolean }>;
  /**
   * Replaces the file as a whole or not at all, also when the power fails. One change follows the other; an edit that
   * returns the list itself changes nothing.
   */
  readonly change: (edit: (list: AccountList) => AccountList) => Promise<void>;
}

export function createAccountListFile(file: string, now: () => number = Date.now): AccountListFile {
  const inTurn = createTurns();

  async function read(): ReturnType<AccountListFile['read']> {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return { list: emptyAccountList, setAside: false };
    const list = parse(text);
    if (list !== null) return { list, setAside: false };
    await rename(file, `${file}.unreadable-${now()}`);
    return { list: emptyAccountList, setAside: true };
  }

  async function write(list: AccountList): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    const next = `${file}.new`;
    const handle = await open(next, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(list));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
  }

  return {
    read,
    change: async (edit) =>
      await inTurn(file, async () => {
        const { list } = await read();
        const next = edit(list);
        if (next !== list) await write(next);
      }),
  };
}

function parse(text: string): AccountList | null {
  try {
    return z.union([accountListSchema, firstVersion]).safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
