import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/min';

/** What is odd about a number, which may be right all the same: numbering plans change, and firms have their own. */
export type PhoneDoubt = 'too-short' | 'too-long' | 'no-country' | 'twice';

const digitsIn = (number: string): string => number.normalize('NFKC').replaceAll(/\P{Nd}/gu, '');
/** The plan that a number without a country code belongs to. */
const planOf = (country: string): { readonly defaultCountry?: CountryCode } =>
  isSupportedCountry(country) ? { defaultCountry: country } : {};

/** One number however it is written: E.164 with its extension where the country is known, else its digits. */
function sameNumber(number: string, country: string): string {
  const parsed = parsePhoneNumberFromString(number, planOf(country));
  return parsed === undefined ? digitsIn(number) : `${parsed.number};${parsed.ext ?? ''}`;
}

/** Only what is dialled from anywhere is held to a numbering plan: a number inside a firm has none. */
function lengthDoubt(number: string, country: string): PhoneDoubt | null {
  const international = /^\s*[+＋]/u.test(number);
  if (!international && (!isSupportedCountry(country) || !/^\s*\(?0/u.test(number))) return null;
  const outcome = validatePhoneNumberLength(number, international ? {} : planOf(country));
  if (outcome === 'TOO_SHORT') return 'too-short';
  if (outcome === 'TOO_LONG' || outcome === 'INVALID_LENGTH') return 'too-long';
  return outcome === 'INVALID_COUNTRY' ? 'no-country' : null;
}

/**
 * What is odd about one of a person's numbers, null when nothing is. `country`: ISO 3166-1 alpha-2 of the person's
 * customer, or empty.
 */
export function phoneDoubt(numbers: readonly string[], place: number, country: string): PhoneDoubt | null {
  const number = numbers[place]?.trim() ?? '';
  if (digitsIn(number).length < 3) return null;
  const own = sameNumber(number, country);
  if (numbers.slice(0, place).some((other) => sameNumber(other.trim(), country) === own)) return 'twice';
  return lengthDoubt(number, country);
}
