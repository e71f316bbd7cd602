import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { BulkEffect, BulkTotals } from '#shared/api/bulkPlans.ts';
import type { TenantSettings } from '#shared/api/tenants.ts';
import type { BulkUserAction } from '#shared/domain/userActions.ts';
import type { Tone } from '../../../components/StatusDot.tsx';

/** One part of a plan's totals; the tone picks its colour, the words say the same without it. */
export interface TotalsPart {
  readonly tone: Tone;
  readonly text: string;
}

/** How the window shows one bulk action: what differs between actions. Who may do it stands in `userActionRules`. */
export interface BulkActionView {
  readonly icon: ReactNode;
  /** The button carries a warning colour. */
  readonly danger: boolean;
  /** The dialog's title where it says the action, not what will happen to how many. */
  readonly title?: (t: TFunction) => string;
  readonly intro: (t: TFunction, settings: TenantSettings | undefined) => string;
  /** The button that runs the plan for so many users. */
  readonly confirm: (t: TFunction, count: number) => string;
  /** What the plan does in all, beside who stays as they are and who is skipped. */
  readonly totals: (t: TFunction, totals: BulkTotals) => readonly TotalsPart[];
  /** What happens to one user who isn't refused. */
  readonly effect: (t: TFunction, effect: BulkEffect) => ReactNode;
  /** What was done to one user, where one word says it: "deactivated". */
  readonly done?: (t: TFunction) => string;
  /** What to choose before there can be a plan, where the action has fields. */
  readonly chooseHint?: (t: TFunction) => string;
}

/** How the button looks that runs it: what takes something away shows it by colour and picture, too. */
export const confirmLook = ({ danger, icon }: BulkActionView) =>
  danger ? ({ look: 'danger', icon } as const) : ({ look: 'primary' } as const);

/** Actions of which one sentence says what happens to each user: all but those that move profiles. */
type StatedAction = Exclude<BulkUserAction, 'assign-profiles'>;

/** The view of an action that does the same to everyone. Where it takes something away, all of it is said as a loss. */
export const statedAction = (kind: StatedAction, icon: ReactNode, danger = false): BulkActionView => ({
  icon,
  danger,
  intro: (t) => t(`userAction.${kind}.intro` as 'userAction.activate.intro'),
  confirm: (t, count) =>
    count === 0 ? t(`userAction.${kind}.label`) : t(`userAction.${kind}.confirm`, { count }),
  totals: (t, { changed }) =>
    changed === 0
      ? []
      : [{ tone: danger ? 'negative' : 'muted', text: t(`userAction.${kind}.changed`, { count: changed }) }],
  effect: (t) => <span className={danger ? 'negative' : undefined}>{t(`userAction.${kind}.effect`)}</span>,
  done: (t) => t(`userAction.${kind}.done`),
});
