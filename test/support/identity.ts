import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import { emailKey } from '#shared/domain/email.ts';
import { textKey } from '#shared/domain/text.ts';
import { buildApp } from '../../src-backend/app.ts';
import { createUnitOfWork } from '../../src-backend/database/createUnitOfWork.ts';
import { newId } from '../../src-backend/database/newId.ts';
import { createRequestUnit } from '../../src-backend/database/requestUnit.ts';
import type { AccountReference, UnitOfWork } from '../../src-backend/database/unitOfWork.ts';
import type { Activation } from '../../src-backend/features/activation/createActivation.ts';
import { createActivationFeature } from '../../src-backend/features/activation/feature.ts';
import { hashPassword } from '../../src-backend/features/sessions/passwordHasher.ts';
import { createTenantsFeature } from '../../src-backend/features/tenants/feature.ts';
import { writeCheckedAnswer } from '../../src-backend/http/answers.ts';
import { createCursors } from '../../src-backend/http/cursors.ts';
import { createSessionsFeature, type SessionsFeature } from '../../src-backend/features/sessions/feature.ts';
import { createJobs, type Jobs } from '../../src-backend/jobs/createJobs.ts';
import { createMailFeature } from '../../src-backend/mail/feature.ts';
import { startTestDatabase, type TestDatabase } from './database.ts';

/** A clock that tests can put forward. */
export interface TestClock {
  readonly now: () => Date;
  readonly advance: (milliseconds: number) => void;
  /** Back to the real time. */
  readonly reset: () => void;
}

export function createTestClock(): TestClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    advance: (milliseconds) => void (ahead += milliseconds),
    reset: () => void (ahead = 0),
  };
}

export interface TestPerson extends AccountReference {
  readonly email: string;
  readonly password: string;
}

/** A backend with its real sign-in, mail and activation, listening on a port of this machine. */
export interface IdentityBackend {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly sessions: SessionsFeature;
  readonly unitOfWork: UnitOfWork;
  readonly jobs: Jobs;
  readonly activation: Activation;
  readonly on: TestDatabase;
  readonly tenant: (
    name?: string,
    settings?: object,
  ) => Promise<{ readonly id: string; readonly name: string }>;
  /** A user of a tenant; with a password it is activated. */
  readonly user: (
    tenantId: string,
    facts?: Partial<{ email: string; password: string | null; firstName: string; lastName: string }>,
  ) => Promise<TestPerson>;
  /** Rows as the owner of the database sees them. */
  readonly rows: <R = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<R[]>;
  readonly close: () => Promise<void>;
}

export interface IdentityBackendOptions {
  /** A second instance on the database of a first one. */
  readonly on?: TestDatabase;
  readonly clock?: TestClock;
  readonly logger?: Logger;
  readonly smtp?: string;
  readonly production?: boolean;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export async function startIdentityBackend(options: IdentityBackendOptions = {}): Promise<IdentityBackend> {
  const {
    clock = createTestClock(),
    logger = pino({ level: 'silent' }),
    smtp = null,
    production = false,
  } = options;
  const on = options.on ?? (await startTestDatabase());
  const { database } = on;
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const { now } = clock;
  const jobs = await createJobs({ database, logger });
  const unitDependencies = { database, enqueueOn: jobs.enqueueOn, now };
  const unitOfWork = createUnitOfWork(unitDependencies);
  const parts = {
    unitOfWork,
    signals: database.signals,
    cursors: createCursors(on.identity.signingKey),
    configuration: { publicUrl, smtp, production },
    databaseId: on.identity.id,
    logger,
    now,
  };
  const sessions = await createSessionsFeature(parts);
  const { activation, ...links } = createActivationFeature({ ...parts, ...sessions });
  const features = [createTenantsFeature(), sessions, links, createMailFeature(parts)];
  const app = await buildApp({
    database,
    requestUnit: createRequestUnit(unitDependencies),
    authenticate: sessions.authenticate,
    features,
    logger,
    write: writeCheckedAnswer,
    publicUrl,
    requestsPerMinute: 100_000,
  });
  await app.listen({ host: '127.0.0.1', port });
  await jobs.work(features.map((feature) => feature.jobs ?? {}));

  const customers = new Map<string, string>();
  const system = (tenantId: string) => ({ tenantId, actor: 'system', requestId: 'test' }) as const;

  async function customerOf(tenantId: string): Promise<string> {
    const known = customers.get(tenantId);
    if (known !== undefined) return known;
    const customerId = newId();
    const title = `Office ${customerId.slice(-6)}`;
    await unitOfWork.run(system(tenantId), async ({ db }) => {
      const values = {
        tenant_id: tenantId,
        customer_id: customerId,
        title,
        title_key: textKey(title),
        time_zone: null,
      };
      await db.insertInto('customers').values(values).execute();
    });
    customers.set(tenantId, customerId);
    return customerId;
  }

  return {
    url: publicUrl,
    app,
    sessions,
    unitOfWork,
    jobs,
    on,
    activation,
    tenant: async (name = `Tenant ${newId().slice(-6)}`, settings = {}) => {
      const id = newId();
      await unitOfWork.run(system(id), async ({ db }) => {
        await db
          .insertInto('tenants')
          .values({
            tenant_id: id,
            parent_id: null,
            name,
            code: name.slice(0, 8).toUpperCase(),
            color: 'teal',
            kind: 'managed',
            settings: JSON.stringify(settings),
          })
          .execute();
      });
      return { id, name };
    },
    user: async (tenantId, facts = {}) => {
      const userId = newId();
      const email = facts.email ?? `person-${userId.slice(-10)}@nord.example`;
      const { firstName = 'Ana', lastName = 'Ćurić' } = facts;
      const password =
        facts.password === undefined ? `quiet lamp over ${userId.slice(-6)} rivers` : facts.password;
      const customerId = await customerOf(tenantId);
      const hash = password === null ? null : await hashPassword(password);
      await unitOfWork.run(system(tenantId), async ({ db }) => {
        await db
          .insertInto('users')
          .values({
            tenant_id: tenantId,
            user_id: userId,
            customer_id: customerId,
            email,
            email_key: emailKey(email),
            first_name: firstName,
            last_name: lastName,
            name_key: textKey(`${firstName} ${lastName}`),
            time_zone: null,
            avatar: null,
            activated_at: hash === null ? null : new Date(),
          })
          .execute();
        if (hash === null) return;
        await db
          .insertInto('user_credentials')
          .values({ tenant_id: tenantId, user_id: userId, password_hash: hash, password_set_at: new Date() })
          .execute();
      });
      return { tenantId, userId, email, password: password ?? '' };
    },
    rows: async (text, values = []) =>
      database.session(async (session) => {
        const { rows } = await session.query(text, values);
        return rows as never;
      }),
    close: async () => {
      await app.close();
      await jobs.stop();
      if (options.on === undefined) await on.close();
    },
  };
}
