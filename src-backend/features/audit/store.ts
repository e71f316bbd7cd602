import { type RawBuilder, sql } from 'kysely';
import type { AuditEvent, auditRoutes } from '#shared/api/audit.ts';
import type { RouteInput } from '#shared/api/route.ts';
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

/** Entries that match, newest first. */
export function eventList(
  tenantId: string,
  { type, targetId, actorId }: RouteInput<(typeof auditRoutes)['audit.list']>['query'],
): KeysetList {
  const conditions = [sql`r.tenant_id = ${tenantId}::uuid`];
  if (type !== undefined) conditions.push(sql`r.type = ${type}`);
  if (targetId !== undefined) conditions.push(sql`r.target_id = ${targetId}`);
  if (actorId !== undefined) conditions.push(sql`r.actor_user_id = ${actorId}::uuid`);
  return {
    from: sql`audit_events as r`,
    where: sql.join(conditions, sql` and `),
    item: eventJson,
    id: sql`r.event_id`,
    keyType: 'bigint',
    direction: 'desc',
    stretches: [{ key: sql`r.sequence` }],
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
