import { type RawBuilder, sql } from 'kysely';
import { type AuditEvent, type auditRoutes, systemActor } from '#shared/api/audit.ts';
import type { RouteInput } from '#shared/api/route.ts';
import { searchTerms } from '#shared/domain/search.ts';
import type { Reading } from '../../database/unitOfWork.ts';
import type { KeysetList } from '../../http/keysetPage.ts';

/** An entry as the contract has it, and exactly as it was hashed. */
const eventJson: RawBuilder<AuditEvent> = sql<AuditEvent>`json_build_object('id', r.event_id, 'tenantId', r.tenant_id,
  'sequence', r.sequence, 'at', instant(r.at), 'type', r.type,
  'actor', case when r.actor_user_id is not null then json_build_object('tenantId', r.actor_tenant_id,
    'userId', r.actor_user_id, 'name', r.actor_name) end,
  'target', case when r.target_kind is not null then json_build_object('kind', r.target_kind, 'id', r.target_id,
    'label', r.target_label) end,
  'changes', r.changes, 'details', r.details, 'hash', r.hash, 'previousHash', r.previous_hash)`;

type Query = RouteInput<(typeof auditRoutes)['audit.list']>['query'];

/** What an entry is searched in. Of those from before: what they say, by small letters alone. */
const textSql = sql`coalesce(r.search_text, lower(concat_ws(chr(10), r.actor_name, r.target_label, r.changes::text,
  r.details::text)))`;

/** A customer and its people, those in the recycle bin with them. */
const customerAndUsers = (tenantId: string, customerId: string): RawBuilder<unknown> => sql`(
  select ${customerId}::text
  union all select u.user_id::text from users u
    where u.tenant_id = ${tenantId}::uuid and u.customer_id = ${customerId}::uuid
  union all select d.user_id::text from deleted_users d
    where d.tenant_id = ${tenantId}::uuid and d.before_image -> 'user' ->> 'customer_id' = ${customerId})`;

/** One condition per part of the query that restricts. */
function conditionsOf(tenantId: string, query: Query): readonly RawBuilder<unknown>[] {
  const { type = [], targetId, actorId, customerId, planId, from, to, search, folded } = query;
  const conditions = [sql`r.tenant_id = ${tenantId}::uuid`];
  const [only, ...others] = type;
  if (only !== undefined)
    conditions.push(others.length === 0 ? sql`r.type = ${only}` : sql`r.type = any(${type}::text[])`);
  if (targetId !== undefined) conditions.push(sql`r.target_id = ${targetId}`);
  if (actorId === systemActor) conditions.push(sql`r.actor_user_id is null`);
  else if (actorId !== undefined) conditions.push(sql`r.actor_user_id = ${actorId}::uuid`);
  if (customerId !== undefined)
    conditions.push(sql`r.target_id in ${customerAndUsers(tenantId, customerId)}`);
  if (planId !== undefined) conditions.push(sql`r.plan_id = ${planId}`);
  if (from !== undefined) conditions.push(sql`r.at >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql`r.at < ${to}::timestamptz`);
  // Equal to nothing rather than null: one index gives both in order, whatever the database knows of the table.
  if (folded === 'true') conditions.push(sql`r.plan_id = ''`);
  const { words, id } = searchTerms(search ?? '');
  if (words.length > 0) {
    const each = words.map((word) => sql`strpos(${textSql}, ${word}) > 0`);
    const whole = id === null ? [] : [sql`r.target_id = ${id}`];
    conditions.push(sql`(${sql.join([sql`(${sql.join(each, sql` and `)})`, ...whole], sql` or `)})`);
  }
  return conditions;
}

/**
 * By number: the order of the chain. Of a time by time: the index then begins and ends where that does. Ties are broken by what
 * stands in the indexes, so that each gives its page in order, also where the database knows nothing of the table yet.
 */
const byNumber = { keyType: 'bigint', stretches: [{ key: sql`r.sequence` }] } as const;
const byTime = { keyType: 'timestamptz', stretches: [{ key: sql`r.at` }] } as const;

/** Entries that match, newest first. */
export function eventList(tenantId: string, query: Query): KeysetList {
  return {
    from: sql`audit_events as r`,
    where: sql.join(conditionsOf(tenantId, query), sql` and `),
    item: eventJson,
    id: sql`r.sequence`,
    idType: 'bigint',
    direction: 'desc',
    ...(query.from === undefined && query.to === undefined ? byNumber : byTime),
  };
}

/** Entries after `after`, oldest first. */
export async function eventsInOrder(
  { db, tenantId }: Reading,
  after: number,
  limit: number,
): Promise<AuditEvent[]> {
  const rows = await db
    .selectFrom('audit_events as r')
    .select(eventJson.as('event'))
    .where('r.tenant_id', '=', tenantId)
    .where('r.sequence', '>', after)
    .orderBy('r.sequence')
    .limit(limit)
    .execute();
  return rows.map((row) => row.event);
}

export async function chainHead({
  db,
  tenantId,
}: Reading): Promise<{ readonly sequence: number; readonly hash: string } | null> {
  const head = await db
    .selectFrom('audit_heads')
    .select(['sequence', 'hash'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return head === undefined ? null : { sequence: Number(head.sequence), hash: head.hash };
}
