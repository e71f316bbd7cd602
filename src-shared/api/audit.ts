import { z } from 'zod';
import { auditEventTypes } from '../domain/auditEventTypes.ts';
import { entityId, instant } from '../domain/formats.ts';
import { oneOf } from '../domain/newer.ts';
import { searchInput } from '../domain/text.ts';
import { commaList, pageOf, pageQuery } from './pages.ts';
import { defineRoutes } from './route.ts';

/** A field that changed, old → new, as shown to people (names, not ids). */
export const auditChange = z.object({
  field: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type AuditChange = z.infer<typeof auditChange>;

/**
 * One entry of a tenant's audit log (L1). `hash` = SHA-256 over the previous entry's hash and this entry's canonical
 * JSON, so that an entry can't be altered or taken out unnoticed.
 */
export const auditEvent = z.object({
  id: entityId,
  tenantId: entityId,
  sequence: z.int().min(1),
  at: instant,
  type: oneOf(auditEventTypes),
  /** Null for what the system did by itself. */
  actor: z.object({ tenantId: entityId, userId: entityId, name: z.string() }).nullable(),
  target: z.object({ kind: z.string(), id: z.string(), label: z.string() }).nullable(),
  changes: z.array(auditChange),
  /** Facts beyond fields, such as `{ users: 12, mode: 'replace' }`. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  hash: z.string(),
  previousHash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEvent>;

/** Who acted, where nobody did: what the system did by itself. */
export const systemActor = 'system';

/**
 * The times that a log may be asked for, in the one form that databases know: not each offset and fraction of ISO 8601, and no
 * year 0. Nothing was logged before 1970.
 */
const moment = instant
  .refine((text) => Date.parse(text) >= 0, { error: 'invalid', abort: true })
  .overwrite((text) => new Date(text).toISOString());

export const auditRoutes = defineRoutes({
  'audit.list': {
    summary: 'The audit log of a tenant, newest first; 50 entries a page where no limit is given.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/audit-events',
    access: 'audit.read',
    query: z.strictObject({
      ...pageQuery,
      /** Any of these kinds. */
      type: commaList(z.enum(auditEventTypes)).optional(),
      /** About this person, customer, profile or plan. */
      targetId: entityId.optional(),
      actorId: z.union([z.literal(systemActor), entityId]).optional(),
      /** About this customer, or about those who are its users, or were when they were deleted. */
      customerId: entityId.optional(),
      /** Part of this bulk action. */
      planId: entityId.optional(),
      from: moment.optional(),
      /** Up to before this time. */
      to: moment.optional(),
      /** Words of the names of who acted and about what, and of the values; see `searchTerms`. */
      search: searchInput.optional(),
      /** Without the entries of each person in a bulk action: the action itself is listed. */
      folded: z.enum(['true', 'false']).optional(),
    }),
    answer: pageOf(auditEvent),
    errors: ['CURSOR_INVALID'],
  },
  'audit.verify': {
    summary: 'Recomputes the hash chain of a tenant and says where it breaks, if it does.',
    method: 'GET',
    path: '/v1/tenants/:tenantId/audit-events/verification',
    access: 'audit.read',
    answer: z.object({
      intact: z.boolean(),
      events: z.int(),
      brokenAt: z.int().nullable(),
      head: z.string(),
    }),
  },
});
