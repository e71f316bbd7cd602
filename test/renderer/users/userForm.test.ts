import { describe, expect, it } from 'vitest';
import { emptyValues } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import { changesIn, conflictsIn, rebased } from '../../../src-renderer/components/form/fieldMerge.ts';

const before = {
  ...emptyValues(userFields),
  customerId: 'c',
  firstName: 'Ana',
  lastName: 'Wu',
  profileIds: ['a', 'b'],
};

describe('The form of a user', () => {
  it('sends only what was changed', () => {
    expect(changesIn(userFields, before, { ...before, jobTitle: 'Technician' })).toEqual({
      jobTitle: 'Technician',
    });
  });

  it('knows sets of profiles as equal whatever their order', () => {
    expect(changesIn(userFields, before, { ...before, profileIds: ['b', 'a'] })).toEqual({});
  });

  it('begins with the currency USD and the time zone of the customer', () => {
    expect(emptyValues(userFields)).toMatchObject({ currency: 'USD', timeZone: null });
  });

  it('asks about fields that both sides changed differently, and about no others', () => {
    const mine = { ...before, firstName: 'Anna', jobTitle: 'Lead', department: 'Sales' };
    const theirs = { ...before, firstName: 'Anne', department: 'Sales', currency: 'EUR' };
    expect(conflictsIn(userFields, { before, mine, theirs })).toEqual([
      { field: 'firstName', mine: 'Anna', theirs: 'Anne' },
    ]);
  });

  it('takes theirs where this side left a field alone', () => {
    const mine = { ...before, jobTitle: 'Lead' };
    expect(rebased(userFields, { before, mine, theirs: { ...before, currency: 'EUR' } })).toMatchObject({
      jobTitle: 'Lead',
      currency: 'EUR',
    });
  });
});
