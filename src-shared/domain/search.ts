import type { Fields } from './fields.ts';
import { domainInUnicode } from './punycode.ts';

/*
 * How everything is searched: lists on the copy and at the backend, pickers, the switcher. What is looked in is folded
 * once (`searchText`), what was typed becomes words (`searchTerms`), and each word must be somewhere in the text. Two
 * texts that are found by the same words may still be different names: what must be unique is compared by `textKey`.
 */

/**
 * Grows when the folding or the searched fields change: texts that were kept under a lower number are then made again,
 * in the copies and in the database.
 */
export const searchRule = 1;

/** What was typed into a search. */
export interface SearchTerms {
  /** Each must be found, anywhere. None: nothing was searched for. */
  readonly words: readonly string[];
  /** The query as one telephone number; found by it alone, too. */
  readonly number: string | null;
  /** The query as the id of an entity; found by it alone, too. */
  readonly id: string | null;
}

/**
 * Blocks of marks that are left out: of Latin, Greek and Cyrillic, points of Hebrew, vowels of Arabic with the tatweel,
 * which only stretches a word. Vowel signs of other scripts are letters of theirs and stay.
 */
const markBlocks =
  '300-36f 483-487 591-5bd 5bf 5c1-5c2 5c4-5c5 5c7 610-61a 640 64b-65f 670 6d6-6dc 6df-6e4 6e7-6e8 6ea-6ed 8d3-8e1 ' +
  '8e3-8ff 1ab0-1aff 1dc0-1dff 20d0-20ff fe20-fe2f';
const marks = new RegExp(
  `[${markBlocks.replaceAll(/[0-9a-f]+/gu, String.raw`\u{$&}`).replaceAll(' ', '')}]`,
  'gu',
);
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const apostrophes = /['`\u00b4\u02b9-\u02bf\u02c8\u2018-\u201b\u2032\u2035\ua78c\uff07\uff40\u055a\u05f3]/gu;
const dashes = /\p{Dash_Punctuation}|\u2212/gu;
/** What separates digits separates no names: `E-1042` and `555.1111` are one thing each. */
const atDigits = /(?<=[0-9])-|-(?=[0-9])|(?<=[0-9])\.(?=[0-9])/gu;
const blanks = /[\s\p{Control}]/gu;
const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/gu;

/** Letters that don't decompose, each before what people type instead. */
const letters = new Map(
  'æae œoe øo łl đd ðd þth ħh ıi ŧt ßss ŋn ĸk əe ƒf ɓb ɗd ƙk ƴy ςσ ґг ىي یي کك ةه'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);
const undecomposed = new RegExp(`[${[...letters.keys()].join('')}]`, 'gu');

/** All but ASCII: each step over a part of a text gives that part of the result. */
const foldLetters = (text: string): string =>
  text
    .replaceAll(apostrophes, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(apostrophes, '')
    .replaceAll(marks, '')
    .replaceAll(invisible, '')
    .replaceAll(undecomposed, (letter) => letters.get(letter) ?? letter)
    .replaceAll(arabicDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replaceAll(dashes, '-')
    .replaceAll(blanks, ' ')
    .normalize('NFC');

const plain = /^[\u0020-\u007e]*$/u;
const plainLetters = /^[a-z0-9 @]*$/u;

/**
 * A text as it is compared when searching: without accents, case, width, apostrophes, and what can't be seen. The
 * folded form of a folded text is that text.
 */
export function foldForSearch(text: string): string {
  let folded = text;
  if (plain.test(text)) {
    folded = text.toLowerCase();
    if (plainLetters.test(folded)) return folded;
    folded = folded.replaceAll(/['`]/gu, '');
  } else folded = foldLetters(text.toWellFormed());
  if (folded.includes('xn--')) folded = foldLetters(domainInUnicode(folded));
  return folded.replaceAll(atDigits, '');
}

/** Scripts that write names without spaces, and people type them so. */
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const gaps = /[ \u30fb\u00b7]/gu;

/** The parts of a name: as they are, and in one piece in both orders where its script has none between them. */
function nameLine(parts: readonly string[]): string {
  const written = foldForSearch(parts.join(' '));
  if (plain.test(written) || !spaceless.test(written)) return written;
  const joined = parts.map((part) => foldForSearch(part).replaceAll(gaps, ''));
  return `${written}\n${[...joined, ...joined.slice(0, -1)].join('')}`;
}

function codeLine(code: string): string {
  const written = foldForSearch(code);
  const joined = written.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '');
  return joined === written ? written : `${written}\n${joined}`;
}

/** `+49 (0)40 …`: the nought in brackets is dialled without the country only. */
const digitsOf = (number: string): string => number.replaceAll('(0)', '').replaceAll(/[^0-9]/gu, '');

const numbers = (value: unknown): string[] =>
  (value as readonly { readonly number: string }[]).map(({ number }) => digitsOf(foldForSearch(number)));

/** The names of the fields of an entity that are searched. */
export const searchedFields = (fields: Fields): readonly string[] =>
  Object.keys(fields).filter((name) => fields[name]?.search !== undefined);

/** What an entity is searched in, line by line; its name or title is the first. */
export function searchLines(fields: Fields, values: Readonly<Record<string, unknown>>): string[] {
  const lines: string[] = [];
  const name: string[] = [];
  for (const [field, { search }] of Object.entries(fields)) {
    const value = values[field];
    if (value === '') continue;
    if (search === 'name') name.push(value as string);
    else if (search === 'text') lines.push(nameLine([value as string]));
    else if (search === 'code') lines.push(codeLine(value as string));
    else if (search === 'phones') lines.push(...numbers(value));
  }
  if (name.length > 0) lines.unshift(nameLine(name));
  return lines.filter((line) => line !== '');
}

/** What an entity is searched in, as one text. */
export const entityText = (fields: Fields, values: Readonly<Record<string, unknown>>): string =>
  searchLines(fields, values).join('\n');

/** What something with these texts is searched in: a tenant, a profile, an entry of a list. */
export const searchText = (parts: readonly string[]): string =>
  parts.map((part) => nameLine([part])).join('\n');

/** What people put between names, and around addresses. */
const between =
  /[\s\p{Control},;"\u201c-\u201f\u00ab\u00bb\u2039\u203a<>()[\]{}|/\u30fb\u00b7\u060c\u3001\u3002]+/u;
const around = /^[.:+]+|[.:\u2026]+$/gu;
/** What makes an address or a number a link. */
const scheme = /(?<![^\s<])(?:mailto|tel|callto|sips?):/gu;
/** What stands before a number that was copied with its name: `Tel.: 555 1111`. */
const numberName = /^ *\p{L}+[.:]+ */u;
const wholeId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
/** A number, maybe with an extension: `555 1111 ext. 12`. */
const numberOnly = /^[0-9 +()./-]*(?:(?:;ext=|[,;#~x]|extn?|extension|int|anexo|dw|доб)[.: ]{0,2}[0-9]+)?$/u;
/** Fewer digits are as likely part of anything else. */
const leastDigits = 5;

function wordsIn(folded: string): readonly string[] {
  const words = folded
    .split(between)
    // Only in an address does a dash stay part of the word.
    .flatMap((part) => (part.includes('@') ? [part] : part.split('-')))
    .map((word) => word.replaceAll(around, ''))
    .filter((word) => word !== '');
  const each = [...new Set(words)];
  // Where a word is, so are its parts.
  return each.filter((word) => !each.some((other) => other !== word && other.includes(word)));
}

function numberIn(folded: string): string | null {
  if (!numberOnly.test(folded)) return null;
  const digits = digitsOf(folded).replace(/^0+/u, '');
  return digits.length < leastDigits ? null : digits;
}

/** What was typed, as the words that must be found. */
export function searchTerms(query: string): SearchTerms {
  const id = query.trim().toLowerCase();
  const folded = foldForSearch(query).replaceAll(scheme, '');
  const number = numberIn(folded.replace(numberName, ''));
  return { words: wordsIn(folded), number, id: wholeId.test(id) ? id : null };
}

/** Whether nothing was searched for, so that everything is meant. */
export const saysNothing = ({ words }: SearchTerms): boolean => words.length === 0;

/** Whether a `searchText` has what was typed. */
export function matchesSearch(text: string, { words, number }: SearchTerms): boolean {
  return words.every((word) => text.includes(word)) || (number !== null && text.includes(number));
}

/** A piece of a text: from one of its UTF-16 units, to before another. */
export type Range = readonly [from: number, to: number];

/** A letter with its marks, or a run of Hangul in pieces. */
const pieces = /[\u1100-\u11ff]+|.(?:\p{M}|\u200d|\ufe0f)*/gsu;

interface Folded {
  readonly text: string;
  /** For each unit of the text, the piece that it came from. */
  readonly origins: readonly Range[];
}

function foldByPiece(shown: string): Folded {
  let text = '';
  const origins: Range[] = [];
  for (const { 0: piece, index } of shown.matchAll(pieces)) {
    const folded = plain.test(piece)
      ? piece.toLowerCase().replaceAll(/['`]/gu, '')
      : foldLetters(piece.toWellFormed());
    text += folded;
    for (let unit = 0; unit < folded.length; unit += 1) origins.push([index, index + piece.length]);
  }
  const dropped = [...text.matchAll(atDigits)].map(({ index }) => index);
  if (dropped.length === 0) return { text, origins };
  const gone = new Set(dropped);
  return { text: text.replaceAll(atDigits, ''), origins: origins.filter((_, at) => !gone.has(at)) };
}

/** Where `word` is in a text, or its two halves where the text has them apart (`山田花子` in `花子 山田`). */
function placesOf(text: string, word: string): readonly Range[] {
  const found: Range[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    found.push([at, at + word.length]);
  }
  if (found.length > 0 || !spaceless.test(word)) return found;
  for (let cut = 1; cut < word.length; cut += 1) {
    const halves = [word.slice(0, cut), word.slice(cut)];
    if (halves.every((half) => text.includes(half))) return halves.flatMap((half) => placesOf(text, half));
  }
  return [];
}

/** Where digits are in a number, whatever stands between them. */
function digitPlaces(text: string, digits: string): readonly Range[] {
  if (!/^[0-9]+$/u.test(digits) || !numberOnly.test(text)) return [];
  const places = Array.from(text.replaceAll('(0)', '   ').matchAll(/[0-9]/gu), ({ index }) => index);
  const from = digitsOf(text).indexOf(digits);
  return from < 0 ? [] : [[places[from] ?? 0, (places[from + digits.length - 1] ?? 0) + 1]];
}

/** Which pieces of a shown text were searched for, in their order and apart from one another. */
export function matchRanges(shown: string, { words, number }: SearchTerms): readonly Range[] {
  if (words.length === 0) return [];
  const { text, origins } = foldByPiece(shown);
  const needles = number === null ? words : [...words, number];
  const found = needles
    .flatMap((word) => [...placesOf(text, word), ...digitPlaces(text, word)])
    .map(([from, to]): Range => [origins[from]?.[0] ?? 0, origins[to - 1]?.[1] ?? shown.length])
    .toSorted((a, b) => a[0] - b[0]);
  const apart: Range[] = [];
  for (const [from, to] of found) {
    const last = apart.at(-1);
    if (last !== undefined && from <= last[1]) apart[apart.length - 1] = [last[0], Math.max(last[1], to)];
    else apart.push([from, to]);
  }
  return apart;
}
