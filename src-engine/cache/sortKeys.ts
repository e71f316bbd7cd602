import { orderKey, textKey } from '#shared/domain/text.ts';

/**
 * How names are put in order. SQLite's indexes compare bytes, and the runtime's collator gives no keys, so the copy
 * stores one: compatibility-decomposed, without the accents of Latin, Greek and Cyrillic (the combining block U+0300 to
 * U+036F, which leaves the vowel signs of other scripts alone), case-folded, and letters that don't decompose written
 * as the letters under which dictionaries list them. So Émile stands with Emile and Øyvind with Oyvind; scripts follow
 * one another in the order of Unicode. Not a language's own alphabet, in which e.g. Swedish puts Ö last.
 */
export function nameSortKey(text: string): string {
  const key = orderKey(text);
  if (plain.test(key)) return key;
  return key
    .normalize('NFKD')
    .replaceAll(accents, '')
    .replaceAll(undecomposed, (letter) => letters[letter] ?? letter)
    .normalize('NFC');
}

/** The key under which texts are searched and e-mails sorted: what the backend compares too. */
export function searchKey(text: string): string {
  return plain.test(text) && !spaces.test(text) ? text.toLowerCase() : textKey(text);
}

const plain = /^[\u0020-\u007e]*$/u;
const spaces = /^ | {2}| $/u;
const accents = /[\u0300-\u036f]/gu;
const undecomposed = /[æœøłđðþħıŧ]/gu;
const letters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
};

/** Between the names of a list in its key: sorts before every letter. */
const separator = '\u0001';

/** The key by which a list of names (profiles, roles) is put in order: by its first name, then its second, … */
export function listSortKey(sortedNames: readonly string[]): string {
  return sortedNames.map(nameSortKey).join(separator);
}

/** Names, or what has one, in the order in which they are shown. */
export function byName<T>(list: readonly T[], nameOf: (one: T) => string = String): T[] {
  return list
    .map((one) => ({ one, key: nameSortKey(nameOf(one)) }))
    .toSorted((a, b) => compareCodePoints(a.key, b.key))
    .map(({ one }) => one);
}

/** Order of code points, which is the order of SQLite's bytes in UTF-8 (JavaScript's own is of UTF-16 units). */
export const compareCodePoints = (a: string, b: string): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));
