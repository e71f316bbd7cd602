import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignmentModes, profileEffect } from '#shared/domain/profileAssignment.ts';

describe('Assigning profiles to a user', () => {
  it('by Replace gives the chosen and takes the others', () => {
    expect(profileEffect(['a', 'b'], ['b', 'c'], 'replace')).toEqual({
      gains: ['c'],
      losses: ['a'],
      kept: ['b'],
    });
  });

  it('by Add takes nothing', () => {
    expect(profileEffect(['a', 'b'], ['b', 'c'], 'add')).toEqual({
      gains: ['c'],
      losses: [],
      kept: ['a', 'b'],
    });
  });

  it('by Remove gives nothing', () => {
    expect(profileEffect(['a', 'b'], ['b', 'c'], 'remove')).toEqual({
      gains: [],
      losses: ['b'],
      kept: ['a'],
    });
  });

  it('accounts for every profile once, and doing it twice changes nothing more', () => {
    const profiles = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'));
    fc.assert(
      fc.property(profiles, profiles, fc.constantFrom(...assignmentModes), (held, chosen, mode) => {
        const effect = profileEffect(held, chosen, mode);
        expect([...effect.losses, ...effect.kept].toSorted()).toEqual(held.toSorted());
        expect(effect.gains.every((id) => !held.includes(id) && chosen.includes(id))).toBe(true);
        const after = [...effect.kept, ...effect.gains];
        expect(profileEffect(after, chosen, mode)).toEqual({ gains: [], losses: [], kept: after });
      }),
    );
  });
});
