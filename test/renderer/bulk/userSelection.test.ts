import { describe, expect, it } from 'vitest';
import { userSelection } from '#shared/api/bulkPlans.ts';
import { selectionLimit } from '#shared/domain/bulkSelection.ts';
import { namesTooMany, userSelectionOf } from '../../../src-renderer/features/bulk/userSelection.ts';
import { wholeSelection } from '../../../src-renderer/state/selection.ts';

const userId = (index: number): string => `00000006-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

describe('The selection of a bulk plan', () => {
  it('names the ticked users', () => {
    const selection = userSelectionOf({ type: 'include', ids: new Set([userId(2), userId(1)]) }, {});
    expect(selection).toEqual({ kind: 'users', userIds: [userId(1), userId(2)] });
    expect(userSelection.safeParse(selection).success).toBe(true);
  });

  it('is the filter with its exceptions once everything that matches is meant', () => {
    const filter = { statuses: ['invited' as const], search: 'ana' };
    const selection = userSelectionOf({ type: 'exclude', ids: new Set([userId(3)]) }, filter);
    expect(selection).toEqual({ kind: 'filter', filter, exceptIds: [userId(3)] });
    expect(userSelection.safeParse(selection).success).toBe(true);
  });

  it('has the same bytes for any number of users that match', () => {
    expect(JSON.stringify(userSelectionOf(wholeSelection, {}))).toBe(
      '{"kind":"filter","filter":{},"exceptIds":[]}',
    );
  });

  it('may name no more ids than a plan takes', () => {
    const ids = Array.from({ length: selectionLimit + 1 }, (_, index) => userId(index));
    expect(namesTooMany({ type: 'include', ids: new Set(ids) })).toBe(true);
    expect(namesTooMany({ type: 'include', ids: new Set(ids.slice(1)) })).toBe(false);
  });
});
