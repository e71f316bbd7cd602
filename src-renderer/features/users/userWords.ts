import type { TFunction } from 'i18next';
import type { UserRow } from '#shared/desktop/grids.ts';

/** How somebody signs in. What is newer than this console keeps its own name, here and below. */
export const authWords = (t: TFunction, { auth }: Pick<UserRow, 'auth'>): string =>
  t(`users.auth.${auth}`, { defaultValue: auth });

export function secondFactorWords(t: TFunction, { secondFactors }: Pick<UserRow, 'secondFactors'>): string {
  return secondFactors.length === 0
    ? t('users.noSecondFactor')
    : secondFactors.map((factor) => t(`users.secondFactor.${factor}`, { defaultValue: factor })).join(', ');
}

export const sourceWords = (t: TFunction, { source }: Pick<UserRow, 'source'>): string =>
  t(`users.source.${source}`, { defaultValue: source });
