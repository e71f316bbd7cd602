import { type RawBuilder, sql, type Updateable } from 'kysely';
import { mailing, mailOfResult } from './listStore.ts';
import {
  type BulkAction,
  type BulkPlan,
  type BulkTotals,
  undoDays,
  type UserSelection,
} from '#shared/api/bulkPlans.ts';
import { mailStates } from '#shared/domain/mailDelivery.ts';
import type { TenantSchema } from '../../database/schema.ts';
import type { AccountReference, ReadableDatabase, Work } from '../../database/unitOfWork.ts';
import type { KeysetList } from '../../http/keysetPage.ts';

const mailCounts = sql.join(
  mailStates.map((state) => sql`${sql.lit(state)}, count(*) filter (where m.state = ${sql.lit(state)})`),
);

/** SQL of what has become of the mails that a plan sent, by state; null where it sent none. */
const mailsJson = sql`(
  select json_build_object(${mailCounts}) from (
    select ${mailOfResult} as state from bulk_plan_users r
    where r.tenant_id = b.tenant_id and r.plan_id = b.plan_id and b.action ->> 'kind' in (${mailing})
      and b.state <> 'applying') m
  having count(m.state) > 0)`;

const undoTime = sql`interval '${sql.raw(String(undoDays))} days'`;
const undoEnd = sql`(coalesce(b.started_at, b.created_at) + ${undoTime})`;

/** SQL of a plan `b` as the contract shows it. Totals of before 0073 don't count refusals. */
const planJson = (
  mails: RawBuilder<unknown>,
) => sql<BulkPlan>`json_build_object('id', b.plan_id, 'tenantId', b.tenant_id,
  'action', b.action, 'profileNames', array(
    select p.name from jsonb_array_elements_text(b.action -> 'profileIds') with ordinality as chosen (id, place)
    join profiles p on p.tenant_id = b.tenant_id and p.profile_id = chosen.id::uuid order by chosen.place),
  'selection', json_build_object('kind', b.selection ->> 'kind', 'users', b.totals -> 'users'),
  'state', b.state, 'totals', '{"refusals": []}'::jsonb || b.totals,
  'progress', json_build_object('done', b.done, 'succeeded', b.succeeded, 'failed', b.failed, 'skipped', b.skipped,
    'total', b.total),
  'mails', ${mails}, 'undoable', b.undoable and ${undoEnd} > now(),
  'undoableUntil', case when b.undoable then instant(${undoEnd}) end,
  'startedBy', case when b.started_by_user_id is not null then json_build_object('tenantId', b.started_by_tenant_id,
    'userId', b.started_by_user_id, 'name', b.started_by_name) end,
  'startedAt', instant(b.started_at),
  'undone', case when b.state = 'undone' then json_build_object('by', b.run_by_name, 'at', instant(b.finished_at)) end,
  'createdAt', instant(b.created_at), 'expiresAt', instant(b.expires_at),
  'finishedAt', instant(b.finished_at))`;

/** A plan as the contract shows it, or null if the tenant has none of that id. */
export async function findPlan(
  db: ReadableDatabase,
  tenantId: string,
  planId: string,
): Promise<BulkPlan | null> {
  const row = await db
    .selectFrom('bulk_plans as b')
    .where('b.tenant_id', '=', tenantId)
    .where('b.plan_id', '=', planId)
    .select(planJson(mailsJson).as('plan'))
    .executeTakeFirst();
  return row?.plan ?? null;
}

/** SQL of whether an account planned or ran a plan of this alias. */
const isBy = (alias: string, { tenantId, userId }: AccountReference) => {
  const by = (who: string) => sql`(${sql.ref(`${alias}.${who}_by_tenant_id`)} = ${tenantId}::uuid
    and ${sql.ref(`${alias}.${who}_by_user_id`)} = ${userId}::uuid)`;
  return { ran: by('started'), any: sql<boolean>`(${by('created')} or coalesce(${by('started')}, false))` };
};

/** Whether an account planned or ran this plan. */
export async function isOwnPlan(
  { db, tenantId }: Pick<Work, 'tenantId'> & { readonly db: ReadableDatabase },
  account: AccountReference,
  planId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('bulk_plans as b')
    .where('b.tenant_id', '=', tenantId)
    .where('b.plan_id', '=', planId)
    .select(isBy('b', account).any.as('own'))
    .executeTakeFirst();
  return row?.own === true;
}

/** Which jobs are asked for. */
export interface JobsWanted {
  readonly account: AccountReference;
  /** Kinds of action whose jobs the account sees whoever ran them. */
  readonly kinds: readonly BulkAction['kind'][];
  readonly whose: 'own' | 'all';
  readonly state: 'running' | 'undoable' | undefined;
}

const running = sql`r.state in ('applying', 'undoing')`;

/** Plans that run, the newest first, then those that have run. How its mails fare says only a job that is looked at. */
export function jobList(tenantId: string, { account, kinds, whose, state }: JobsWanted): KeysetList {
  const { ran, any } = isBy('r', account);
  const seen = whose === 'own' ? ran : sql`(${any} or r.action ->> 'kind' = any(${[...kinds]}::text[]))`;
  const wanted =
    state === 'undoable'
      ? sql`r.undoable and r.state <> 'undone' and not ${running} and r.started_at > now() - ${undoTime}`
      : state === 'running'
        ? running
        : sql`true`;
  return {
    from: sql`bulk_plans as r`,
    where: sql`r.tenant_id = ${tenantId}::uuid and r.started_at is not null and ${seen} and ${wanted}`,
    item: sql`(select ${planJson(sql`null`)} from (select r.*) as b)`,
    id: sql`r.plan_id`,
    keyType: 'timestamptz',
    direction: 'desc',
    stretches: [
      { key: sql`r.started_at`, where: running },
      { key: sql`r.started_at`, where: sql`not ${running}` },
    ],
  };
}

/** A plan that is locked: nobody else starts, stops or runs it until the commit. */
export interface LockedPlan {
  readonly state: BulkPlan['state'];
  readonly action: BulkAction;
  readonly expiresAt: Date;
  readonly cancelRequested: boolean;
  readonly undoable: boolean;
  readonly startedAt: Date | null;
  readonly runBy: (AccountReference & { readonly name: string }) | null;
}

export async function lockPlan(work: Work, planId: string): Promise<LockedPlan | null> {
  const row = await work.db
    .selectFrom('bulk_plans')
    .where('tenant_id', '=', work.tenantId)
    .where('plan_id', '=', planId)
    .select([
      'state',
      'action',
      'undoable',
      'expires_at as expiresAt',
      'cancel_requested as cancelRequested',
      'started_at as startedAt',
      'run_by_tenant_id as tenantId',
      'run_by_user_id as userId',
      'run_by_name as name',
    ])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  const { tenantId, userId, name, ...plan } = row;
  const known = tenantId !== null && userId !== null;
  return { ...plan, runBy: known ? { tenantId, userId, name: name ?? '' } : null };
}

export interface NewPlan {
  readonly id: string;
  readonly action: BulkAction;
  readonly selection: UserSelection;
  readonly madeBy: AccountReference & { readonly name: string };
  readonly expiresAt: Date;
}

const noTotals: BulkTotals = {
  users: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  profiles: [],
  withoutProfile: 0,
  losing: 0,
  refusals: [],
};

export async function insertPlan(work: Work, plan: NewPlan): Promise<void> {
  await work.db
    .insertInto('bulk_plans')
    .values({
      tenant_id: work.tenantId,
      plan_id: plan.id,
      created_by_tenant_id: plan.madeBy.tenantId,
      created_by_user_id: plan.madeBy.userId,
      created_by_name: plan.madeBy.name,
      action: JSON.stringify(plan.action),
      selection: JSON.stringify(plan.selection),
      totals: JSON.stringify(noTotals),
      created_at: work.now,
      expires_at: plan.expiresAt,
    })
    .execute();
}

/** For the rest of the transaction: a plan for a million users takes longer than a request usually may. */
export async function allowLongStatements(work: Work): Promise<void> {
  await sql`select set_config('statement_timeout', '600s', true)`.execute(work.db);
}

/** Adds the effects up, by state and by profile, and writes the sums into the plan. */
export async function storeTotals(work: Work, planId: string): Promise<void> {
  await sql`
    with effects as (
      select effect, gains, losses, kept, losing, refused_because from bulk_plan_users
      where tenant_id = ${work.tenantId} and plan_id = ${planId}
    ), sums as (
      select count(*)::int as users,
        (count(*) filter (where effect = 'changed'))::int as changed,
        (count(*) filter (where effect = 'unchanged'))::int as unchanged,
        (count(*) filter (where effect = 'refused'))::int as refused,
        (count(*) filter (where losing))::int as losing,
        (count(*) filter (where losing and cardinality(gains) + cardinality(kept) = 0))::int as without_profile
      from effects
    ), refusal_sums as (
      select coalesce(json_agg(json_build_object('reason', reason, 'users', users) order by users desc, reason), '[]') as
        refusals from (
        select refused_because as reason, count(*)::int as users from effects where refused_because is not null
        group by refused_because) r
    ), moved as (
      select profile_id, sum(gain)::int as gain, sum(lose)::int as lose from (
        select unnest(gains) as profile_id, 1 as gain, 0 as lose from effects
        union all select unnest(losses), 0, 1 from effects) m
      group by profile_id
    ), profile_sums as (
      select coalesce(json_agg(json_build_object('profileId', p.profile_id, 'name', p.name, 'gain', m.gain,
        'lose', m.lose) order by p.name_key), '[]') as profiles
      from moved m join profiles p on p.tenant_id = ${work.tenantId} and p.profile_id = m.profile_id
    )
    update bulk_plans b set total = s.users, totals = json_build_object('users', s.users, 'changed', s.changed,
      'unchanged', s.unchanged, 'refused', s.refused, 'profiles', p.profiles, 'withoutProfile', s.without_profile,
      'losing', s.losing, 'refusals', f.refusals)
    from sums s, profile_sums p, refusal_sums f
    where b.tenant_id = ${work.tenantId} and b.plan_id = ${planId}`.execute(work.db);
}

interface Run {
  readonly state: 'applying' | 'undoing';
  readonly by: AccountReference & { readonly name: string };
  readonly total: number;
  /** Users that the run doesn't touch: they are done from the start. */
  readonly skipped: number;
}

async function changePlan(
  work: Work,
  planId: string,
  columns: Updateable<TenantSchema['bulk_plans']>,
): Promise<void> {
  await work.db
    .updateTable('bulk_plans')
    .set(columns)
    .where('tenant_id', '=', work.tenantId)
    .where('plan_id', '=', planId)
    .execute();
}

/** Begins a run: its progress starts again. With the first one the plan is a job. */
export const beginRun = (work: Work, planId: string, run: Run): Promise<void> =>
  changePlan(work, planId, {
    state: run.state,
    ...(run.state === 'undoing'
      ? {}
      : {
          started_at: work.now,
          started_by_tenant_id: run.by.tenantId,
          started_by_user_id: run.by.userId,
          started_by_name: run.by.name,
        }),
    run_by_tenant_id: run.by.tenantId,
    run_by_user_id: run.by.userId,
    run_by_name: run.by.name,
    cancel_requested: false,
    undoable: false,
    total: run.total,
    done: run.skipped,
    skipped: run.skipped,
    succeeded: 0,
    failed: 0,
    finished_at: null,
  });

export const endRun = (
  work: Work,
  planId: string,
  end: { readonly state: BulkPlan['state']; readonly undoable: boolean },
): Promise<void> => changePlan(work, planId, { ...end, finished_at: work.now });

export const requestCancel = (work: Work, planId: string): Promise<void> =>
  changePlan(work, planId, { cancel_requested: true });

export async function countOutcomes(
  db: ReadableDatabase,
  tenantId: string,
  planId: string,
): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom('bulk_plan_users')
    .where('tenant_id', '=', tenantId)
    .where('plan_id', '=', planId)
    .groupBy('outcome')
    .select((row) => ['outcome', row.fn.countAll<number>().as('users')])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.outcome ?? 'waiting', row.users]));
}

export async function addProgress(
  work: Work,
  planId: string,
  more: { readonly succeeded: number; readonly failed: number; readonly skipped: number },
): Promise<void> {
  const done = more.succeeded + more.failed + more.skipped;
  await sql`update bulk_plans set done = done + ${done}, succeeded = succeeded + ${more.succeeded},
      failed = failed + ${more.failed}, skipped = skipped + ${more.skipped}
    where tenant_id = ${work.tenantId} and plan_id = ${planId}`.execute(work.db);
}

/** After an undo that broke off: the progress says again what of the plan is done. Who is undone is left as before. */
export async function showWhatStands(work: Work, planId: string): Promise<void> {
  const outcomes = await countOutcomes(work.db, work.tenantId, planId);
  const { succeeded: done = 0, 'undo-skipped': kept = 0, failed = 0, refused = 0, unchanged = 0 } = outcomes;
  const [succeeded, skipped] = [done + kept, refused + unchanged];
  const total = Object.values(outcomes).reduce((sum, users) => sum + users, 0);
  await changePlan(work, planId, { succeeded, failed, skipped, done: succeeded + failed + skipped, total });
}

/** Users whom an earlier undo skipped have their turn again. */
export async function unskip(work: Work, planId: string): Promise<void> {
  await work.db
    .updateTable('bulk_plan_users')
    .set({ outcome: 'succeeded', reason: null })
    .where('tenant_id', '=', work.tenantId)
    .where('plan_id', '=', planId)
    .where('outcome', '=', 'undo-skipped')
    .where('reason', 'is not', null)
    .execute();
}

/** Whether there is anyone whom an undo can be tried for, again or at first. A deleted profile never comes back. */
export async function anyoneToUndo(work: Work, planId: string): Promise<boolean> {
  const user = await work.db
    .selectFrom('bulk_plan_users')
    .where('tenant_id', '=', work.tenantId)
    .where('plan_id', '=', planId)
    .where('outcome', 'in', ['succeeded', 'undo-skipped'])
    .where('reason', 'is distinct from', 'profile-deleted')
    .select('user_id')
    .limit(1)
    .executeTakeFirst();
  return user !== undefined;
}

/** Whether there is anyone in the recycle bin whom the plan put there. Plans of older versions kept no time. */
export async function anyoneInBin(work: Work, planId: string): Promise<boolean> {
  const binned = await work.db
    .selectFrom('bulk_plan_users as b')
    .innerJoin('deleted_users as d', (join) =>
      join.onRef('d.tenant_id', '=', 'b.tenant_id').onRef('d.user_id', '=', 'b.user_id'),
    )
    .where('b.tenant_id', '=', work.tenantId)
    .where('b.plan_id', '=', planId)
    .where('b.outcome', 'in', ['succeeded', 'undo-skipped'])
    .where(
      sql<boolean>`(b.after_image is null or d.deleted_at = (b.after_image ->> 'deletedAt')::timestamptz)`,
    )
    .select('b.user_id')
    .limit(1)
    .executeTakeFirst();
  return binned !== undefined;
}
