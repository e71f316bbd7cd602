import type { TFunction } from 'i18next';
import type { BulkTotals } from '#shared/api/bulkPlans.ts';

/** Who loses what, each profile named: what is acknowledged where there are too many losers to look at. */
export function lossParts(t: TFunction, { profiles, withoutProfile }: BulkTotals): readonly string[] {
  return [
    ...profiles
      .filter(({ lose }) => lose > 0)
      .map(({ lose, name }) => t('bulk.totals.lose', { count: lose, profile: name })),
    ...(withoutProfile > 0 ? [t('bulk.totals.withoutProfile', { count: withoutProfile })] : []),
  ];
}
