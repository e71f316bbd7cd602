import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Bridge } from '#shared/desktop/bridge.ts';
import { type CommandName, commands, type InputOf, type OutputOf } from '#shared/desktop/index.ts';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import { createDesk } from '#test/support/desk.ts';
import type { World } from '../backend/world.ts';
import { giveTo } from '../../../scripts/runtime/ordinaryUser.ts';
import type { Programs } from './programs.ts';
import { BenchError, must } from '../harness/goal.ts';

/** A profile folder of a console in which somebody has signed in, with copies of tenants in it. */
export interface Profile {
  readonly folder: string;
  readonly backendUrl: string;
  readonly close: () => Promise<void>;
}

/** Calls main or engine over the page's own bridge. */
async function call<N extends CommandName>(page: Page, name: N, input: InputOf<N>): Promise<OutputOf<N>> {
  const text = await page.evaluate(
    async ([command, json]) => {
      const { tenantdesk } = globalThis as unknown as { readonly tenantdesk: Bridge };
      return await tenantdesk.commands[command](json);
    },
    [name, JSON.stringify(input)] as const,
  );
  const result = JSON.parse(text) as { readonly ok: boolean; readonly value?: unknown };
  if (!result.ok) throw new BenchError(`${name} failed: ${text}`);
  return commands[name].output.parse(result.value) as OutputOf<N>;
}

async function accountIn(page: Page): Promise<string> {
  return (await call(page, 'session.current', undefined)).accounts[0]?.id ?? '';
}

const longest = 20 * 60_000;

/** Waits until the copies of these tenants are whole. */
async function waitForCopies(page: Page, tenantIds: readonly string[]): Promise<void> {
  const accountId = await accountIn(page);
  for (const id of tenantIds) await call(page, 'tenants.open', { tenantKey: tenantKeyOf(accountId, id) });
  for (const end = Date.now() + longest; Date.now() < end; await wait(250)) {
    const { tenants } = await call(page, 'tenants.all', { accountId });
    const whole = new Set(tenants.filter(({ sync }) => sync.phase === 'up-to-date').map(({ id }) => id));
    if (tenantIds.every((id) => whole.has(id))) return;
  }
  throw new BenchError('The copies of tenants did not become whole.');
}

/** As many are opened at once as a copy takes in without waiting for one another. */
const openedAtOnce = 50;

/** Waits until the window has come to rest and left what it shows for the next start. */
async function waitForLastLook(folder: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await wait(250)) {
    const files = await readdir(folder, { recursive: true });
    if (files.some((file) => file.endsWith('start.snapshot'))) return;
  }
  throw new BenchError('The window left no snapshot for the next start.');
}

/**
 * Prepares a profile once, with a real sign-in in a real browser; each start that is measured finds the account in the
 * keychain and the copy on the disk, as on a second day of work. The first tenant is the one in view.
 */
export async function prepareProfile(
  { server, account }: World,
  tenants: readonly { readonly id: string; readonly users: number }[],
  { driven: program }: Pick<Programs, 'driven'>,
): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'tenantdesk-bench-'));
  await giveTo(program.owner, folder);
  const desk = createDesk({
    backend: { url: server.url, openapi: '', mailbox: null, accounts: [] },
    folder,
    program,
  });
  try {
    const page = await desk.start();
    await desk.signIn({ ...account, roles: ['Admin'], tenant: 'Bench Provider', tenants: [] });
    for (let from = 0; from < tenants.length; from += openedAtOnce) {
      const some = tenants.slice(from, from + openedAtOnce).map(({ id }) => id);
      // One after another where they are few: they may be large.
      if (tenants.length > openedAtOnce) await waitForCopies(page, some);
      else for (const id of some) await waitForCopies(page, [id]);
    }
    for (const { id, users } of tenants.slice(0, openedAtOnce)) {
      const { total, provenance } = await call(page, 'users.page', {
        tenantKey: tenantKeyOf(await accountIn(page), id),
        filter: {},
      });
      must(
        provenance.source === 'copy' && (total === users || users > 10_000),
        `The copy has ${total} users.`,
      );
    }
    const [first] = tenants;
    if (first !== undefined) {
      // As if they had left off there: the first thing that the next start shows is users.
      const lastScreen = { name: 'users', customerId: null } as const;
      await call(page, 'place.keep', {
        accountId: await accountIn(page),
        lastTenantId: first.id,
        lastScreen,
      });
      // And worked there once, until the window was at rest.
      await desk.close();
      await desk.start();
      await waitForLastLook(folder);
    }
  } finally {
    await desk.dispose();
  }
  return {
    folder,
    backendUrl: server.url,
    close: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}
