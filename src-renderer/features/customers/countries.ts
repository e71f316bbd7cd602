import type { Option } from '../../components/form/optionList.tsx';

/** Codes that CLDR names but ISO 3166-1 doesn't assign to a country. */
const notCountries = new Set([
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'EU',
  'EZ',
  'IC',
  'QO',
  'TA',
  'UN',
  'XA',
  'XB',
  'ZZ',
]);
const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(65 + index));

/**
 * The countries by their name in this language. Codes that the runtime has no name for, and old ones that it translates
 * to another (SU → RU), are not among them.
 */
export function countryOptions(language: string): readonly Option[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const collator = new Intl.Collator(language);
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      if (notCountries.has(code) || new Intl.Locale(`und-${code}`).region !== code) return [];
      const name = names.of(code);
      return name === undefined ? [] : [{ value: code, label: name, detail: code }];
    })
    .toSorted((a, b) => collator.compare(a.label, b.label));
}

/** The name of a country, or the code itself where there is none. */
export function countryName(code: string, language: string): string {
  if (!/^[A-Z]{2}$/u.test(code)) return code;
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}
