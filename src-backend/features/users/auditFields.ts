import type { AuditEntry } from '../../database/unitOfWork.ts';
import { nameList, type Readable } from '../fieldChanges.ts';
import type { References } from './references.ts';
import type { UserFields } from './store.ts';

export const fullName = (user: { readonly firstName: string; readonly lastName: string }): string =>
  `${user.firstName} ${user.lastName}`;

/** A user as the target of an audit event. */
export function userTarget(user: {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
}): NonNullable<AuditEntry['target']> {
  return { kind: 'user', id: user.id, label: fullName(user) };
}

/** The fields of a user as the audit log shows them: names instead of ids. */
export function readableUser(
  user: UserFields & { readonly profileIds: readonly string[] },
  { profiles }: Pick<References, 'profiles'>,
) {
  return {
    email: user.email,
    firstName: user.firstName,
    lastName: user.lastName,
    profileIds: nameList(user.profileIds.map((id) => profiles.get(id) ?? id)),
    phones: user.phones.map((phone) => `${phone.kind} ${phone.number}`).join(', '),
    jobTitle: user.jobTitle,
    department: user.department,
    timeZone: user.timeZone,
    currency: user.currency,
  } satisfies Record<string, Readable>;
}

export function readableRoles(ids: readonly string[], { roles }: Pick<References, 'roles'>) {
  return { roleIds: nameList(ids.map((id) => roles.get(id)?.name ?? id)) };
}
