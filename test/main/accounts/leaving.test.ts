import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiError } from '#shared/api/errors.ts';
import { createMachine, type Machine, type StartOptions } from '#test/main/support/console.ts';
import { expectNothingOf } from '#test/main/support/expectNothingOf.ts';
import { startTestBackend, type TestBackend } from '#test/main/support/testBackend.ts';
import type { EngineChild } from '../../../src-main/engine/engineChild.ts';
import { createEngineProcess } from '../../../src-main/engine/engineProcess.ts';

let backend: TestBackend;
beforeEach(async () => (backend = await startTestBackend()));
afterEach(async () => await backend.stop());

const never = new Promise<void>(() => undefined);
const disabled = apiError('ACCOUNT_DISABLED', 'This account is disabled.');

/** A sign-in that has come as far as opening its copy. */
async function opening(machine: Machine, options: StartOptions = { opened: never }) {
  const started = machine.start(options);
  const signing = started.sessions.signIn({ backendUrl: backend.url });
  const ids = async () => (await started.sessions.current()).accounts.map(({ id }) => id);
  await expect.poll(ids).toHaveLength(1);
  const [id = ''] = await ids();
  await expect.poll(() => machine.keychain.read(`${id}/cache-key`)).not.toBeNull();
  return { ...started, signing, id };
}

describe('While the copy of a first sign-in is being opened', () => {
  test('@security cancelling leaves nothing of the account on the machine', async () => {
    const machine = await createMachine();
    const { sessions, signing, id, engine } = await opening(machine);
    await sessions.cancelSignIn();
    expect(await signing).toMatchObject({ accounts: [], signIn: { waiting: false, problem: null } });
    expect(engine.at(-1)).toEqual(['close', true]);
    await expectNothingOf(id, machine);
  });

  test('@security signing out waits for nobody, and wipes', async () => {
    const machine = await createMachine();
    const { sessions, signing, id, engine } = await opening(machine);
    expect(await sessions.signOut({ accountId: id })).toMatchObject({ accounts: [], problem: null });
    expect((await signing).signIn).toMatchObject({ waiting: false, problem: { code: 'CANCELLED' } });
    expect(engine.at(-1)).toEqual(['close', true]);
    await expectNothingOf(id, machine);
  });

  test('@security being shut out waits for nobody, and says why', async () => {
    const machine = await createMachine();
    const { sessions, signing, id } = await opening(machine);
    await sessions.disabled(id, disabled);
    expect((await signing).signIn.problem).toEqual(disabled);
    await expectNothingOf(id, machine);
  });

  test('@security an engine that dies again and again keeps nobody from signing out', async () => {
    const machine = await createMachine();
    const { engine, deaths } = createDyingEngine();
    const { sessions, signing, id } = await opening(machine, { engine });
    expect(deaths()).toBeGreaterThan(0);
    expect(await sessions.signOut({ accountId: id })).toMatchObject({ accounts: [], problem: null });
    await signing;
    await expectNothingOf(id, machine);
    await engine.dispose();
  });
});

describe('While the copy of an account is being opened again', () => {
  /** Its session had ended; the copy is still here. */
  async function openingAgain() {
    const machine = await createMachine();
    const first = machine.start();
    await first.session.signIn({ backendUrl: backend.url });
    await backend.revokeAll();
    const before = await first.session.accessToken(null);
    await expect(first.session.accessToken(before)).rejects.toMatchObject({
      error: { code: 'NOT_SIGNED_IN' },
    });
    const again = machine.start({ opened: never });
    await expect.poll(async () => (await again.sessions.current()).accounts).toHaveLength(1);
    const signing = again.sessions.signIn({ backendUrl: backend.url });
    await expect.poll(() => again.engine.at(-1)?.[0]).toBe('open');
    const id = (await again.sessions.current()).accounts[0]?.id ?? '';
    return { ...machine, ...again, signing, id };
  }

  test('cancelling keeps the account listed and its copy', async () => {
    const { sessions, signing, id, keychain, engine } = await openingAgain();
    await sessions.cancelSignIn();
    expect((await signing).accounts).toMatchObject([{ id, state: 'ended' }]);
    expect(engine.at(-1)).toEqual(['close', false]);
    expect(await keychain.read(`${id}/cache-key`)).not.toBeNull();
  });

  type Opening = Awaited<ReturnType<typeof openingAgain>>;
  test.each([
    ['signing out', async ({ sessions, id }: Opening) => await sessions.signOut({ accountId: id })],
    ['being shut out', async ({ sessions, id }: Opening) => await sessions.disabled(id, disabled)],
  ])('@security %s wipes the copy', async (_how, leave) => {
    const opened = await openingAgain();
    await leave(opened);
    await opened.signing;
    await expectNothingOf(opened.id, opened);
  });
});

/** The real engine of main, whose process dies of each copy. */
function createDyingEngine() {
  let deaths = 0;
  const engine = createEngineProcess({
    fork(): EngineChild {
      let exit: (code: number) => void = () => undefined;
      return {
        post: (message) => {
          if ((message as { type: string }).type !== 'open') return;
          deaths += 1;
          queueMicrotask(() => exit(139));
        },
        onMessage: () => undefined,
        onExit: (listener) => void (exit = listener),
        kill: () => undefined,
      };
    },
    proxiesFor: async () => 'DIRECT',
    accessToken: async () => '',
    onReady: () => undefined,
    onLost: () => undefined,
    onOpenFailed: () => undefined,
    onDisabled: () => undefined,
    log: { warn: () => undefined },
  });
  return { engine, deaths: () => deaths };
}
