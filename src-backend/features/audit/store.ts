import { type RawBuilder, sql } from 'kysely';
import type { AuditEvent } from '#shared/api/audit.ts';
import type { AuditEventType } from '#shared/domain/auditEventTypes.ts';
import type { ReadableDatabase } from '../../database/unitOfWork.ts';

/** An entry as the contract has it, and exactly as it was hashed. */
const eventJson: RawBuilder<AuditEvent> = sql<AuditEvent>`json_build_object('id', e.event_id, 'tenantId', e.tenant_id,
  'sequence', e.sequence, 'at', instant(e.at), 'type', e.type,
  'actor', case when e.actor_user_id is not null then json_build_object('tenantId', e.actor_tenant_id,
    'userId', e.actor_user_id, 'name', e.actor_name) end,
  'target', case when e.target_kind is not null then json_build_object('kind', e.target_kind, 'id', e.target_id,
    'label', e.target_label) end,
  'changes', e.changes, 'details', e.details, 'hash', e.hash, 'previousHash', e.previous_hash)`;

export interface AuditFilter {
  readonly type?: AuditEventType | undefined;
  readonly targetId?: string | undefined;
  readonly actorId?: string | undefined;
}

/** Entries before `before` (or the newest), newest first. */
export async function newestEvents(
  db: ReadableDatabase,
  tenantId: string,
  filter: AuditFilter,
  page: { readonly before: number | null; readonly limit: number },
): Promise<AuditEvent[]> {
  let query = db
    .selectFrom('audit_events as e')
    .select(eventJson.as('event'))
    .where('e.tenant_id', '=', tenantId)
    .orderBy('e.sequence', 'desc')
    .limit(page.limit);
  if (page.before !== null) query = query.where('e.sequence', '<', page.before);
  if (filter.type !== undefined) query = query.where('e.type', '=', filter.type);
  if (filter.targetId !== undefined) query = query.where('e.target_id', '=', filter.targetId);
  if (filter.actorId !== undefined) query = query.where('e.actor_user_id', '=', filter.actorId);
  const rows = await query.execute();
  return rows.map((row) => row.event);
}

/** Entries after `after`, oldest first. */
export async function eventsInOrder(
  db: ReadableDatabase,
  tenantId: string,
  after: number,
  limit: number,
): Promise<AuditEvent[]> {
  const rows = await db
    .selectFrom('audit_events as e')
    .select(eventJson.as('event'))
    .where('e.tenant_id', '=', tenantId)
    .where('e.sequence', '>', after)
    .orderBy('e.sequence')
    .limit(limit)
    .execute();
  return rows.map((row) => row.event);
}

export async function chainHead(
  db: ReadableDatabase,
  tenantId: string,
): Promise<{ readonly sequence: number; readonly hash: string } | null> {
  const head = await db
    .selectFrom('audit_heads')
    .select(['sequence', 'hash'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return head === undefined ? null : { sequence: Number(head.sequence), hash: head.hash };
}
