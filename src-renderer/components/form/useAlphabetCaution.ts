import { useTranslation } from 'react-i18next';
import { mixedAlphabets } from '#shared/domain/text.ts';

/** A word about a text that mixes alphabets inside one of its words, as imitations of a name do; null of any other. */
export function useAlphabetCaution(text: string): string | null {
  const { t, i18n } = useTranslation();
  const alphabets = mixedAlphabets(text);
  if (alphabets.length === 0) return null;
  const names = new Intl.DisplayNames(i18n.language, { type: 'script' });
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return t('form.mixedAlphabets', { alphabets: list.format(alphabets.map((one) => names.of(one) ?? one)) });
}
