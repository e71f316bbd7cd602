import type { FastifyPluginAsync } from 'fastify';
import type { Authenticate } from './app.ts';
import type { Configuration } from './configuration.ts';
import type { SqlDatabase } from './database/sqlDatabase.ts';
import { createAuditFeature } from './features/audit/createAuditFeature.ts';
import { createChangesFeature } from './features/changes/createChangesFeature.ts';
import { createFeatures } from './features/createFeatures.ts';
import type { Feature } from './http/feature.ts';
import { createTenantsFeature } from './features/tenants/createTenantsFeature.ts';
import { createIdentity } from './identity/createIdentity.ts';
import { createMail } from './mail/createMail.ts';
import type { BackendParts, ReadyLine } from './parts.ts';

export interface Composed extends Pick<ReadyLine, 'mailbox' | 'accounts'> {
  readonly authenticate: Authenticate;
  readonly features: readonly Feature[];
  readonly plugins: readonly FastifyPluginAsync[];
}

/** Demo data, and the database itself: so much at once goes past the units of work. */
export type Demo = NonNullable<Configuration['demo']> & { readonly database: SqlDatabase };

/** Names, texts and passwords of the demo are loaded only where it is wanted. */
async function fillWithDemo(
  parts: BackendParts,
  { database, ...demo }: Demo,
): Promise<ReadyLine['accounts']> {
  const { createDemo } = await import('./demo/createDemo.ts');
  return createDemo({ ...parts, database }, demo);
}

/** Every feature of the backend, put together by hand: to add one, add its line. */
export async function composeBackend(parts: BackendParts, demo: Demo | null): Promise<Composed> {
  const mail = createMail(parts);
  const identity = await createIdentity(parts);
  const accounts = demo === null ? [] : await fillWithDemo(parts, demo);
  return {
    authenticate: identity.authenticate,
    features: [
      createTenantsFeature(),
      createChangesFeature(parts),
      createAuditFeature(parts),
      ...createFeatures(parts),
      identity.feature,
      mail.feature,
    ],
    plugins: [...identity.plugins, ...mail.plugins],
    mailbox: mail.mailboxUrl,
    accounts,
  };
}
