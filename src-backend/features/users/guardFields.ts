import type { UserInput } from '#shared/api/users.ts';
import { changedFields, type Field } from '#shared/domain/fields.ts';
import { userFields } from '#shared/domain/userFields.ts';
import type { Caller } from '../../access/caller.ts';
import { needPermission } from '../../access/guards.ts';

/** The fields that differ. Refuses PERMISSION_DENIED where one of them needs a permission that the caller lacks. */
export function guardFields(
  caller: Caller,
  before: UserInput,
  after: UserInput,
): ReadonlySet<keyof typeof userFields> {
  const changed = changedFields(userFields, before, after);
  for (const name of changed) {
    const { permission }: Field = userFields[name];
    if (permission !== undefined) needPermission(caller, permission);
  }
  return new Set(changed);
}
