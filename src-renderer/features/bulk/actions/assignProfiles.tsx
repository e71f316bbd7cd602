import type { TFunction } from 'i18next';
import { Tags } from 'lucide-react';
import type { BulkTotals } from '#shared/api/bulkPlans.ts';
import { lossParts } from '../lossParts.ts';
import { ProfileMoves } from '../ProfileMoves.tsx';
import type { BulkActionView, TotalsPart } from './actionView.tsx';

/** With more profiles than these the losses come first, so that none is below what scrolls. */
const fewProfiles = 4;

function totalsOf(t: TFunction, totals: BulkTotals): readonly TotalsPart[] {
  const { profiles } = totals;
  const gains = profiles
    .filter(({ gain }) => gain > 0)
    .map(({ gain, name }): TotalsPart => ({
      tone: 'positive',
      text: t('bulk.totals.gain', { count: gain, profile: name }),
    }));
  const losses = lossParts(t, totals).map((text): TotalsPart => ({ tone: 'negative', text }));
  return gains.length + losses.length > fewProfiles ? [...losses, ...gains] : [...gains, ...losses];
}

/** `Assign Profiles` (B2): which profiles, how, and who gains and loses what by it. */
export const assignProfiles: BulkActionView = {
  icon: <Tags aria-hidden />,
  danger: false,
  title: (t) => t('userAction.assign-profiles.label'),
  intro: (t) => t('userAction.assign-profiles.intro'),
  confirm: (t) => t('userAction.assign-profiles.confirm'),
  totals: totalsOf,
  effect: (_t, effect) => <ProfileMoves effect={effect} />,
  chooseHint: (t) => t('bulk.chooseProfiles'),
};
