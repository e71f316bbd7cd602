import type { BulkAction, BulkPlan, UserSelection } from '#shared/api/bulkPlans.ts';
import type { Customer } from '#shared/api/customers.ts';
import type { Profile } from '#shared/api/profiles.ts';
import type { User, UserInput } from '#shared/api/users.ts';
import { textKey } from '#shared/domain/text.ts';
import { administrationFeatures } from '#test/support/features.ts';
import { newId } from '../../../src-backend/database/newId.ts';
import type { Work } from '../../../src-backend/database/unitOfWork.ts';
import {
  startTestBackend,
  type TestAccount,
  type TestBackend,
  type TestBackendOptions,
  type TestTenant,
} from '#test/support/backend.ts';
import { asSystem } from '#test/support/rows.ts';

/** A tenant at work: its admin, a customer, a product with two processes and one system profile. */
export interface Workplace {
  readonly tenant: TestTenant;
  readonly admin: TestAccount;
  readonly customer: Customer;
  readonly processIds: readonly [string, string];
  readonly systemProfileId: string;
}

export interface Administration extends TestBackend {
  readonly workplace: (
    settings?: object,
    facts?: { readonly name?: string; readonly parent?: TestTenant },
  ) => Promise<Workplace>;
  readonly newUser: (at: Workplace, input?: Partial<UserInput>) => Promise<User>;
  /** Somebody in the recycle bin, as they were. */
  readonly newDeletedUser: (at: Workplace, input?: Partial<UserInput>, by?: TestAccount) => Promise<User>;
  readonly newProfile: (at: Workplace, name?: string) => Promise<Profile>;
  /** Runs SQL as the tenant. */
  readonly inTenant: <T>(at: Workplace, body: (work: Work) => Promise<T>) => Promise<T>;
  /** Makes a user as if it had been activated. */
  readonly activate: (at: Workplace, userId: string) => Promise<void>;
  readonly auditOf: (at: Workplace, targetId: string) => Promise<readonly AuditRow[]>;
  readonly planned: (
    at: Workplace,
    action: BulkAction,
    selection: UserSelection,
    by?: TestAccount,
  ) => Promise<BulkPlan>;
  /** The outcome of each user, and why. */
  readonly resultsOf: (
    at: Workplace,
    plan: BulkPlan,
  ) => Promise<Readonly<Record<string, readonly [string, string | null]>>>;
  readonly applied: (at: Workplace, plan: BulkPlan) => Promise<BulkPlan>;
}

export interface AuditRow {
  readonly type: string;
  readonly changes: readonly {
    readonly field: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly actor: string | null;
}

let counter = 0;

/** A backend with everything that administers tenants, and short ways to get something to administer. */
export async function startAdministration(options: TestBackendOptions = {}): Promise<Administration> {
  const backend = await startTestBackend({ features: administrationFeatures, ...options });

  const inTenant: Administration['inTenant'] = (at, body) =>
    backend.unitOfWork.run(asSystem(at.tenant), body);

  async function license(
    tenantId: string,
  ): Promise<{ processIds: [string, string]; systemProfileId: string }> {
    const [productId, first, second, systemProfileId] = [newId(), newId(), newId(), newId()];
    await backend.unitOfWork.run(asSystem({ id: tenantId }), async ({ db }) => {
      await db
        .insertInto('products')
        .values({ tenant_id: tenantId, product_id: productId, code: 'FM', name: 'Facility' })
        .execute();
      await db
        .insertInto('processes')
        .values([
          {
            tenant_id: tenantId,
            process_id: first,
            product_id: productId,
            name: 'Work orders',
            section: 'Service',
          },
          {
            tenant_id: tenantId,
            process_id: second,
            product_id: productId,
            name: 'Invoices',
            section: 'Money',
          },
        ])
        .execute();
      await db
        .insertInto('profiles')
        .values({
          tenant_id: tenantId,
          profile_id: systemProfileId,
          kind: 'system',
          product_id: productId,
          name: 'Facility Manager',
          name_key: textKey('Facility Manager'),
        })
        .execute();
    });
    return { processIds: [first, second], systemProfileId };
  }

  const newUser: Administration['newUser'] = async (at, input = {}) => {
    const name = `user${(counter += 1)}`;
    const answer = await backend.call(at.admin, 'users.create', {
      params: { tenantId: at.tenant.id },
      body: {
        customerId: at.customer.id,
        email: `${name}@nord.example`,
        firstName: 'Ana',
        lastName: name,
        ...input,
      },
    });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body;
  };

  return {
    ...backend,
    inTenant,
    newUser,
    async workplace(settings, facts = {}) {
      const tenant = await backend.tenant({ ...facts, ...(settings === undefined ? {} : { settings }) });
      const admin = await tenant.account('Admin');
      const made = await backend.call(admin, 'customers.create', {
        params: { tenantId: tenant.id },
        body: { title: `Customer ${(counter += 1)}` },
      });
      return { tenant, admin, customer: made.body, ...(await license(tenant.id)) };
    },
    async newDeletedUser(at, input = {}, by = at.admin) {
      const user = await newUser(at, input);
      const answer = await backend.call(by, 'users.delete', {
        params: { tenantId: at.tenant.id, userId: user.id },
        body: { version: user.version },
      });
      if (answer.status !== 200) throw new Error(answer.text);
      return user;
    },
    async newProfile(at, name = `Profile ${(counter += 1)}`) {
      const answer = await backend.call(at.admin, 'profiles.create', {
        params: { tenantId: at.tenant.id },
        body: { name, processIds: [at.processIds[0]] },
      });
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.body;
    },
    activate: (at, userId) =>
      inTenant(at, async ({ db }) => {
        await db
          .updateTable('users')
          .set({ activated_at: new Date() })
          .where('tenant_id', '=', at.tenant.id)
          .where('user_id', '=', userId)
          .execute();
      }),
    auditOf: (at, targetId) =>
      inTenant(at, async ({ db }) =>
        db
          .selectFrom('audit_events')
          .where('tenant_id', '=', at.tenant.id)
          .where('target_id', '=', targetId)
          .select(['type', 'changes', 'details', 'actor_name as actor'])
          .orderBy('sequence')
          .execute(),
      ),
    async planned(at, action, selection, by = at.admin) {
      const answer = await backend.call(by, 'bulkPlans.create', {
        params: { tenantId: at.tenant.id },
        body: { action, selection },
      });
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.body;
    },
    async resultsOf(at, { id: planId }) {
      const { body } = await backend.call(at.admin, 'bulkPlans.results', {
        params: { tenantId: at.tenant.id, planId },
        query: { limit: '100' },
      });
      return Object.fromEntries(body.items.map(({ userId, outcome, reason }) => [userId, [outcome, reason]]));
    },
    async applied(at, plan) {
      const params = { tenantId: at.tenant.id, planId: plan.id };
      const started = await backend.call(at.admin, 'bulkPlans.apply', { params });
      if (started.status !== 202) throw new Error(started.text);
      await backend.jobs.settled();
      return (await backend.call(at.admin, 'bulkPlans.get', { params })).body;
    },
  };
}
