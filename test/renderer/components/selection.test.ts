import { describe, expect, it } from 'vitest';
import { rowRange } from '../../../src-renderer/components/table/rowRange.ts';
import {
  isSelected,
  noSelection,
  selectedCount,
  wholeSelection,
  withRows,
} from '../../../src-renderer/state/selection.ts';

describe('A range of rows', () => {
  const pages = [
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ];
  const between = (one: [number, string], other: [number, string]) => {
    const [first, last] = [one, other].map(([page, id]) => ({ page, id }));
    return rowRange(first!, last!, async (page) => pages[page] ?? []);
  };

  it('has both its ends, over pages, whichever comes first', async () => {
    expect(await between([0, 'b'], [1, 'd'])).toEqual(['b', 'c', 'd']);
    expect(await between([1, 'e'], [0, 'c'])).toEqual(['c', 'd', 'e']);
    expect(await between([0, 'b'], [0, 'b'])).toEqual(['b']);
  });

  it('is the row that was clicked alone where the one that it began at was deleted meanwhile', async () => {
    expect(await between([0, 'gone'], [0, 'c'])).toEqual(['c']);
    expect(await between([1, 'gone'], [0, 'b'])).toEqual(['b']);
    expect(await between([0, 'gone'], [1, 'gone too'])).toEqual([]);
  });
});

describe('A selection across pages', () => {
  it('counts named rows', () => {
    const three = withRows(noSelection, ['a', 'b', 'c'], true);
    expect(selectedCount(three, 512)).toBe(3);
    expect(selectedCount(withRows(three, ['b'], false), 512)).toBe(2);
  });

  it('means everything that matches, less what was taken out', () => {
    const allButOne = withRows(wholeSelection, ['b'], false);
    expect(selectedCount(allButOne, 512)).toBe(511);
    expect(isSelected(allButOne, 'b')).toBe(false);
    expect(isSelected(allButOne, 'never seen')).toBe(true);
    expect(selectedCount(withRows(allButOne, ['b'], true), 512)).toBe(512);
  });
});
