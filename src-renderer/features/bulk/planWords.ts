import type { TFunction } from 'i18next';
import type { BulkPlan, BulkResult, BulkTotals } from '#shared/api/bulkPlans.ts';
import { mailStates } from '#shared/domain/mailDelivery.ts';
import { refusalWords } from '../../components/errorWords.ts';
import type { TotalsPart } from './actions/actionView.tsx';
import { bulkActionViews } from './actions/index.tsx';

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
  const { unchanged, refused } = totals;
  const parts: TotalsPart[] = [...bulkActionViews[action.kind].totals(t, totals)];
  if (unchanged > 0) parts.push({ tone: 'muted', text: t('bulk.totals.unchanged', { count: unchanged }) });
  if (refused > 0) parts.push({ tone: 'muted', text: t('bulk.totals.refused', { count: refused }) });
  return parts;
}

function doneWords(t: TFunction, { action, state, progress }: BulkPlan): string {
  const count = progress.succeeded;
  return state === 'undone' ? t('bulk.undone', { count }) : t(`userAction.${action.kind}.outcome`, { count });
}

/** What has become of the mails of a plan: "9 sent", "1 refused by the mail server". */
function mailParts(t: TFunction, { mails }: BulkPlan): readonly string[] {
  if (mails === null) return [];
  return mailStates
    .filter((state) => mails[state] > 0)
    .map((state) => t(`userAction.mails.${state}`, { count: mails[state] }));
}

/** What a finished plan did, for dialog and toast: "Assigned profiles to 12 users · 1 failed · 2 skipped". */
export function outcomeWords(t: TFunction, plan: BulkPlan): string {
  const { failed, skipped } = plan.progress;
  return [
    doneWords(t, plan),
    ...mailParts(t, plan),
    ...(failed > 0 ? [t('bulk.failed', { count: failed })] : []),
    ...(skipped > 0 ? [t('bulk.skipped', { count: skipped })] : []),
  ].join(' · ');
}

/** What became of one user, and why where there is a reason: "Kept: changed since the plan was made". */
export function resultWords(
  t: TFunction,
  { outcome, reason, mail }: Pick<BulkResult, 'outcome' | 'reason' | 'mail'>,
): string {
  if (mail !== null) return t(`userAction.mail.${mail}`, { defaultValue: mail });
  const word = t(`bulk.result.${outcome}`, { defaultValue: outcome });
  if (reason === null) return word;
  const ofJob = t(`bulk.reason.${reason}` as 'bulk.reason.rate-limited', { defaultValue: '' });
  return `${word}: ${ofJob === '' ? refusalWords(t, reason) : ofJob}`;
}
