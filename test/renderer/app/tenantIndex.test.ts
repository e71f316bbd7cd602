import { describe, expect, it } from 'vitest';
import type { SessionAccount } from '#shared/desktop/session.ts';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import type { TenantGroup } from '../../../src-renderer/state/useTenantList.ts';
import { createTenantIndex, type SwitcherRow } from '../../../src-renderer/app/switcher/tenantRows.ts';

/** A tenant as far as the switcher's lines depend on it; a code like T0004, below the tenant of that code. */
const tenant = (name: string, code: string, parent: string | null = 'T0000') =>
  ({
    id: code,
    key: code,
    parentId: parent,
    kind: parent === null ? 'service-provider' : 'managed',
    name,
    code,
    pinned: false,
    recentRank: null,
  }) as SwitcherTenant;
const tenants: readonly SwitcherTenant[] = [
  tenant('Meridian Services', 'T0000', null),
  { ...tenant('Contoso GmbH', 'T0001'), recentRank: 0 },
  { ...tenant('Nordwind AG', 'T0002'), pinned: true },
  tenant('مجموعة الخليج', 'T0003', 'T0002'),
  { ...tenant('Helvetia Facility', 'T0004'), recentRank: 1 },
  tenant('富士サービス', 'T0005'),
];

/** The tenants of an account. */
const group = (id: string, ofIt = tenants): TenantGroup => {
  return { account: { id } as SessionAccount, tenants: ofIt, error: null };
};

const names = (rows: readonly SwitcherRow[]) =>
  rows.flatMap((row) => (row.kind === 'tenant' ? [`${'>'.repeat(row.depth)}${row.tenant.name}`] : []));

describe('The lines of the switcher', () => {
  it('stand in tree order: children under their parent, siblings by name', () => {
    const plain = tenants.map((one) => ({ ...one, pinned: false, recentRank: null }));
    expect(names(createTenantIndex([group('account-1', plain)]).rows(''))).toEqual([
      'Meridian Services',
      '>Contoso GmbH',
      '>Helvetia Facility',
      '>Nordwind AG',
      '>>مجموعة الخليج',
      '>富士サービス',
    ]);
  });

  it('name no tenant twice, and the one above a sub-tenant that stands elsewhere', () => {
    const index = createTenantIndex([group('account-1')]);
    const lines = index
      .rows('')
      .flatMap((row) => (row.kind === 'tenant' ? [`${row.tenant.id} ${row.parent}`] : []));
    expect(lines).toEqual([
      'T0002 null',
      'T0001 null',
      'T0004 null',
      'T0000 null',
      'T0005 null',
      'T0003 Nordwind AG',
    ]);
    const [, found] = index.rows('مجموعة');
    expect(found).toMatchObject({ depth: 0, parent: 'Nordwind AG' });
  });

  it('filter 2,000 tenants within one frame of 60 Hz', () => {
    const many = Array.from({ length: 2000 }, (_, n) =>
      tenant(`Customer ${n}`, `C${n}`, n === 0 ? null : 'C0'),
    );
    const index = createTenantIndex([group('account-1', many)]);
    index.rows('warm up');
    const times = Array.from({ length: 21 }, (_, round) => {
      const start = performance.now();
      index.rows(`customer 1${round}`);
      return performance.now() - start;
    }).toSorted((a, b) => a - b);
    expect(times[10]).toBeLessThan(16);
  });

  it('want every word typed, in name or code', () => {
    const index = createTenantIndex([group('account-1')]);
    expect(names(index.rows('facility t0004'))).toEqual(['Helvetia Facility']);
    expect(names(index.rows('Fàcility HELV'))).toEqual(['Helvetia Facility']);
    expect(names(index.rows('facility t0001'))).toEqual([]);
  });

  it('stand under their account where there are several, and say whose they are where they stand together', () => {
    const rows = createTenantIndex([group('account-1'), group('account-2', [])]).rows('');
    expect(rows.flatMap((row) => (row.kind === 'tenant' ? [] : [row.kind]))).toEqual([
      'section',
      'section',
      'account',
      'account',
      'none',
    ]);
    const whose = rows.flatMap((row) =>
      row.kind === 'tenant' ? [`${row.key.split(':')[0]} ${row.whose}`] : [],
    );
    expect([...new Set(whose)]).toEqual(['pinned true', 'recent true', 'all false']);
  });

  it('keep the account above what matches, and leave out accounts where nothing does', () => {
    const rows = createTenantIndex([group('account-1'), group('account-2', [])]).rows('helvetia');
    expect(rows.map(({ kind }) => kind)).toEqual(['account', 'tenant']);
  });
});
