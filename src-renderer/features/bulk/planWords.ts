import type { TFunction } from 'i18next';
import type { BulkAction, BulkPlan, BulkTotals } from '#shared/api/bulkPlans.ts';

/** One part of a plan's totals; the tone picks colour and sign, the words say the same without them. */
export interface TotalsPart {
  readonly tone: 'gain' | 'loss' | 'plain';
  readonly text: string;
}

/** Profiles named in the one-line summary; the table has them all. */
const namedProfiles = 4;

function profileParts(t: TFunction, { profiles }: BulkTotals): readonly TotalsPart[] {
  const gains = profiles.filter(({ gain }) => gain > 0);
  const losses = profiles.filter(({ lose }) => lose > 0);
  const rest = Math.max(0, gains.length - namedProfiles) + Math.max(0, losses.length - namedProfiles);
  return [
    ...gains.slice(0, namedProfiles).map(({ gain, name }): TotalsPart => ({
      tone: 'gain',
      text: t('bulk.totals.gain', { count: gain, profile: name }),
    })),
    ...losses.slice(0, namedProfiles).map(({ lose, name }): TotalsPart => ({
      tone: 'loss',
      text: t('bulk.totals.lose', { count: lose, profile: name }),
    })),
    ...(rest === 0 ? [] : [{ tone: 'plain', text: t('bulk.totals.moreProfiles', { count: rest }) } as const]),
  ];
}

/** Who loses what, each profile named: what is acknowledged where there are too many losers to look at. */
export function lossParts(t: TFunction, { profiles, withoutProfile }: BulkTotals): readonly string[] {
  return [
    ...profiles
      .filter(({ lose }) => lose > 0)
      .map(({ lose, name }) => t('bulk.totals.lose', { count: lose, profile: name })),
    ...(withoutProfile > 0 ? [t('bulk.totals.withoutProfile', { count: withoutProfile })] : []),
  ];
}

/** The totals of a plan as parts of one sentence: "12 users: 12 gain Supplier, 3 lose Client, …". */
export function totalsParts(
  t: TFunction,
  { action, totals }: Pick<BulkPlan, 'action' | 'totals'>,
): readonly TotalsPart[] {
  const { changed, unchanged, refused, withoutProfile } = totals;
  const parts: TotalsPart[] = [];
  if (action.kind === 'assign-profiles') {
    parts.push(...profileParts(t, totals));
    if (withoutProfile > 0)
      parts.push({ tone: 'loss', text: t('bulk.totals.withoutProfile', { count: withoutProfile }) });
  } else if (changed > 0) {
    parts.push({ tone: 'plain', text: t(`bulk.totals.changed.${action.kind}`, { count: changed }) });
  }
  if (unchanged > 0) parts.push({ tone: 'plain', text: t('bulk.totals.unchanged', { count: unchanged }) });
  if (refused > 0) parts.push({ tone: 'plain', text: t('bulk.totals.refused', { count: refused }) });
  return parts;
}

function doneWords(t: TFunction, { action, state, progress }: BulkPlan): string {
  const count = progress.succeeded;
  return state === 'undone'
    ? t('bulk.outcome.undone', { count })
    : t(`bulk.outcome.${action.kind}`, { count });
}

/** What a finished plan did, for dialog and toast: "Assigned profiles to 12 users · 1 failed · 2 skipped". */
export function outcomeWords(t: TFunction, plan: BulkPlan): string {
  const { failed, skipped } = plan.progress;
  return [
    doneWords(t, plan),
    ...(failed > 0 ? [t('bulk.failed', { count: failed })] : []),
    ...(skipped > 0 ? [t('bulk.skipped', { count: skipped })] : []),
  ].join(' · ');
}

/** The verb with the count: "Delete 3 users". Assigning profiles has `OK` (B2). */
export function confirmLabel(t: TFunction, kind: BulkAction['kind'], count: number): string {
  if (kind === 'assign-profiles') return t('bulk.ok');
  return count === 0 ? t(`users.action.${kind}`) : t(`bulk.confirm.${kind}`, { count });
}
