import { describe, expect, it } from 'vitest';
import {
  isSelected,
  noSelection,
  selectedCount,
  wholeSelection,
  withRows,
} from '../../../src-renderer/state/selection.ts';

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
