import { describe, expect, it } from 'vitest';
import { fittingColumns } from '../../../src-renderer/components/table/fittingColumns.ts';

const columns = [
  { field: 'email', header: 'Email', minWidth: 180 },
  { field: 'role', header: 'Role', width: 100, yields: 2 },
  { field: 'status', header: 'Status', width: 120 },
  { field: 'source', header: 'Source', width: 100, yields: 1 },
];
const shown = (room: number, sorted = 'email') =>
  fittingColumns(columns, room, sorted)
    .map(({ field }) => field)
    .join(' ');

describe('The columns of a grid', () => {
  it('are all shown, as they were given, where there is room', () => {
    expect(fittingColumns(columns, 500, 'email')).toBe(columns);
  });

  it('leave one by one where there is less, the lowest number first', () => {
    expect(shown(499)).toBe('email role status');
    expect(shown(399)).toBe('email status');
  });

  it('keep those that never yield, however narrow the window', () => {
    expect(shown(50)).toBe('email status');
  });

  it('are as narrow as they get where those that never yield are too wide together', () => {
    const wide = columns.map((column) =>
      column.field === 'status' ? { ...column, width: 150, least: 120 } : column,
    );
    const widthIn = (room: number) =>
      fittingColumns(wide, room, 'email').find(({ field }) => field === 'status')?.width;
    expect([widthIn(330), widthIn(329)]).toEqual([150, 120]);
  });

  it('keep the one that sorts', () => {
    expect(shown(399, 'source')).toBe('email status source');
  });
});
