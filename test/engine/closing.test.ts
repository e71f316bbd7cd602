import { expect, onTestFinished, test } from 'vitest';
import { someAccount, someKey, temporaryCopy } from '#test/support/engineConsole.ts';
import { tenantIdOf } from '#test/support/engineEntities.ts';
import { trustedAuthorities } from '#network/authorities.ts';
import { createClock } from '../../src-engine/clock.ts';
import { copyContents } from '../../src-engine/copyContents.ts';
import { openAccount } from '../../src-engine/openAccount.ts';
import { syncDelays } from '../../src-engine/sync/delays.ts';

/** An account without a backend, and what it told the windows. */
function openSome() {
  const events: string[] = [];
  const account = openAccount({
    account: { id: 'account-1', backendUrl: 'http://127.0.0.1:9', profile: someAccount, homeTenantName: '' },
    location: { copy: { file: temporaryCopy(onTestFinished), keyHex: someKey }, nativeBinding: null },
    contents: copyContents,
    writerEntry: null,
    accessTokens: { get: () => new Promise(() => undefined) },
    network: { proxiesFor: async () => 'DIRECT', authorities: trustedAuthorities },
    clock: createClock(),
    delays: syncDelays,
    emit: (event) => void events.push(event),
    onDisabled: () => undefined,
    log: { write: () => undefined },
  });
  return { account, events };
}

test('@security an account that is closed while its copy is being replaced leaves none open behind', async () => {
  const { account, events } = openSome();
  expect(account.context().copy.readable.get('SELECT 1 AS one')).toEqual({ one: 1 });
  const repairing = account.repair(account.context());
  await account.close();
  await repairing;
  expect(() => account.context().copy.readable.get('SELECT 1 AS one')).toThrow(/not open/u);
  expect(events).not.toContain('tenants.changed');
});

test('a tenant that is opened while its account is being closed is no longer asked for', async () => {
  const { account, events } = openSome();
  const opening = account
    .context()
    .sync.open(tenantIdOf(1))
    .catch(() => undefined);
  await account.close();
  await opening;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(events).not.toContain('sync.changed');
});
