import type { TFunction } from 'i18next';
import type { BulkPlan, BulkResult } from '#shared/api/bulkPlans.ts';
import { isLost, mailStates } from '#shared/domain/mailDelivery.ts';
import { refusalWords } from '../../components/errorWords.ts';
import type { Tone } from '../../components/StatusDot.tsx';
import type { TotalsPart } from './actions/actionView.tsx';
import { bulkActionViews } from './actions/index.tsx';

/*
 * The words and colours of plans, in preview, progress, results and the list of jobs: one word for each state, here and
 * nowhere else.
 */

/** The totals of a plan as parts of one sentence: "12 users: 12 gain Supplier, 3 lose Client, …". */
export function totalsParts(
  t: TFunction,
  { action, totals }: Pick<BulkPlan, 'action' | 'totals'>,
): readonly TotalsPart[] {
  const { unchanged, refused } = totals;
  const parts: TotalsPart[] = [...bulkActionViews[action.kind].totals(t, totals)];
  if (unchanged > 0) parts.push({ tone: 'muted', text: t('bulk.unchanged', { count: unchanged }) });
  if (refused > 0) parts.push({ tone: 'caution', text: t('bulk.skipped', { count: refused }) });
  return parts;
}

/** Profiles named in the sentence of a job. */
const namedProfiles = 2;

/** A job as a sentence: "Assign Supplier to 12 users", "Delete 3 users". */
export function jobWords(t: TFunction, { action, profileNames, totals }: BulkPlan): string {
  const count = totals.changed;
  if (action.kind !== 'assign-profiles') return bulkActionViews[action.kind].confirm(t, count);
  if (profileNames.length === 0) return t('bulk.job.any', { count });
  const more = profileNames.length - namedProfiles;
  const names = profileNames.slice(0, namedProfiles).join(', ');
  const profiles = more > 0 ? t('bulk.job.more', { names, count: more }) : names;
  return t(`bulk.job.${action.mode}`, { count, profiles });
}

/** How a job stands, in one word. */
export const stateWord = (t: TFunction, state: BulkPlan['state']): string =>
  t(`bulk.state.${state}`, { defaultValue: state });

export const toneOfState: Readonly<Record<BulkPlan['state'], Tone>> = {
  planned: 'muted',
  applying: 'muted',
  applied: 'positive',
  cancelled: 'caution',
  failed: 'negative',
  undoing: 'muted',
  undone: 'muted',
};

function doneWords(t: TFunction, { action, state, progress }: BulkPlan): string {
  const count = progress.succeeded;
  return state === 'undone' || state === 'undoing'
    ? t('bulk.undone', { count })
    : t(`userAction.${action.kind}.outcome`, { count });
}

/** What has become of the mails of a plan: "9 sent", "1 refused by the mail server". */
function mailParts(t: TFunction, { mails }: BulkPlan): readonly string[] {
  if (mails === null) return [];
  return mailStates
    .filter((state) => mails[state] > 0)
    .map((state) => t(`userAction.mails.${state}`, { count: mails[state] }));
}

/** Whom a run left as they were or failed for, counted: "2 unchanged", "1 skipped", "1 failed". */
export function leftParts(t: TFunction, { state, progress, totals }: BulkPlan): readonly TotalsPart[] {
  // What an undo leaves alone it skips, each with a reason.
  const unchanged = state === 'undoing' || state === 'undone' ? 0 : totals.unchanged;
  const skipped = Math.max(0, progress.skipped - unchanged);
  return [
    ...(unchanged > 0 ? [{ tone: 'muted', text: t('bulk.unchanged', { count: unchanged }) } as const] : []),
    ...(skipped > 0 ? [{ tone: 'caution', text: t('bulk.skipped', { count: skipped }) } as const] : []),
    ...(progress.failed > 0
      ? [{ tone: 'negative', text: t('bulk.failed', { count: progress.failed }) } as const]
      : []),
  ];
}

/** What a finished plan did, for the dialog: "Assigned profiles to 12 users · 2 skipped · 1 failed". */
export const outcomeWords = (t: TFunction, plan: BulkPlan): string =>
  [doneWords(t, plan), ...mailParts(t, plan), ...leftParts(t, plan).map(({ text }) => text)].join(' · ');

/** The same where nothing around it says which job it was: an undo says what it took back. */
export const endWords = (t: TFunction, plan: BulkPlan): string =>
  plan.state === 'undone'
    ? [t('bulk.undoneJob', { job: jobWords(t, plan) }), ...leftParts(t, plan).map(({ text }) => text)].join(
        ' · ',
      )
    : outcomeWords(t, plan);

/** Why somebody is left alone, short: "already active". */
export function reasonWords(t: TFunction, reason: string): string {
  const short = t(`bulk.reason.${reason}` as 'bulk.reason.rate-limited', { defaultValue: '' });
  return short === '' ? refusalWords(t, reason) : short;
}

/** What became of one user, and why where there is a reason: "Skipped: changed since the plan was made". */
export function resultWords(
  t: TFunction,
  { outcome, reason, mail }: Pick<BulkResult, 'outcome' | 'reason' | 'mail'>,
): string {
  if (mail !== null) return t(`userAction.mail.${mail}`, { defaultValue: mail });
  const word = t(`bulk.result.${outcome}`, { defaultValue: outcome });
  return reason === null ? word : `${word}: ${reasonWords(t, reason)}`;
}

const tones: Readonly<Record<BulkResult['outcome'], Tone>> = {
  succeeded: 'positive',
  unchanged: 'muted',
  refused: 'caution',
  failed: 'negative',
  undone: 'positive',
  'undo-skipped': 'caution',
};

/** Of an outcome that only a newer backend knows: muted. */
const toneOf = (outcome: string): Tone =>
  new Map<string, Tone>(Object.entries(tones)).get(outcome) ?? 'muted';

/** A mail that the person never gets is no success, whatever the action did. */
export const toneOfResult = ({ outcome, mail }: Pick<BulkResult, 'outcome' | 'mail'>): Tone =>
  mail === null ? toneOf(outcome) : isLost(mail) ? 'negative' : mail === 'sent' ? 'positive' : 'caution';

const day = (at: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(Date.parse(at));

/** Whether and until when a job can be taken back, or who did; null: there never was a way back. */
export function undoWords(
  t: TFunction,
  { undone, undoable, undoableUntil }: BulkPlan,
  language: string,
): string | null {
  const until = undoableUntil === null ? null : day(undoableUntil, language);
  const by = undone === null ? null : t('bulk.undoneBy', { name: undone.by, day: day(undone.at, language) });
  if (until === null) return by;
  const can = t(undoable ? 'bulk.undoableUntil' : 'bulk.undoableNoMore', { day: until });
  return by === null ? can : `${by} ${t('bulk.undoRestUntil', { day: until })}`;
}
