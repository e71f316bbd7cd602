import type { AccountProfile } from '#shared/api/tenants.ts';
import type { BackendClient } from './backend/client.ts';
import type { Copy } from './cache/copy.ts';
import type { Clock } from './clock.ts';
import type { Emit } from './events.ts';
import type { AccountSync } from './sync/accountSync.ts';
import type { ConnectionWatch } from './sync/connection.ts';

/** What answering a command may need: one account with its copy and its backend. */
export interface EngineContext {
  readonly accountId: string;
  readonly profile: AccountProfile;
  readonly copy: Copy;
  readonly client: BackendClient;
  readonly connection: ConnectionWatch;
  readonly sync: AccountSync;
  readonly clock: Clock;
  readonly emit: Emit;
  /** One of the account's tenants as windows name it. */
  readonly keyOf: (tenantId: string) => string;
}
