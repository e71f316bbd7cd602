import type { TFunction } from 'i18next';
import type { AuditEvent, AuditEventType } from '#shared/api/audit.ts';
import { exactTime } from '../../components/RelativeTime.tsx';

/** What types are about, in the order of the filter. */
export const auditGroups = ['session', 'customer', 'user', 'profile', 'bulk'] as const;
export type AuditGroup = (typeof auditGroups)[number];

/**
 * The types of the filter. Written out so that no schema of shared is loaded for a list of names; typed so that a new
 * type of shared doesn't compile until it stands here.
 */
const typeGroups: Readonly<Record<AuditEventType, AuditGroup>> = {
  'session.signed-in': 'session',
  'session.signed-out': 'session',
  'session.sign-in-failed': 'session',
  'session.refused': 'session',
  'customer.created': 'customer',
  'customer.updated': 'customer',
  'customer.deleted': 'customer',
  'user.created': 'user',
  'user.updated': 'user',
  'user.avatar-changed': 'user',
  'user.activated': 'user',
  'user.deactivated': 'user',
  'user.deleted': 'user',
  'user.restored': 'user',
  'user.moved': 'user',
  'user.profiles-assigned': 'user',
  'user.roles-granted': 'user',
  'user.activation-sent': 'user',
  'user.activation-completed': 'user',
  'user.password-set': 'user',
  'profile.created': 'profile',
  'profile.updated': 'profile',
  'profile.deleted': 'profile',
  'bulk.planned': 'bulk',
  'bulk.applied': 'bulk',
  'bulk.cancelled': 'bulk',
  'bulk.undone': 'bulk',
};

export const auditTypesByGroup = Object.groupBy(
  Object.keys(typeGroups) as AuditEventType[],
  (type) => typeGroups[type],
) as Readonly<Record<AuditGroup, readonly AuditEventType[]>>;

/** What happened, as a sentence whose subject is the actor; with the number of users where the entry knows it. */
export function auditSentence(t: TFunction, { type, details }: Pick<AuditEvent, 'type' | 'details'>): string {
  const users = details['users'];
  if (type === 'bulk.applied' && typeof users === 'number') return t('audit.bulkApplied', { count: users });
  if (type === 'bulk.undone' && typeof users === 'number') return t('audit.bulkUndone', { count: users });
  return auditTypeName(t, type);
}

/** The sentence of a type by itself, for the filter. Typed keys make this exhaustive: a new type wants its words. */
export function auditTypeName(t: TFunction, type: AuditEventType): string {
  return t(`audit.sentence.${type}`);
}

/** What an entry is about: by its own name, a bulk action by its label. Null where it is about nothing in particular. */
export function auditTarget(
  t: TFunction,
  { type, target }: Pick<AuditEvent, 'type' | 'target'>,
): string | null {
  if (target === null) return null;
  return typeGroups[type] === 'bulk' ? actionName(t, target.label) : target.label;
}

function actionName(t: TFunction, action: string): string {
  return t(`userAction.${action}.label` as 'userAction.delete.label', { defaultValue: action });
}

/** Details that people read; ids of plans and sessions are for machines. */
export function auditDetails({
  details,
}: Pick<AuditEvent, 'details'>): readonly (readonly [string, string | number | boolean])[] {
  return Object.entries(details).filter(([name]) => !name.endsWith('Id'));
}

/** A value in words: actions and modes by their labels, times in the user's zone, numbers grouped. */
export function auditValue(
  t: TFunction,
  field: string,
  value: string | number | boolean,
  language: string,
): string {
  if (typeof value === 'number') return value.toLocaleString(language);
  const text = String(value);
  if (field === 'action') return actionName(t, text);
  if (field === 'mode') return t(`bulk.mode.${text}` as 'bulk.mode.add', { defaultValue: text });
  const time = field.endsWith('At') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? text : exactTime(time, language);
}

/** A detail in words; one newer than this console keeps its own name. */
export function auditDetailName(t: TFunction, name: string): string {
  return t(`audit.field.${name}` as 'audit.field.email', { defaultValue: name });
}

/** The label of a changed field, as in the form of the entity that the event is about. */
export function auditFieldName(t: TFunction, { type }: Pick<AuditEvent, 'type'>, field: string): string {
  const label = `field.${typeGroups[type]}.${field}` as 'field.user.email';
  return t(label, { defaultValue: auditDetailName(t, field) });
}
