import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { AuditEvent } from '#shared/api/audit.ts';
import { newId } from './newId.ts';
import type { AuditEntry, Work } from './unitOfWork.ts';

/** The hash before a tenant's first event. */
export const chainStart = '0'.repeat(64);

/** JSON with sorted keys and no white space (the idea of RFC 8785): the same text for the same facts. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 over the previous hash and the event's canonical JSON, in hex. */
export function auditHash(event: Omit<AuditEvent, 'hash'>): string {
  const { previousHash, ...facts } = event;
  return createHash('sha256').update(previousHash).update(canonicalJson(facts)).digest('hex');
}

function eventOf(work: Work, entry: AuditEntry, sequence: number, previousHash: string): AuditEvent {
  const by = entry.actor ?? (work.actor === 'system' ? null : work.actor);
  const event = {
    id: newId(work.now.getTime()),
    tenantId: work.tenantId,
    sequence,
    at: work.now.toISOString(),
    type: entry.type,
    actor: by === null ? null : { tenantId: by.tenantId, userId: by.userId, name: by.name },
    target: entry.target ?? null,
    changes: [...(entry.changes ?? [])],
    details: { ...entry.details },
    previousHash,
  };
  return { ...event, hash: auditHash(event) };
}

/**
 * Appends events to the tenant's chain: locks its head, numbers and hashes them, and writes events and the new head in
 * one statement. Sequence numbers have no gaps because a rollback takes the head back too.
 */
export async function appendAudit(work: Work, entries: readonly AuditEntry[]): Promise<void> {
  const head = await work.db
    .insertInto('audit_heads')
    .values({ tenant_id: work.tenantId, sequence: 0, hash: chainStart })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet((row) => ({ sequence: row.ref('audit_heads.sequence') })),
    )
    .returning(['sequence', 'hash'])
    .executeTakeFirstOrThrow();
  let sequence = Number(head.sequence);
  let hash = head.hash;
  const events = entries.map((entry) => {
    sequence += 1;
    const event = eventOf(work, entry, sequence, hash);
    hash = event.hash;
    return event;
  });
  await sql`
    with head as (
      update audit_heads set sequence = ${sequence}, hash = ${hash} where tenant_id = ${work.tenantId}
    )
    insert into audit_events (tenant_id, sequence, event_id, at, type, actor_tenant_id, actor_user_id, actor_name,
      target_kind, target_id, target_label, changes, details, previous_hash, hash)
    select e."tenantId", e.sequence, e.id, e.at, e.type, (e.actor ->> 'tenantId')::uuid,
      (e.actor ->> 'userId')::uuid, e.actor ->> 'name', e.target ->> 'kind', e.target ->> 'id', e.target ->> 'label',
      e.changes, e.details, e."previousHash", e.hash
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e("tenantId" uuid, sequence bigint, id uuid,
      at timestamptz, type text, actor jsonb, target jsonb, changes jsonb, details jsonb, "previousHash" text, hash text)
  `.execute(work.db);
}
