import { describe, expect, it } from 'vitest';
import { contentWidths } from '../../../src-renderer/components/table/contentWidths.ts';
import { fittingColumns } from '../../../src-renderer/components/table/fittingColumns.ts';
import type { TableColumn } from '../../../src-renderer/components/table/types.ts';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly customer: string;
}
const columns: readonly TableColumn<Person>[] = [
  { field: 'name', header: 'Name', flex: 1, minWidth: 136, beside: 32 },
  { field: 'customer', header: 'Customer', flex: 1, minWidth: 130, yields: 1 },
];
const rows = ['Agnès Țărănescu', 'Andreea Dumitrescu', 'Aino Lindström'].map((name) => ({
  id: name,
  name,
  customer: 'Hafen Hamburg',
}));
const shown = (room: number) => fittingColumns(contentWidths(columns, rows), room, 'name');

describe('Columns as wide as what stands in them', () => {
  it('let others leave before a name is cut that never leaves', () => {
    const [name] = contentWidths(columns, rows);
    expect(name?.minWidth).toBeGreaterThan(160);
    expect(shown(320).map(({ field }) => field)).toEqual(['name', 'customer']);
    expect(shown(280).map(({ field }) => field)).toEqual(['name']);
  });

  it('cut it where there is nobody left to leave, and for one long name not at all', () => {
    expect(shown(140)[0]?.minWidth).toBe(136);
    const long = [{ id: 'long', name: 'Wolfe'.repeat(20), customer: 'x' }];
    expect(contentWidths(columns, [...rows, ...long])[0]?.minWidth).toBeLessThanOrEqual(208);
  });
});
