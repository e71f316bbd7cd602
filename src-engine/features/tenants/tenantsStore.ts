import { accountProfile, type AccountProfile, type TenantSummary } from '#shared/api/tenants.ts';
import { type Place, place } from '#shared/desktop/place.ts';
import type { ReadableDatabase } from '../../cache/database.ts';
import { readFact } from '../../cache/facts.ts';
import { idBytes, idText } from '../../cache/ids.ts';

/** A tenant with what the switcher shows of it. */
export interface StoredTenant {
  readonly summary: TenantSummary;
  readonly pinned: boolean;
  readonly recentRank: number | null;
}

/** All tenants in one statement: the switcher holds 2,000 of them. */
export function allTenants(database: ReadableDatabase): StoredTenant[] {
  const recents = new Map(openedTenants(database).map((id, rank) => [id, rank]));
  const rows = database.all<{ summary: string; pinned: 0 | 1 }>(
    `SELECT t.summary, p.tenant_id IS NOT NULL AS pinned
     FROM tenants AS t LEFT JOIN pins AS p ON p.tenant_id = t.id ORDER BY t.position`,
  );
  return rows.map(({ summary, pinned }) => {
    const tenant = JSON.parse(summary) as TenantSummary;
    return { summary: tenant, pinned: pinned === 1, recentRank: recents.get(tenant.id) ?? null };
  });
}

/** Undefined when the account doesn't have it. */
export function oneTenant(database: ReadableDatabase, tenantId: string): TenantSummary | undefined {
  const row = database.get<{ summary: string }>('SELECT summary FROM tenants WHERE id = :id', {
    id: idBytes(tenantId),
  });
  return row === undefined ? undefined : (JSON.parse(row.summary) as TenantSummary);
}

/** The tenants opened last, newest first: their copies are kept in step from the start. */
export function openedTenants(database: ReadableDatabase): string[] {
  return database
    .all<{ id: Uint8Array }>(
      'SELECT t.id FROM recents AS r JOIN tenants AS t ON t.id = r.tenant_id ORDER BY r.opened_at DESC',
    )
    .map(({ id }) => idText(id));
}

/** The tenants that an account works on most: that in view, then pinned ones, then those opened last. */
export function firstTenants(database: ReadableDatabase, inView: string | null): readonly string[] {
  const pinned = database
    .all<{ id: Uint8Array }>(`SELECT tenant_id AS id FROM pins LIMIT ${String(pinsThatLead)}`)
    .map(({ id }) => idText(id));
  return [...new Set([...(inView === null ? [] : [inView]), ...pinned, ...openedTenants(database)])];
}

const pinsThatLead = 8;

/** The account as the backend last described it. */
export function storedAccount(database: ReadableDatabase): AccountProfile | undefined {
  const stored = readFact(database, 'account');
  if (stored === undefined) return undefined;
  const parsed = accountProfile.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : undefined;
}

/** Named after what once held the look of the window too: an older copy keeps its place. */
export const placeFact = 'preferences';

/** Where the account was last; null before it was anywhere, or what an older version said in other words. */
export function readPlace(database: ReadableDatabase): Place | null {
  return place.safeParse(JSON.parse(readFact(database, placeFact) ?? 'null')).data ?? null;
}
