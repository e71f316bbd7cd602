import type { TFunction } from 'i18next';
import type { AuditEvent } from '#shared/api/audit.ts';
import { type AuditEventType, auditEventTypes } from '#shared/domain/auditEventTypes.ts';
import { zoneLabel } from '../../components/form/timeZones.ts';
import { exactTime } from '../../components/RelativeTime.tsx';

type GroupOf<T> = T extends `${infer G}.${string}` ? G : never;

const groupOf = (type: AuditEventType) => type.split('.')[0] as GroupOf<AuditEventType>;

/** The types by what they are about, in the order of the filter. */
export const auditTypesByGroup = Map.groupBy(auditEventTypes, groupOf);

type Said = Pick<AuditEvent, 'type' | 'target' | 'changes' | 'details'>;

/** More fields than these are counted instead of named. */
const mostNamed = 3;

const parts = (text: string | null): readonly string[] => (text === null ? [] : text.split(', '));

/** The names that a list has new, and those that it lost, as words; empty: none. */
function moved({ changes }: Said, language: string): { readonly gained: string; readonly lost: string } {
  const [change] = changes;
  const [before, after] = [parts(change?.from ?? null), parts(change?.to ?? null)];
  const list = new Intl.ListFormat(language);
  return {
    gained: list.format(after.filter((name) => !before.includes(name))),
    lost: list.format(before.filter((name) => !after.includes(name))),
  };
}

/** Who got and lost what: "Assigned Supplier to Ana Ćurić and took Client". */
function movedSentence(t: TFunction, event: Said, name: string, language: string): string {
  const { gained, lost } = moved(event, language);
  const of = event.type === 'user.roles-granted' ? 'roles' : 'profiles';
  if (gained !== '' && lost !== '') return t(`audit.moved.${of}.both`, { name, gained, lost });
  if (gained !== '') return t(`audit.moved.${of}.gained`, { name, gained });
  if (lost !== '') return t(`audit.moved.${of}.lost`, { name, lost });
  return t(`audit.sentence.${event.type}`, { name });
}

function changedSentence(t: TFunction, event: Said, name: string, language: string): string {
  const fields = event.changes.map(({ field }) => auditFieldName(t, event, field));
  if (fields.length === 0) return t(`audit.sentence.${event.type}`, { name });
  return fields.length > mostNamed
    ? t('audit.changedMany', { count: fields.length, name })
    : t('audit.changed', { fields: new Intl.ListFormat(language).format(fields), name });
}

function bulkSentence(t: TFunction, { type, target, details }: Said): string {
  const { users, profiles, mode, done, left, undoing } = details;
  const action = String(details['action'] ?? target?.label ?? '');
  const named = { action: actionName(t, action) };
  if (type === 'bulk.ended' && typeof done === 'number' && typeof left === 'number')
    return t(undoing === true ? 'audit.bulk.endedUndo' : 'audit.bulk.ended', { ...named, done, left });
  if (typeof users !== 'number') return t(`audit.sentence.${type}`, named);
  if (type === 'bulk.planned') return t('audit.bulk.planned', { ...named, count: users });
  if (type === 'bulk.undone') return t('audit.bulk.undone', { ...named, count: users });
  if (typeof profiles === 'string' && profiles !== '')
    return t(mode === 'remove' ? 'audit.bulk.took' : 'audit.bulk.assigned', { profiles, count: users });
  return t(`userAction.${action}.outcome` as 'userAction.delete.outcome', {
    count: users,
    defaultValue: t('audit.bulk.applied', { ...named, count: users }),
  });
}

/** What happened, as a sentence whose subject is the actor: "Changed Email of Ana Ćurić", "Assigned Supplier to 12 users". */
export function auditSentence(t: TFunction, event: Said, language: string): string {
  const { type, target, changes } = event;
  if (!auditEventTypes.includes(type)) return t('audit.unknown', { type });
  if (groupOf(type) === 'bulk') return bulkSentence(t, event);
  const name = target?.label ?? t('audit.nobody');
  switch (type) {
    case 'user.profiles-assigned':
    case 'user.roles-granted':
      return movedSentence(t, event, name, language);
    case 'user.updated':
    case 'customer.updated':
    case 'profile.updated':
      return changedSentence(t, event, name, language);
    case 'user.moved':
      return t('audit.movedTo', { name, customer: changes[0]?.to ?? t('grid.unknown') });
    default:
      return t(`audit.sentence.${type}`, { name });
  }
}

/** A type by itself, as a choice of the filter: "User created". One that only a newer backend knows is shown by its name. */
export const auditTypeName = (t: TFunction, type: AuditEventType): string =>
  t(`audit.kind.${type}`, { defaultValue: type });

/** What several entries of one kind have in common, with how many they are: "Deleted 3 users", "Signed in · 12 times". */
export function runSentence(
  t: TFunction,
  events: readonly [AuditEvent, ...AuditEvent[]],
  language: string,
): string {
  const [{ type }] = events;
  const sentences = new Set(events.map((event) => auditSentence(t, event, language)));
  const [what] = sentences;
  const count = events.length;
  if (sentences.size === 1) return t('audit.times', { what, count });
  const times = t('audit.times', { what: auditTypeName(t, type), count });
  const everyOneAnother = new Set(events.map(({ target }) => target?.id)).size === count;
  return everyOneAnother
    ? t(`audit.run.${type}` as 'audit.run.user.deleted', { count, defaultValue: times })
    : times;
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

/** Codes of countries and currencies by their names; others stay as they are. */
function codeName(type: 'region' | 'currency', code: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** A value in words: names of codes, yes and no, times in the user's zone, numbers grouped. */
export function auditValue(
  t: TFunction,
  field: string,
  value: string | number | boolean,
  language: string,
): string {
  if (typeof value === 'number') return value.toLocaleString(language);
  const text = String(value);
  switch (field) {
    case 'action':
      return actionName(t, text);
    case 'mode':
    case 'reason':
      return t(`audit.value.${field}.${text}` as 'audit.value.mode.add', { defaultValue: text });
    case 'avatar':
      return t('audit.value.picture');
    case 'country':
      return codeName('region', text, language);
    case 'currency':
      return codeName('currency', text, language);
    case 'timeZone':
      return zoneLabel(text);
  }
  if (text === 'true' || text === 'false') return t(`audit.value.${text}`);
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
