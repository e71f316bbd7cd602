import type { Bridge } from '#shared/desktop/bridge.ts';
import type { DesktopEventName } from '#shared/desktop/events.ts';
import type { Place } from '#shared/desktop/place.ts';
import { tenantKeyOf } from '#shared/desktop/tenantKey.ts';
import { type OpenStage, openStage } from './stage.ts';
import type { StageOptions } from './world.ts';

export interface ConsoleOptions extends StageOptions {
  readonly signedOut?: boolean;
  /** What Mara had in view of Contoso before; null: she comes for the first time. */
  readonly lastScreen?: Place['lastScreen'] | null;
  /** Runs when Mara is signed in, before Contoso is opened. */
  readonly before?: (desk: OpenConsole) => Promise<void>;
  /** `loading`: Contoso's copy isn't waited for. */
  readonly copy?: 'complete' | 'loading';
}

export interface OpenConsole extends OpenStage {
  /** Mara's account on this machine; empty while she isn't signed in. */
  readonly accountId: string;
  /** Contoso as her account sees it. */
  readonly inView: string;
}

/** A console whose account is signed in and whose copy of Contoso is complete. */
export async function openConsole({
  signedOut = false,
  lastScreen = { name: 'customers' },
  before,
  copy = 'complete',
  ...options
}: ConsoleOptions = {}): Promise<OpenConsole> {
  const stage = await openStage(options);
  if (signedOut) return { ...stage, accountId: '', inView: '' };
  const accountId = await signIn(stage);
  const desk = { ...stage, accountId, inView: tenantKeyOf(accountId, stage.tenantId) };
  await before?.(desk);
  await openContoso(desk, copy);
  if (lastScreen !== null)
    await stage.call('place.keep', { accountId, lastTenantId: stage.tenantId, lastScreen });
  return desk;
}

/** Returns the account's id when the console knows her tenants. */
async function signIn({ call, backendUrl, bridge, tenantId }: OpenStage): Promise<string> {
  const told = eventOf(bridge, 'tenants.changed');
  const { accounts } = await call('session.signIn', { backendUrl });
  const accountId = accounts[0]?.id ?? '';
  const { tenants } = await call('tenants.all', { accountId });
  if (!tenants.some(({ id }) => id === tenantId)) await told;
  return accountId;
}

async function openContoso(
  { call, bridge, inView }: OpenConsole,
  copy: 'complete' | 'loading',
): Promise<void> {
  const complete = eventOf(bridge, 'sync.changed', `"tenantKey":"${inView}","phase":"up-to-date"`);
  await call('tenants.open', { tenantKey: inView });
  if (copy === 'complete') await complete;
}

/** Resolves with the next event whose payload has this text in it. */
function eventOf(bridge: Bridge, name: DesktopEventName, text = ''): Promise<void> {
  return new Promise((resolve) => {
    const stop = bridge.on(name, (payload) => {
      if (!payload.includes(text)) return;
      stop();
      resolve();
    });
  });
}
