import { describe, expect, it } from 'vitest';
import { createTenantIndex, type SwitcherRow } from '../../../src-renderer/app/switcher/tenantRows.ts';
import { createMemoryWorld } from '../support/memoryWorld.ts';

const names = (rows: readonly SwitcherRow[]) =>
  rows.flatMap((row) => (row.kind === 'tenant' ? [`${'>'.repeat(row.depth)}${row.tenant.name}`] : []));

describe('The lines of the switcher', () => {
  it('stand in tree order: children under their parent, siblings by name', () => {
    const all = names(createTenantIndex(createMemoryWorld().tenants).rows(''));
    expect(all.slice(-6)).toEqual([
      'Meridian Services',
      '>Contoso GmbH',
      '>Helvetia Facility',
      '>Nordwind AG',
      '>>مجموعة الخليج',
      '>富士サービス',
    ]);
  });

  it('filter 2,000 tenants within one frame of 60 Hz', () => {
    const index = createTenantIndex(createMemoryWorld({ tenants: 2000, users: 0 }).tenants);
    index.rows('warm up');
    const times = Array.from({ length: 21 }, (_, round) => {
      const start = performance.now();
      index.rows(`customer 1${round}`);
      return performance.now() - start;
    }).toSorted((a, b) => a - b);
    expect(times[10]).toBeLessThan(16);
  });

  it('want every word typed, in name or code', () => {
    const index = createTenantIndex(createMemoryWorld().tenants);
    expect(names(index.rows('facility t0004'))).toEqual(['Helvetia Facility']);
    expect(names(index.rows('facility t0001'))).toEqual([]);
  });
});
