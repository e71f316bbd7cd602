import { defaultCurrency } from '#shared/domain/formats.ts';
import type { User, UserInput } from '#shared/api/users.ts';
import { createFieldMerge } from '../../components/form/fieldMerge.ts';

/** What the form holds: exactly what a person may write of a user. */
export type UserFormValues = UserInput;
export type EditedUserField = Exclude<keyof UserFormValues, 'customerId'>;

/** The form of a user who does not exist yet. */
export function newUserValues(customerId: string | null): UserFormValues {
  return {
    customerId: customerId ?? '',
    email: '',
    firstName: '',
    lastName: '',
    profileIds: [],
    roleIds: [],
    phones: [],
    jobTitle: '',
    department: '',
    timeZone: null,
    currency: defaultCurrency,
  };
}

/** What of a user the form shows. */
export function userValues(user: User): UserFormValues {
  const { customerId, email, firstName, lastName, profileIds, roleIds } = user;
  const { phones, jobTitle, department, timeZone, currency } = user;
  return {
    customerId,
    email,
    firstName,
    lastName,
    profileIds,
    roleIds,
    phones,
    jobTitle,
    department,
    timeZone,
    currency,
  };
}

/**
 * Of an existing user, in the order of the form; the customer is not a field there. Phones have an order of their own,
 * profiles and roles have none.
 */
export const userMerge = createFieldMerge<UserFormValues>(
  [
    'firstName',
    'lastName',
    'email',
    'profileIds',
    'roleIds',
    'jobTitle',
    'department',
    'phones',
    'timeZone',
    'currency',
  ],
  ['profileIds', 'roleIds'],
);
