import { z } from 'zod';

/* eslint-disable no-control-regex -- these expressions exist to find control characters */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u;
/** A tab is none: it comes along between two cells of a sheet, and is kept as the space that it looks like. */
const lineBreak = /[\n\r\u2028\u2029]/u;
const loneSurrogate = /\p{Surrogate}/u;
const bidiControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** U+2800 is a letter of braille without a dot. */
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
const blanks = /[\s\u2800]+/gu;

/** What programs draw nothing for (Unicode, `Default_Ignorable_Code_Point`), letters such as the Hangul filler among them. */
const ignorable = /\p{Default_Ignorable_Code_Point}/gu;
/** Writing systems in which a joiner changes how its neighbours are drawn. */
const joined =
  'Arabic Syriac Mandaic Nko Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala ' +
  'Tibetan Myanmar Khmer';
const joinedLetter = `[${joined.replaceAll(/\S+/gu, String.raw`\p{Script=$&}`).replaceAll(' ', '')}]`;
/** The same kind of characters where they mean something: a joiner inside a word or an emoji, the variant of a character. */
const meant = new RegExp(
  [
    String.raw`(?<=${joinedLetter})[\u200c\u200d](?=${joinedLetter})`,
    String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})`,
    String.raw`(?<=[\p{Extended_Pictographic}\p{Script=Han}])[\ufe00-\ufe0f]`,
    String.raw`(?<=\p{Script=Han})[\u{e0100}-\u{e01ef}]`,
    String.raw`(?<=\p{Script=Mongolian})[\u180b-\u180d\u180f]`,
  ].join('|'),
  'gu',
);

const withoutIgnorable = (text: string): string => text.replaceAll(ignorable, '');

function withoutMeaningless(text: string): string {
  if (withoutIgnorable(text) === text) return text;
  const kept = new Set(Array.from(text.matchAll(meant), ({ index }) => index));
  return text.replaceAll(ignorable, (character: string, index: number) => (kept.has(index) ? character : ''));
}

type TextProblem = 'control-characters' | 'bidi-controls' | 'invisible';

/** Why a text may not be stored, or null. All expressions are single character classes: linear on any input. */
export function textProblem(value: string): TextProblem | null {
  if (control.test(value) || lineBreak.test(value) || loneSurrogate.test(value)) return 'control-characters';
  if (bidiControl.test(value)) return 'bidi-controls';
  if (value.length > 0 && !visible.test(withoutIgnorable(value).replaceAll(blanks, ''))) return 'invisible';
  return null;
}

/** The form in which texts are stored: NFC, without outer and repeated white space and what nothing is drawn for. */
export function tidyText(value: string): string {
  return withoutMeaningless(value).normalize('NFC').replaceAll(blanks, ' ').trim();
}

/**
 * The key under which texts are compared for uniqueness: NFKC, in lower case, without anything invisible. Letters that
 * are letters of their own stay so: `ß` is not `ss`, and `ı` not `i`; a final sigma is a sigma. White space is tidied
 * last because NFKC makes spaces of its own (U+00B4 becomes a space and an accent). So the key of a key is that key.
 */
export function textKey(value: string): string {
  const folded = value.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
  return tidyText(withoutIgnorable(folded).normalize('NFKC'));
}

/** The key under which texts are put in order, where `ß` stands with `ss`. */
export const orderKey = (value: string): string => textKey(value).replaceAll('ß', 'ss');

/** Alphabets with letters that look like those of another one of these. */
const alphabets = ['Latn', 'Cyrl', 'Grek', 'Armn', 'Cher', 'Copt'] as const;
const letterOf = alphabets.map((script) => ({
  script,
  has: new RegExp(String.raw`\p{Script=${script}}`, 'u'),
}));
const words = /[\p{L}\p{M}]+/gu;

/**
 * The alphabets (ISO 15924) of the first word that mixes them, as nobody writes but who imitates somebody else's name
 * (Unicode Technical Standard 39, 5.1); empty when no word does.
 */
export function mixedAlphabets(text: string): readonly string[] {
  for (const [word] of text.normalize('NFC').matchAll(words)) {
    const used = letterOf.filter(({ has }) => has.test(word));
    if (used.length > 1) return used.map(({ script }) => script);
  }
  return [];
}

function checked(max: number) {
  return z
    .string()
    .max(max * 4)
    .superRefine((value, context) => {
      const problem = textProblem(value.trim());
      if (problem !== null)
        context.addIssue({ code: 'custom', message: problem, params: { reason: problem } });
      if (Array.from(tidyText(value)).length > max) {
        context.addIssue({
          code: 'too_big',
          origin: 'string',
          maximum: max,
          inclusive: true,
          message: 'too-long',
          input: value,
        });
      }
    });
}

/** One line of text that must say something, at most `max` code points. */
export function requiredText(max: number) {
  return checked(max)
    .refine((value) => tidyText(value).length > 0, {
      error: 'required',
      params: { reason: 'required' },
    })
    .overwrite(tidyText);
}

/** Lines of text that must say something, at most `max` code points: each line as a text is, outer empty lines left out, and of others one at a place. */
export function textLines(max: number) {
  return z
    .string()
    .max(max * 4)
    .overwrite((value) =>
      value
        .split(/\r\n?|\n/u)
        .map(tidyText)
        .join('\n')
        .replaceAll(/\n{3,}/gu, '\n\n')
        .trim(),
    )
    .superRefine((value, context) => {
      const [problem = null] = value.split('\n').flatMap((line) => textProblem(line) ?? []);
      const reason = value === '' ? 'required' : problem;
      if (reason !== null) context.addIssue({ code: 'custom', message: reason, params: { reason } });
    })
    .refine((value) => Array.from(value).length <= max, {
      error: 'too-long',
      params: { reason: 'too-long' },
    });
}

/** What somebody searches for. What no database can keep is taken out: a plan keeps its filter, and nobody's name has it. */
export const searchInput = z
  .string()
  .max(200)
  .overwrite((value) => value.toWellFormed().replaceAll('\0', ' '));

/** One line of text that may be empty, at most `max` code points. */
export function optionalText(max: number) {
  return checked(max).overwrite(tidyText);
}
