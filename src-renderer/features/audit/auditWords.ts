import type { TFunction } from 'i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import { type AuditEventType, auditEventTypes } from '#shared/domain/auditEventTypes.ts';
import { exactTime } from '../../components/RelativeTime.tsx';

type GroupOf<T> = T extends `${infer G}.${string}` ? G : never;

const groupOf = (type: AuditEventType) => type.split('.')[0] as GroupOf<AuditEventType>;

/** The types by what they are about, in the order of the filter. */
export const auditTypesByGroup = Map.groupBy(auditEventTypes, groupOf);

/** What happened, as a sentence whose subject is the actor; with the number of users where the entry knows it. */
export function auditSentence(t: TFunction, { type, details }: Pick<AuditEvent, 'type' | 'details'>): string {
  const users = details['users'];
  if (type === 'bulk.applied' && typeof users === 'number') return t('audit.bulkApplied', { count: users });
  if (type === 'bulk.undone' && typeof users === 'number') return t('audit.bulkUndone', { count: users });
  return auditTypeName(t, type);
}

/**
 * The sentence of a type by itself, for the filter. Typed keys make this exhaustive: a new type wants its words. One that
 * only a newer backend knows is shown by its name.
 */
export function auditTypeName(t: TFunction, type: AuditEventType): string {
  return t(`audit.sentence.${type}`, { defaultValue: t('audit.unknown', { type }) });
}

/** What an entry is about: by its own name, a bulk action by its label. Null where it is about nothing in particular. */
export function auditTarget(
  t: TFunction,
  { type, target }: Pick<AuditEvent, 'type' | 'target'>,
): string | null {
  if (target === null) return null;
  return groupOf(type) === 'bulk' ? actionName(t, target.label) : target.label;
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
  const label = `field.${groupOf(type)}.${field}` as 'field.user.email';
  return t(label, { defaultValue: auditDetailName(t, field) });
}
