import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { newId } from '../../src-backend/database/newId.ts';
import type { AccountReference, UnitOfWork } from '../../src-backend/database/unitOfWork.ts';
import type { Activation } from '../../src-backend/features/activation/createActivation.ts';
import { createActivationFeature } from '../../src-backend/features/activation/feature.ts';
import { createSessionsFeature, type SessionsFeature } from '../../src-backend/features/sessions/feature.ts';
import { hashPassword } from '../../src-backend/features/sessions/passwordHasher.ts';
import { createTenantsFeature } from '../../src-backend/features/tenants/feature.ts';
import type { Jobs } from '../../src-backend/jobs/createJobs.ts';
import { createMailFeature } from '../../src-backend/mail/feature.ts';
import { startTestBackend } from './backend.ts';
import type { TestDatabase } from './database.ts';
import { asSystem, insertCustomer, userRow } from './rows.ts';

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
  readonly bounceKey?: string;
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
    logger,
    smtp = null,
    bounceKey = null,
    production = false,
    on,
  } = options;
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  let opened: Pick<IdentityBackend, 'sessions' | 'activation'> | undefined;
  const backend = await startTestBackend({
    now: clock.now,
    configuration: { publicUrl, smtp, bounceKey, production },
    ...(logger === undefined ? {} : { logger }),
    // Closed by the first instance.
    ...(on === undefined ? {} : { on: { ...on, close: async () => {} } }),
    async features(parts) {
      const sessions = await createSessionsFeature(parts);
      const { activation, ...links } = createActivationFeature({ ...parts, ...sessions });
      opened = { sessions, activation };
      return [createTenantsFeature(), sessions, links, createMailFeature(parts)];
    },
    authenticate: async (request) => (await opened?.sessions.authenticate(request)) ?? null,
  });
  if (opened === undefined) throw new Error('Features are made at the start.');
  const { app, unitOfWork, jobs, database } = backend;
  await app.listen({ host: '127.0.0.1', port });

  const customers = new Map<string, string>();
  async function customerOf(tenantId: string): Promise<string> {
    const known = customers.get(tenantId);
    if (known !== undefined) return known;
    const title = `Office ${newId().slice(-6)}`;
    const made = await unitOfWork.run(asSystem({ id: tenantId }), ({ db }) =>
      insertCustomer(db, tenantId, title),
    );
    customers.set(tenantId, made);
    return made;
  }

  return {
    url: publicUrl,
    app,
    ...opened,
    unitOfWork,
    jobs,
    on: backend.on,
    tenant: (name = `Tenant ${newId().slice(-6)}`, settings = {}) => backend.tenant({ name, settings }),
    user: async (tenantId, facts = {}) => {
      const userId = newId();
      const email = facts.email ?? `person-${userId.slice(-10)}@nord.example`;
      const { firstName = 'Ana', lastName = 'Ćurić' } = facts;
      const password =
        facts.password === undefined ? `quiet lamp over ${userId.slice(-6)} rivers` : facts.password;
      const customerId = await customerOf(tenantId);
      const hash = password === null ? null : await hashPassword(password);
      await unitOfWork.run(asSystem({ id: tenantId }), async ({ db }) => {
        const user = userRow({
          tenant_id: tenantId,
          user_id: userId,
          customer_id: customerId,
          email,
          first_name: firstName,
          last_name: lastName,
          activated_at: hash === null ? null : new Date(),
        });
        await db.insertInto('users').values(user).execute();
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
    close: backend.close,
  };
}
