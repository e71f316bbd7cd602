import { systemActor } from '#shared/api/audit.ts';
import { type AuditEventType, auditEventTypes } from '#shared/domain/auditEventTypes.ts';
import type { FilterShape } from '../../state/useGridFilter.ts';

/** The name under which the filter of the log is kept. */
export const auditGrid = 'audit';

export const periods = ['all', 'today', 'days7', 'days30', 'custom'] as const;
export type Period = (typeof periods)[number];

/** Somebody in the filter, by name: they may have been deleted since. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** What the filter row above the log says. */
export interface AuditFilter {
  readonly search: string;
  readonly types: readonly AuditEventType[];
  /** About whom. */
  readonly person: NamedPerson | null;
  /** By whom; the system has an id of its own. */
  readonly actor: NamedPerson | null;
  readonly customerId: string | null;
  /** One bulk action, with what it did to each person; its sentence is its name. */
  readonly plan: NamedPerson | null;
  readonly period: Period;
  /** Days as the user's calendar has them, `2026-03-29`; empty: open. Of a custom period. */
  readonly firstDay: string;
  readonly lastDay: string;
}

export const noAuditFilter: AuditFilter = {
  search: '',
  types: [],
  person: null,
  actor: null,
  customerId: null,
  plan: null,
  period: 'all',
  firstDay: '',
  lastDay: '',
};

const isId = (value: unknown): boolean => typeof value === 'string' && /^[\da-f-]{36}$/u.test(value);
const isDay = (value: unknown): boolean =>
  typeof value === 'string' && (value === '' || /^\d{4}-\d\d-\d\d$/u.test(value));
const isNamed = (value: unknown): boolean => {
  if (value === null) return true;
  const { id, name } = Object(value) as Partial<Record<keyof NamedPerson, unknown>>;
  return (isId(id) || id === systemActor) && typeof name === 'string';
};

export const auditFilter: FilterShape<AuditFilter> = {
  initial: noAuditFilter,
  takes: {
    types: (value) => auditEventTypes.some((type) => type === value),
    person: isNamed,
    actor: isNamed,
    plan: isNamed,
    customerId: (value) => value === null || isId(value),
    period: (value) => periods.some((period) => period === value),
    firstDay: isDay,
    lastDay: isDay,
  },
};

/** Midnight at which a day of the user's calendar begins, `days` later; undefined for no day. */
function startOf(day: string, days = 0): string | undefined {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  if (year < 1970) return undefined;
  return new Date(year, month - 1, date + days).toISOString();
}

function periodOf({ period, firstDay, lastDay }: AuditFilter, now: number) {
  if (period === 'custom') return { from: startOf(firstDay), to: startOf(lastDay, 1) };
  const back = { all: null, today: 0, days7: 6, days30: 29 }[period];
  const at = new Date(now);
  const from =
    back === null ? undefined : new Date(at.getFullYear(), at.getMonth(), at.getDate() - back).toISOString();
  return { from, to: undefined };
}

/**
 * The filter as `audit.list` takes it. What was done to each person in a bulk action is left to the entry of the action, unless
 * somebody looks for such entries.
 */
export function auditQuery(filter: AuditFilter, now: number) {
  const { types, person, actor, customerId, plan } = filter;
  const search = filter.search.trim();
  const { from, to } = periodOf(filter, now);
  const looksForEach =
    types.length > 0 || person !== null || customerId !== null || plan !== null || search !== '';
  return {
    ...(types.length === 0 ? {} : { type: types.join(',') }),
    ...(person === null ? {} : { targetId: person.id }),
    ...(actor === null ? {} : { actorId: actor.id }),
    ...(customerId === null ? {} : { customerId }),
    ...(plan === null ? {} : { planId: plan.id }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(search === '' ? {} : { search }),
    ...(looksForEach ? {} : { folded: 'true' as const }),
  };
}

/** Whether anything restricts the entries. */
export const restrictsAudit = (filter: AuditFilter): boolean =>
  Object.keys(auditQuery(filter, 0)).some((part) => part !== 'folded');
