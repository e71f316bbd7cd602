import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import type { Configuration } from './configuration.ts';
import { createUnitOfWork } from './database/createUnitOfWork.ts';
import { createActivationFeature } from './features/activation/feature.ts';
import { createAuditFeature } from './features/audit/feature.ts';
import { createBulkFeature } from './features/bulk/feature.ts';
import { createChangesFeature } from './features/changes/feature.ts';
import { createCustomersFeature } from './features/customers/feature.ts';
import { createNotesFeature } from './features/notes/feature.ts';
import { createProfilesFeature } from './features/profiles/feature.ts';
import { createRetentionFeature } from './features/retention/feature.ts';
import { createRolesFeature } from './features/roles/feature.ts';
import { createSessionsFeature } from './features/sessions/feature.ts';
import { createTenantsFeature } from './features/tenants/feature.ts';
import { createUsersFeature } from './features/users/feature.ts';
import { writeAnswer, writeCheckedAnswer } from './http/answers.ts';
import type { Authenticate } from './http/apiPlugin.ts';
import { createCursors } from './http/cursors.ts';
import type { Feature } from './http/registerRoute.ts';
import type { Jobs } from './jobs/createJobs.ts';
import { createMailFeature } from './mail/feature.ts';
import type { BackendParts, ReadyLine } from './parts.ts';
import type { OpenedDatabase } from './start/openDatabase.ts';

export interface ComposedFeatures {
  readonly authenticate: Authenticate;
  readonly features: readonly Feature[];
  readonly mailboxUrl: string | null;
}

/** Every feature of the backend, put together by hand: to add one, add its line. */
export async function composeFeatures(parts: BackendParts): Promise<ComposedFeatures> {
  const sessions = await createSessionsFeature(parts);
  const mail = createMailFeature(parts);
  const activation = createActivationFeature({ ...parts, ...sessions });
  const features = [
    sessions,
    mail,
    activation,
    createTenantsFeature(),
    createRolesFeature(),
    createChangesFeature(parts),
    createAuditFeature(),
    createRetentionFeature(parts),
    createUsersFeature(activation),
    createNotesFeature(),
    createCustomersFeature(),
    createProfilesFeature(),
    createBulkFeature({ ...parts, ...activation }),
  ];
  return { authenticate: sessions.authenticate, features, mailboxUrl: mail.mailboxUrl };
}

export interface BackendSettings extends Pick<Configuration, 'smtp' | 'bounceKey' | 'production' | 'demo'> {
  readonly publicUrl: string;
  /** Of one account. */
  readonly requestsPerMinute: number;
}

export interface Backend extends Pick<ReadyLine, 'mailbox' | 'accounts'> {
  readonly app: FastifyInstance;
  /** Begins to do jobs. */
  readonly work: () => Promise<void>;
}

/** The whole backend on an open database, in the order in which its parts need each other. It doesn't listen yet. */
export async function composeBackend(
  { database, identity, jobs, logger }: OpenedDatabase & { readonly jobs: Jobs; readonly logger: Logger },
  { publicUrl, smtp, bounceKey, production, demo, requestsPerMinute }: BackendSettings,
): Promise<Backend> {
  const now = (): Date => new Date();
  const unitOfWork = createUnitOfWork({ database, enqueueOn: jobs.enqueueOn, now });
  const parts: BackendParts = {
    unitOfWork,
    signals: database.signals,
    cursors: createCursors(identity.signingKey),
    configuration: { publicUrl, smtp, bounceKey, production },
    databaseId: identity.id,
    logger,
    now,
  };
  const { authenticate, features, mailboxUrl } = await composeFeatures(parts);
  // Names, texts and passwords of the demo are loaded only where it is wanted.
  const accounts =
    demo === null
      ? []
      : await (await import('./demo/createDemo.ts')).createDemo({ ...parts, database }, demo);
  const app = await buildApp({
    database,
    unitOfWork,
    authenticate,
    features,
    cursors: parts.cursors,
    logger,
    write: production ? writeAnswer : writeCheckedAnswer,
    publicUrl,
    requestsPerMinute,
  });
  return {
    app,
    mailbox: mailboxUrl,
    accounts,
    work: () => jobs.work(features.map((feature) => feature.jobs ?? {})),
  };
}
