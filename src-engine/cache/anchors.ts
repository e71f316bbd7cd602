import { z } from 'zod';
import { refuse } from '#shared/api/errors.ts';
import type { SortDirection } from '#shared/api/pages.ts';
import type { Parameters } from './database.ts';

const place = z.strictObject({
  sort: z.string(),
  direction: z.enum(['asc', 'desc']),
  /** Key of the last row: text or number. */
  value: z.union([z.string(), z.number()]),
  /** Number of the group that the last row stands in, where rows are ordered by groups. */
  group: z.int().nullable(),
  /** Id of the last row, in hexadecimal. */
  id: z.string().regex(/^[0-9a-f]{32}$/u),
});
/** The last row of a page: the next page begins behind it, even if it is gone by then. */
export type Place = z.infer<typeof place>;

const anchor = z.union([z.object({ copy: place }), z.object({ backend: z.string() })]);
/** Where a page begins: in the copy, or at a cursor of the backend's own list. */
export type Anchor = z.infer<typeof anchor>;

export function writeAnchor(value: Anchor): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** @throws Refusal CURSOR_INVALID */
export function readAnchor(text: string | null): Anchor | null {
  if (text === null) return null;
  try {
    return anchor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw invalidAnchor();
  }
}

/** Where the backend's own list goes on, as part of its query. */
export const cursorOf = (value: Anchor | null): { readonly cursor?: string } =>
  value !== null && 'backend' in value ? { cursor: value.backend } : {};

/** The anchor of the page behind one that the backend gave; null behind the last. */
export const anchorAt = (nextCursor: string | null): string | null =>
  nextCursor === null ? null : writeAnchor({ backend: nextCursor });

/** The place in the copy, if the anchor is one of this order. @throws Refusal CURSOR_INVALID */
export function placeOf(
  value: Anchor | null,
  order: { sort: string; direction: SortDirection },
): Place | null {
  if (value === null || !('copy' in value)) return null;
  if (value.copy.sort !== order.sort || value.copy.direction !== order.direction) throw invalidAnchor();
  return value.copy;
}

/** The values of a place as parameters of a statement. */
export const placeParameters = (after: Place | null): Parameters => ({
  afterValue: after?.value ?? null,
  afterGroup: after?.group ?? null,
  afterId: Buffer.from(after?.id ?? '', 'hex'),
});

function invalidAnchor(): Error {
  return refuse(
    'CURSOR_INVALID',
    'The place in the list does not belong to this order. Begin at the first page.',
  );
}
