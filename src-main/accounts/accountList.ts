import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/**
 * `accounts.json`: which accounts have data on this machine. Ids and addresses of backends only; who they are stands in
 * the keychain, so that the profile folder names nobody.
 */
const accountListSchema = z.strictObject({
  version: z.literal(1),
  /** The account that is signed in and comes back at the next start. */
  active: z.string().nullable(),
  accounts: z.array(z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/u), backendUrl: z.url() })),
  /** Signed out while no keychain was there: their entries are removed when it is back. */
  leftInKeychain: z.array(z.string()),
});
export type AccountList = z.infer<typeof accountListSchema>;

export const emptyAccountList: AccountList = { version: 1, active: null, accounts: [], leftInKeychain: [] };

export interface AccountListFile {
  /** Empty if there is no file. A file that can't be understood is set aside under another name, and said so. */
  readonly read: () => Promise<{ readonly list: AccountList; readonly setAside: boolean }>;
  /** Replaces the file as a whole or not at all, also when the power fails. */
  readonly write: (list: AccountList) => Promise<void>;
}

export function createAccountListFile(file: string, now: () => number = Date.now): AccountListFile {
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (text === null) return { list: emptyAccountList, setAside: false };
      const list = parse(text);
      if (list !== null) return { list, setAside: false };
      await rename(file, `${file}.unreadable-${now()}`);
      return { list: emptyAccountList, setAside: true };
    },
    async write(list) {
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
    },
  };
}

function parse(text: string): AccountList | null {
  try {
    return accountListSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
