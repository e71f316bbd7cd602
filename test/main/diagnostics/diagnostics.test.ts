import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { apiError, type ApiError } from '#shared/api/errors.ts';
import type { EngineReport } from '#shared/desktop/diagnostics.ts';
import { engineToMain } from '#shared/desktop/engineProtocol.ts';
import { localError } from '#shared/desktop/localErrors.ts';
import { createRecentEvents } from '#shared/desktop/recentEvents.ts';
import type { SessionState } from '#shared/desktop/session.ts';
import { type EngineConsole, someAccount } from '#test/support/engineConsole.ts';
import {
  idNumber,
  someCustomer,
  someProduct,
  someProfile,
  someRole,
  someTenant,
  someUser,
} from '#test/support/engineEntities.ts';
import { someScene } from '#test/support/engineScene.ts';
import { gatherDiagnostics } from '../../../src-main/diagnostics/diagnostics.ts';
import { diagnosticsText, type DiagnosticsFacts } from '../../../src-main/diagnostics/diagnosticsText.ts';
import { createLog } from '../../../src-main/log.ts';

const canary = (name: string): string => `canary-${name}`;
const ofEvil: ApiError = {
  ...apiError('INTERNAL', canary('message'), { details: { reason: canary('reason'), host: canary('host') } }),
};
const installed = {
  versions: { TenantDesk: '0.1.0', Electron: '45.4.1' },
  platform: 'linux',
  release: `6.1.0-${canary('kernel')}`,
  architecture: 'x64',
  packaged: true,
  sandbox: true,
};

function sessionOf(facts: Partial<SessionState> = {}): SessionState {
  const account = {
    id: 'account-1',
    backendUrl: `https://${canary('host')}.example`,
    profile: { ...someAccount, email: canary('mail'), firstName: canary('first'), lastName: canary('last') },
    homeTenantName: canary('home'),
    state: 'signed-in' as const,
    keychain: { available: true as const },
    problem: ofEvil,
  };
  return {
    accounts: [account, { ...account, id: canary('id'), state: 'ended', problem: localError('set-aside') }],
    lastInView: canary('id'),
    signIn: {
      waiting: true,
      backendUrl: canary('url'),
      url: canary('link'),
      problem: ofEvil,
      signedIn: null,
    },
    keychain: { available: true },
    problem: ofEvil,
    ...facts,
  };
}

/** An engine whose backend has a canary in every text, and which has met errors about them. */
async function engineOfCanaries(): Promise<EngineConsole> {
  const { backend, tenant, tenantId, openDesk } = await someScene(0);
  tenant.summary = someTenant(1, { name: canary('tenant'), code: canary('code'), userCount: 2 });
  tenant.put('role', someRole(tenantId, 1, { name: canary('role') }));
  tenant.put('product', someProduct(tenantId, 1, { name: canary('product') }));
  tenant.put('profile', someProfile(tenantId, 1, { name: canary('profile'), description: canary('text') }));
  tenant.put(
    'customer',
    someCustomer(tenantId, 1, {
      title: canary('title'),
      email: `${canary('o')}@x.example`,
      city: canary('city'),
    }),
  );
  for (const n of [1, 2])
    tenant.put(
      'user',
      someUser(tenantId, n, {
        firstName: canary('first'),
        lastName: canary('last'),
        email: `${canary(`mail${String(n)}`)}@x.example`,
        jobTitle: canary('job'),
        avatar: canary('avatar'),
      }),
    );
  const folder = mkdtempSync(join(tmpdir(), canary('folder')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const desk = await openDesk({ file: join(folder, canary('copy.db')) });
  await desk.open(tenantId);
  await desk.value('drafts.keep', {
    tenantId,
    draft: {
      id: idNumber(9, 1),
      screen: { name: 'users' },
      drawer: { of: 'users', id: null },
      title: canary('draft'),
      subject: canary('subject'),
      content: canary('content'),
    },
  });
  await desk.raw(canary('command'), canary('input'));
  await desk.call('users.page', { tenantId, filter: { search: canary('search') }, anchor: canary('anchor') });
  desk.tell({ type: canary('message') } as never);
  // An answer that is no JSON, and so speaks in the message of what can't read it.
  backend.fault = () => ({ kind: 'body', json: `{"name": ${canary('answer')}}` });
  await desk.call('sync.now', { tenantId });
  await desk.call('backend.call', {
    tenantId,
    route: 'users.create',
    params: { tenantId },
    body: { firstName: canary('first') },
  } as never);
  return desk;
}

function reportOf(desk: EngineConsole): EngineReport {
  desk.tell({ type: 'diagnostics', requestId: 7 });
  const message = engineToMain.parse(desk.messages.at(-1));
  if (message.type !== 'diagnostics') throw new Error('The engine did not report.');
  return message.report;
}

test('@security the text for support says how everything stands, and no name, address, host, path, id or token', async () => {
  const desk = await engineOfCanaries();
  const recent = createRecentEvents();
  const log = createLog(() => undefined, recent);
  log.warn('command failed', { command: 'session.signIn', error: canary('error') });
  log.warn('message of an unknown sender refused', { asked: 'a command', origin: canary('origin') });
  const engine = reportOf(desk);
  expect(engine.events).not.toEqual([]);
  const text = await gatherDiagnostics({
    installed,
    sessions: { current: async () => sessionOf() },
    engine: { report: async () => engine },
    crashDumps: { times: async () => [new Date(0)] },
    recent,
  });
  expect(text).not.toMatch(/canary/iu);
  for (const secret of [
    'account-1',
    someAccount.email,
    someAccount.userId,
    idNumber(6, 1),
    'token',
    tmpdir(),
  ])
    expect(text).not.toContain(secret);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{32}|@|https?:|\/home|\/tmp/u);
  for (const fact of [
    'TenantDesk 0.1.0, Electron 45.4.1',
    'linux 6.1.0 x64, packaged, sandbox on',
    'Keychain: available, problem INTERNAL',
    'Engine: running, SQLite 3.',
    'Account 1: signed-in, problem INTERNAL, copy of ',
    '1 drafts',
    '2 users, 2 customers, 2 profiles',
    'Account 2: ended, problem CACHE_UNAVAILABLE (set-aside), no report of the engine',
    'Crash dumps on this computer: 1970-01-01T00:00:00.000Z',
    'main warn: command failed, command session.signIn',
    'engine warn: message of main not understood',
  ])
    expect(text).toContain(fact);
  expect(desk.logLines.join('\n')).not.toMatch(/canary/iu);
});

test('it is made of whatever answers: without accounts, engine and keychain too', async () => {
  const never = new Promise<never>(() => undefined);
  const text = await gatherDiagnostics({
    installed,
    sessions: { current: async () => await never },
    engine: { report: async () => null },
    crashDumps: { times: async () => await Promise.reject(new Error('gone')) },
    recent: createRecentEvents(),
  });
  for (const fact of [
    'Session: not known yet',
    'Engine: no answer',
    'Accounts: not known yet',
    'computer: not known',
  ])
    expect(text).toContain(fact);
});

test('@security a backend that sends a text in place of a code does not have it told', async () => {
  const { backend, tenantId, openDesk } = await someScene(0);
  const desk = await openDesk();
  await desk.open(tenantId);
  const error = { ...ofEvil, code: canary('code') as never };
  backend.fault = () => ({ kind: 'body', status: 403, json: JSON.stringify(error) });
  await desk.call('sync.now', { tenantId });
  const engine = reportOf(desk);
  expect(JSON.stringify(engine)).toContain('canary-code');
  const facts = { now: 0, installed, engine, dumps: [], events: [] };
  const session = sessionOf({ problem: error });
  const text = diagnosticsText({ ...facts, session });
  expect(text).not.toMatch(/canary/u);
  expect(text).toContain('Keychain: available, problem of no known code');
});

test('what a session without a keychain is, it says', () => {
  const facts: DiagnosticsFacts = {
    now: 0,
    installed,
    session: sessionOf({
      accounts: [],
      problem: null,
      keychain: { available: false, reason: 'no-secret-service' },
    }),
    engine: null,
    dumps: [],
    events: [],
  };
  expect(diagnosticsText(facts)).toContain('Keychain: no-secret-service\n');
});
