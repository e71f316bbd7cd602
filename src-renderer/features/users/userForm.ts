import type { UserInput } from '#shared/api/users.ts';
import { emptyValues } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';

/** What the form holds: exactly what a person may write of a user. */
export type UserFormValues = UserInput;

/** The form of a user who does not exist yet. */
export const newUserValues = (customerId: string | null): UserFormValues => ({
  ...emptyValues(userFields),
  customerId: customerId ?? '',
});
