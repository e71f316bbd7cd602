import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { AuditEvent } from '#shared/api/audit.ts';
import { searchText } from '#shared/domain/search.ts';
import { newId } from './newId.ts';
import type { AuditEntry, Work } from './unitOfWork.ts';

/** The hash before a tenant's first event. */
export const chainStart = '0'.repeat(64);

/** Whether all keys are sorted already. */
function inOrder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(inOrder);
  let last = '';
  for (const [key, part] of Object.entries(value)) {
    if (key < last || !inOrder(part)) return false;
    last = key;
  }
  return true;
}

/** Text by text, since an object can't hold keys such as "10" and "9" in the order of their text. */
function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${sortedJson(part)}`).join(',')}}`;
}

/**
 * JSON with sorted keys and no white space (the idea of RFC 8785): the same text for the same facts. What is in order
 * already is written by the engine's own JSON, five times faster.
 */
export const canonicalJson = (value: unknown): string =>
  inOrder(value) ? JSON.stringify(value) : sortedJson(value);

/** SHA-256 over the previous hash and the event's canonical JSON, in hex. */
export function auditHash({ previousHash, ...facts }: Omit<AuditEvent, 'hash'>): string {
  return hash('sha256', previousHash + canonicalJson(facts));
}

/** Keys are written in the order of `canonicalJson`. */
function eventOf(work: Work, entry: AuditEntry, sequence: number, previousHash: string): AuditEvent {
  const by = entry.actor ?? (work.actor === 'system' ? null : work.actor);
  const { target, changes = [], details = {} } = entry;
  const event = {
    actor: by === null ? null : { name: by.name, tenantId: by.tenantId, userId: by.userId },
    at: work.now.toISOString(),
    changes: changes.map(({ field, from, to }) => ({ field, from, to })),
    details,
    id: newId(work.now.getTime()),
    previousHash,
    sequence,
    target: target === undefined ? null : { id: target.id, kind: target.kind, label: target.label },
    tenantId: work.tenantId,
    type: entry.type,
  };
  return { ...event, hash: auditHash(event) };
}

/** More of a text is not searched: a list of hundreds of processes says nothing that anybody looks for. */
const longestText = 4_000;

/** What an event is searched in: who, about whom, and the values that it names. Ids of machines are looked up as such. */
function auditText({ actor, target, changes, details }: AuditEvent): string {
  const values = changes.flatMap(({ from, to }) => [from ?? '', to ?? '']);
  const facts = Object.entries(details).flatMap(([name, value]) =>
    name.endsWith('Id') ? [] : [String(value)],
  );
  const texts = [actor?.name ?? '', target?.label ?? '', ...values, ...facts].filter((text) => text !== '');
  return searchText(texts).slice(0, longestText);
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
  let last = { sequence: Number(head.sequence), hash: head.hash };
  const events = entries.map((entry) => {
    const event = eventOf(work, entry, last.sequence + 1, last.hash);
    last = event;
    return event;
  });
  const column = (value: (event: AuditEvent) => string | null | undefined) =>
    sql`${events.map(value)}::text[]`;
  await sql`
    with head as (
      update audit_heads set sequence = ${last.sequence}, hash = ${last.hash} where tenant_id = ${work.tenantId}
    )
    insert into audit_events (tenant_id, sequence, event_id, at, type, actor_tenant_id, actor_user_id, actor_name,
      target_kind, target_id, target_label, changes, details, previous_hash, hash, search_text)
    select ${work.tenantId}::uuid, ${head.sequence}::bigint + e.place, e.id::uuid, ${work.now}::timestamptz, e.type,
      e.by_tenant::uuid, e.by_user::uuid, e.by_name, e.kind, e.target, e.label, e.changes::jsonb, e.details::jsonb,
      e.previous, e.hash, e.text
    from unnest(${column((event) => event.id)}, ${column((event) => event.type)},
      ${column((event) => event.actor?.tenantId)}, ${column((event) => event.actor?.userId)},
      ${column((event) => event.actor?.name)}, ${column((event) => event.target?.kind)},
      ${column((event) => event.target?.id)}, ${column((event) => event.target?.label)},
      ${column((event) => JSON.stringify(event.changes))}, ${column((event) => JSON.stringify(event.details))},
      ${column((event) => event.previousHash)}, ${column((event) => event.hash)}, ${column(auditText)})
      with ordinality as e(id, type, by_tenant, by_user, by_name, kind, target, label, changes, details, previous, hash, text, place)
  `.execute(work.db);
}
