import { defaultCurrency } from '#shared/domain/formats.ts';
import type { User, UserInput } from '#shared/api/users.ts';

/** What the form holds: exactly what a person may write of a user. */
export type UserFormValues = UserInput;
export type UserField = keyof UserFormValues;

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

/** Sets of ids are equal whatever their order; a person's phones have one. */
function sameValue(field: UserField, one: unknown, other: unknown): boolean {
  const sorted = (value: unknown) =>
    Array.isArray(value) && field !== 'phones' ? (value as readonly string[]).toSorted() : value;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

export type UserChanges = Partial<Omit<UserFormValues, 'customerId'>>;

/** Only what differs, as `users.update` takes it. The customer is not a field of an existing user's form. */
export function changedUserFields(before: UserFormValues, now: UserFormValues): UserChanges {
  const fields = (Object.keys(now) as UserField[]).filter(
    (field) => field !== 'customerId' && !sameValue(field, before[field], now[field]),
  );
  return Object.fromEntries(fields.map((field) => [field, now[field]]));
}

/** A field that was changed both here and elsewhere, to different values. */
export interface FieldConflict {
  readonly field: keyof UserChanges;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/**
 * Fields to decide on after VERSION_CONFLICT: those that both sides changed, differently. Everything else has one
 * answer only and is not asked about.
 */
export function conflictsOf(
  before: UserFormValues,
  mine: UserFormValues,
  theirs: UserFormValues,
): readonly FieldConflict[] {
  const changedHere = Object.keys(changedUserFields(before, mine));
  return (Object.keys(changedUserFields(before, theirs)) as (keyof UserChanges)[])
    .filter((field) => changedHere.includes(field) && !sameValue(field, mine[field], theirs[field]))
    .map((field) => ({ field, mine: mine[field], theirs: theirs[field] }));
}

/** Theirs where this form left a field alone, otherwise mine. */
export function rebased(
  before: UserFormValues,
  mine: UserFormValues,
  theirs: UserFormValues,
): UserFormValues {
  return { ...theirs, ...changedUserFields(before, mine) };
}
