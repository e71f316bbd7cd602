import { describe, expect, it } from 'vitest';
import { userFields } from '#shared/domain/userFields.ts';
import { createFieldMerge } from '../../../src-renderer/components/form/fieldMerge.ts';
import { newUserValues } from '../../../src-renderer/features/users/userForm.ts';

const userMerge = createFieldMerge(userFields);

const before = { ...newUserValues('c'), firstName: 'Ana', lastName: 'Wu', profileIds: ['a', 'b'] };

describe('The form of a user', () => {
  it('sends only what was changed', () => {
    expect(userMerge.changed(before, { ...before, jobTitle: 'Technician' })).toEqual({
      jobTitle: 'Technician',
    });
  });

  it('knows sets of profiles as equal whatever their order', () => {
    expect(userMerge.changed(before, { ...before, profileIds: ['b', 'a'] })).toEqual({});
  });

  it('begins with the currency USD and the time zone of the customer', () => {
    expect(newUserValues('c')).toMatchObject({ currency: 'USD', timeZone: null });
  });

  it('asks about fields that both sides changed differently, and about no others', () => {
    const mine = { ...before, firstName: 'Anna', jobTitle: 'Lead', department: 'Sales' };
    const theirs = { ...before, firstName: 'Anne', department: 'Sales', currency: 'EUR' };
    expect(userMerge.conflicts(before, mine, theirs)).toEqual([
      { field: 'firstName', mine: 'Anna', theirs: 'Anne' },
    ]);
  });

  it('takes theirs where this side left a field alone', () => {
    const mine = { ...before, jobTitle: 'Lead' };
    expect(userMerge.rebased(before, mine, { ...before, currency: 'EUR' })).toMatchObject({
      jobTitle: 'Lead',
      currency: 'EUR',
    });
  });
});
