import type { UserInput } from '#shared/api/users.ts';
import { fullName, userFields } from '#shared/domain/userFields.ts';
import type { AuditEntry, Work } from '../../database/unitOfWork.ts';
import { auditedChanges, type Names } from '../fieldChanges.ts';

/** A user as the target of an audit event. */
export function userTarget(user: {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
}): NonNullable<AuditEntry['target']> {
  return { kind: 'user', id: user.id, label: fullName(user) };
}

/** Records what was written of a user; granted and taken roles are an event of their own. */
export function auditUser(
  work: Work,
  {
    id,
    before,
    after,
  }: { readonly id: string; readonly before: UserInput | null; readonly after: UserInput },
  names: Names,
): void {
  const target = userTarget({ ...after, id });
  const states = { before, after };
  const type = before === null ? 'user.created' : 'user.updated';
  work.audit({ type, target, changes: auditedChanges(userFields, states, { names }) });
  const roles = auditedChanges(userFields, states, { names, apart: true });
  if (roles.length > 0) work.audit({ type: 'user.roles-granted', target, changes: roles });
}
