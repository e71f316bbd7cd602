import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import { api, type Api, type RouteName } from '#shared/api/index.ts';
import { isWrite, pathOf, type RouteAnswer, type RouteRequest } from '#shared/api/route.ts';
import type { ApiError } from '#shared/api/errors.ts';
import { defaultRoles, type DefaultRoleName } from '#shared/domain/permissions.ts';
import { buildApp } from '../../src-backend/app.ts';
import { createUnitOfWork } from '../../src-backend/database/createUnitOfWork.ts';
import { defaultRoleRows } from '../../src-backend/database/defaultRoles.ts';
import { newId } from '../../src-backend/database/newId.ts';
import type { SqlDatabase } from '../../src-backend/database/sqlDatabase.ts';
import type { AccountReference, UnitOfWork } from '../../src-backend/database/unitOfWork.ts';
import type { Authenticate } from '../../src-backend/http/apiPlugin.ts';
import type { Feature } from '../../src-backend/http/registerRoute.ts';
import { writeCheckedAnswer } from '../../src-backend/http/answers.ts';
import type { EventStreamLimits } from '../../src-backend/http/eventStreams.ts';
import { createCursors } from '../../src-backend/http/cursors.ts';
import { createJobs, type Jobs } from '../../src-backend/jobs/createJobs.ts';
import type { BackendParts } from '../../src-backend/parts.ts';
import { type TestDatabase, startTestDatabase } from './database.ts';
import { asSystem, customerRow, userRow } from './rows.ts';

/** A user of a tenant, as route tests sign it in. */
export interface TestAccount extends AccountReference {
  readonly email: string;
  readonly token: string;
}

export interface TestTenant {
  readonly id: string;
  readonly name: string;
  /** The customer in which the tenant's own accounts live. */
  readonly customerId: string;
  readonly roles: Readonly<Record<DefaultRoleName, string>>;
  /** A new activated user with this role here (or none). */
  readonly account: (role: DefaultRoleName | null, at?: TestTenant) => Promise<TestAccount>;
}

export interface TestAnswer<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The answer of the route if the status says so; otherwise look at `error`. */
  readonly body: T;
  readonly error: ApiError;
  readonly text: string;
}

export interface TestBackend {
  readonly database: SqlDatabase;
  /** Where the database is. */
  readonly on: TestDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly parts: BackendParts;
  readonly jobs: Jobs;
  readonly app: FastifyInstance;
  /** A tenant with the default roles and one customer. `parent` makes it a managed one. */
  readonly tenant: (facts?: {
    readonly name?: string;
    readonly parent?: TestTenant;
    readonly settings?: object;
  }) => Promise<TestTenant>;
  /** Lets an account of another tenant (its parent's staff) act in a tenant. */
  readonly grant: (account: AccountReference, tenant: TestTenant, role: DefaultRoleName) => Promise<void>;
  /** Signs in an account that is in the database already. */
  readonly signIn: (account: AccountReference & { readonly email: string }) => TestAccount;
  /** Calls a route by name; writes get a fresh Idempotency-Key unless one is given. */
  readonly call: <N extends RouteName>(
    account: TestAccount | null,
    name: N,
    request: RouteRequest<Api[N]>,
    options?: { readonly key?: string },
  ) => Promise<TestAnswer<RouteAnswer<Api[N]>>>;
  /** A request as it is, for what `call` wouldn't let through. */
  readonly raw: (options: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    readonly url: string;
    readonly account?: TestAccount | null;
    readonly headers?: Readonly<Record<string, string>>;
    readonly payload?: string | Buffer | object;
  }) => Promise<TestAnswer<unknown>>;
  /** Lets a token stand for an account. */
  readonly admit: (token: string, account: AccountReference) => void;
  readonly close: () => Promise<void>;
}

export interface TestBackendOptions {
  readonly features?: (parts: BackendParts) => readonly Feature[] | Promise<readonly Feature[]>;
  readonly now?: () => Date;
  readonly logger?: Logger;
  readonly requestsPerMinute?: number;
  readonly streamLimits?: EventStreamLimits;
  readonly pollSeconds?: number;
  /** A database of the test's own making (a broken one, say). It is closed with the backend. */
  readonly on?: TestDatabase;
  readonly wrap?: (database: SqlDatabase) => SqlDatabase;
  /** Where clients reach it, if they do, and how mails leave it. */
  readonly configuration?: Partial<BackendParts['configuration']>;
  /** Who the bearer of a token is that was not made here. */
  readonly authenticate?: Authenticate;
}

/** A whole backend on a fresh database of its own; requests are injected, sign-in is by token from memory. */
export async function startTestBackend(options: TestBackendOptions = {}): Promise<TestBackend> {
  const configuration = {
    publicUrl: 'https://tenantdesk.test',
    smtp: null,
    bounceKey: null,
    production: false,
    ...options.configuration,
  };
  const opened = options.on ?? (await startTestDatabase());
  const database = options.wrap?.(opened.database) ?? opened.database;
  const logger =
    options.logger ?? pino({ level: process.env['TENANTDESK_TEST_LOG'] ?? 'silent' }, pino.destination(2));
  const now = options.now ?? (() => new Date());
  const jobs = await createJobs({
    database,
    logger,
    ...(options.pollSeconds === undefined ? {} : { pollSeconds: options.pollSeconds }),
  });
  const unitOfWork = createUnitOfWork({ database, enqueueOn: jobs.enqueueOn, now });
  const parts: BackendParts = {
    unitOfWork,
    signals: database.signals,
    cursors: createCursors(opened.identity.signingKey),
    configuration,
    databaseId: opened.identity.id,
    logger,
    now,
  };
  const features = (await options.features?.(parts)) ?? [];
  const tokens = new Map<string, AccountReference>();
  const app = await buildApp({
    database,
    unitOfWork,
    authenticate: async (request) =>
      tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '') ??
      (await options.authenticate?.(request)) ??
      null,
    features,
    cursors: parts.cursors,
    logger,
    write: writeCheckedAnswer,
    publicUrl: configuration.publicUrl,
    requestsPerMinute: options.requestsPerMinute ?? 100_000,
    ...(options.streamLimits === undefined ? {} : { streamLimits: options.streamLimits }),
  });
  await app.ready();
  await jobs.work(features.map((feature) => feature.jobs ?? {}));

  const raw: TestBackend['raw'] = async ({ method, url, account, headers = {}, payload }) => {
    const answer = await app.inject({
      method,
      url,
      headers: { ...(account ? { authorization: `Bearer ${account.token}` } : {}), ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    const parsed: unknown = answer.headers['content-type']?.toString().includes('json')
      ? answer.json()
      : answer.body;
    const any = parsed as never;
    return { status: answer.statusCode, headers: answer.headers, body: any, error: any, text: answer.body };
  };

  function signIn(account: AccountReference & { readonly email: string }): TestAccount {
    const token = newId();
    tokens.set(token, { tenantId: account.tenantId, userId: account.userId });
    return { ...account, token };
  }

  async function signUp(at: TestTenant, role: DefaultRoleName | null): Promise<TestAccount> {
    const userId = newId();
    const email = `${role?.replace(' ', '-').toLowerCase() ?? 'nobody'}-${userId.slice(-8)}@${at.name}.test`;
    await unitOfWork.run(asSystem(at), async ({ db }) => {
      const user = userRow({
        tenant_id: at.id,
        user_id: userId,
        customer_id: at.customerId,
        email,
        first_name: role ?? 'Nobody',
        last_name: at.name,
        activated_at: new Date(),
      });
      await db.insertInto('users').values(user).execute();
    });
    const made = signIn({ tenantId: at.id, userId, email });
    if (role !== null) await grant(made, at, role);
    return made;
  }

  async function grant(to: AccountReference, tenant: TestTenant, role: DefaultRoleName): Promise<void> {
    await unitOfWork.run(asSystem(tenant), async ({ db }) => {
      await db
        .insertInto('role_grants')
        .values({
          tenant_id: tenant.id,
          grantee_tenant_id: to.tenantId,
          grantee_user_id: to.userId,
          role_id: tenant.roles[role],
        })
        .execute();
    });
    if (to.tenantId === tenant.id) return;
    await unitOfWork.run(asSystem({ id: to.tenantId }), async ({ db }) => {
      await db
        .insertInto('account_tenants')
        .values({ tenant_id: to.tenantId, user_id: to.userId, managed_tenant_id: tenant.id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }

  const tenant: TestBackend['tenant'] = async (facts = {}) => {
    const id = newId();
    const name = facts.name ?? `tenant-${id.slice(-6)}`;
    const customerId = newId();
    const roles = Object.fromEntries(
      Object.keys(defaultRoles).map((role) => [role, newId()]),
    ) as TestTenant['roles'];
    await unitOfWork.run(asSystem({ id }), async ({ db }) => {
      await db
        .insertInto('tenants')
        .values({
          tenant_id: id,
          parent_id: facts.parent?.id ?? null,
          name,
          code: name.slice(0, 8).toUpperCase(),
          color: 'blue',
          kind: facts.parent === undefined ? 'service-provider' : 'managed',
          // Most tests are not about profiles.
          settings: JSON.stringify({ 'users.profileRequired': false, ...facts.settings }),
        })
        .execute();
      await db
        .insertInto('roles')
        .values(
          defaultRoleRows.map((row) => ({
            tenant_id: id,
            role_id: roles[row.name],
            kind: 'default' as const,
            ...row,
          })),
        )
        .execute();
      const office = customerRow({ tenant_id: id, customer_id: customerId, title: `${name} office` });
      await db.insertInto('customers').values(office).execute();
    });
    const made: TestTenant = {
      id,
      name,
      customerId,
      roles,
      account: (role, at) => signUp(at ?? made, role),
    };
    return made;
  };

  const call: TestBackend['call'] = async (as, name, request, { key } = {}) => {
    const route = api[name];
    const query = new URLSearchParams((request.query ?? {}) as Record<string, string>).toString();
    const write = isWrite(route);
    const answer = await raw({
      method: route.method,
      url: pathOf(route, request.params) + (query === '' ? '' : `?${query}`),
      account: as,
      headers: write ? { 'idempotency-key': key ?? newId() } : {},
      ...(request.body === undefined ? {} : { payload: request.body }),
    });
    return answer as never;
  };

  return {
    database,
    on: opened,
    unitOfWork,
    parts,
    jobs,
    app,
    tenant,
    grant,
    signIn,
    call,
    raw,
    admit: (token, account) => void tokens.set(token, account),
    close: async () => {
      await app.close();
      await jobs.stop();
      await opened.close();
    },
  };
}
