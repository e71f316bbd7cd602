import { type RawBuilder, sql } from 'kysely';
import { type BulkResult, skippedOutcomes } from '#shared/api/bulkPlans.ts';
import { type RefusalReason, ruleOf, userActions } from '#shared/domain/userActions.ts';
import type { KeysetList } from '../../http/keysetPage.ts';

const names = (column: string): RawBuilder<unknown> => sql`array(
  select p.name from unnest(${sql.ref(`r.${column}`)}) with ordinality as held (id, place)
  join profiles p on p.tenant_id = r.tenant_id and p.profile_id = held.id order by held.place)`;

const ofPlan = (tenantId: string, planId: string): RawBuilder<unknown> =>
  sql`r.tenant_id = ${tenantId}::uuid and r.plan_id = ${planId}::uuid`;

/** Which of its users are asked for; nothing: all. */
export interface EffectsWanted {
  readonly losing?: 'true' | 'false' | undefined;
  readonly refusedBecause?: RefusalReason | undefined;
}

/** What a plan does to each user, to each who loses something, or to each who is refused for a reason, by name. */
export const effectList = (
  tenantId: string,
  planId: string,
  { losing, refusedBecause }: EffectsWanted,
): KeysetList => ({
  from: sql`bulk_plan_users as r`,
  where: sql.join(
    [
      ofPlan(tenantId, planId),
      ...(losing === 'true' ? [sql`r.losing`] : []),
      // Whoever was refused has a reason from the start, under an index of its own.
      ...(refusedBecause === undefined
        ? []
        : [sql`r.reason is not null and r.refused_because = ${refusedBecause}`]),
    ],
    sql` and `,
  ),
  item: sql`json_build_object('userId', r.user_id, 'name', r.name, 'email', r.email, 'gains', ${names('gains')},
    'losses', ${names('losses')}, 'kept', ${names('kept')}, 'refusedBecause', r.refused_because)`,
  id: sql`r.user_id`,
  stretches: [{ key: sql`r.name_key` }],
});

type Outcome = BulkResult['outcome'] | 'skipped';

/** Outcomes that come with a reason have an index of their own: a few failures among a million are found at once. */
const withReason: readonly Outcome[] = ['failed', 'refused', 'undo-skipped'];

const skipped = sql.join(skippedOutcomes.map((outcome) => sql.lit(outcome)));

function outcomeSql(outcome: Outcome | undefined): RawBuilder<unknown> {
  if (outcome === undefined) return sql`r.outcome is not null`;
  if (outcome === 'skipped') return sql`r.outcome in (${skipped}) and r.reason is not null`;
  return withReason.includes(outcome)
    ? sql`r.outcome = ${outcome} and r.reason is not null`
    : sql`r.outcome = ${outcome}`;
}

/** The actions that mail people. */
export const mailing = sql.join(
  userActions.filter((action) => ruleOf(action).mails).map((action) => sql.lit(action)),
);

/** SQL of what has become of the mail to the user of a result `r`: of the last one, if the plan may have sent it. Null for a plan that mails nobody. */
export const mailOfResult = sql`(
  select u.last_mail ->> 'state' from users u
  join bulk_plans p on p.tenant_id = u.tenant_id and p.plan_id = r.plan_id
  where u.tenant_id = r.tenant_id and u.user_id = r.user_id and r.outcome = 'succeeded'
    and p.action ->> 'kind' in (${mailing}) and (u.last_mail ->> 'at')::timestamptz >= p.created_at)`;

/** What became of each user that has had its turn, by name. */
export const resultList = (tenantId: string, planId: string, outcome: Outcome | undefined): KeysetList => ({
  from: sql`bulk_plan_users as r`,
  where: sql`${ofPlan(tenantId, planId)} and ${outcomeSql(outcome)}`,
  item: sql`json_build_object('userId', r.user_id, 'name', r.name, 'email', r.email, 'outcome', r.outcome,
    'reason', r.reason, 'gains', ${names('gains')}, 'losses', ${names('losses')}, 'version', r.result_version, 'mail', ${mailOfResult})`,
  id: sql`r.user_id`,
  stretches: [{ key: sql`r.name_key` }],
});
