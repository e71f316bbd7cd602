import type { TFunction } from 'i18next';
import { Tags } from 'lucide-react';
import type { BulkTotals } from '#shared/api/bulkPlans.ts';
import { ProfileMoves } from '../ProfileMoves.tsx';
import type { BulkActionView, TotalsPart } from './actionView.tsx';

/** Profiles named in the one-line summary; the table has them all. */
const namedProfiles = 4;

function totals(t: TFunction, { profiles, withoutProfile }: BulkTotals): readonly TotalsPart[] {
  const gains = profiles.filter(({ gain }) => gain > 0);
  const losses = profiles.filter(({ lose }) => lose > 0);
  const rest = Math.max(0, gains.length - namedProfiles) + Math.max(0, losses.length - namedProfiles);
  const loss = (text: string): TotalsPart => ({ tone: 'negative', text });
  return [
    ...gains.slice(0, namedProfiles).map(({ gain, name }): TotalsPart => ({
      tone: 'positive',
      text: t('bulk.totals.gain', { count: gain, profile: name }),
    })),
    ...losses
      .slice(0, namedProfiles)
      .map(({ lose, name }) => loss(t('bulk.totals.lose', { count: lose, profile: name }))),
    ...(rest === 0 ? [] : [{ tone: 'muted', text: t('bulk.totals.moreProfiles', { count: rest }) } as const]),
    ...(withoutProfile === 0 ? [] : [loss(t('bulk.totals.withoutProfile', { count: withoutProfile }))]),
  ];
}

/** `Assign Profiles` (B2): which profiles, how, and who gains and loses what by it. */
export const assignProfiles: BulkActionView = {
  icon: <Tags aria-hidden />,
  danger: false,
  title: (t) => t('userAction.assign-profiles.label'),
  intro: (t) => t('userAction.assign-profiles.intro'),
  confirm: (t) => t('userAction.assign-profiles.confirm'),
  totals,
  effect: (_t, effect) => <ProfileMoves effect={effect} />,
  chooseHint: (t) => t('bulk.chooseProfiles'),
};
