import { z } from 'zod';

/* eslint-disable no-control-regex -- these expressions exist to find control characters */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u;
const lineBreak = /[\n\r\t\u2028\u2029]/u;
const loneSurrogate = /\p{Surrogate}/u;
const bidiControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

type TextProblem = 'control-characters' | 'bidi-controls' | 'invisible';

/** Why a text may not be stored, or null. All expressions are single character classes: linear on any input. */
export function textProblem(value: string): TextProblem | null {
  if (control.test(value) || lineBreak.test(value) || loneSurrogate.test(value)) return 'control-characters';
  if (bidiControl.test(value)) return 'bidi-controls';
  if (value.length > 0 && !visible.test(value)) return 'invisible';
  return null;
}

/** NFC with outer and repeated white space removed: the form in which texts are stored. */
export function tidyText(value: string): string {
  return value.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
}

/**
 * The key under which texts are compared for uniqueness: NFKC, case-folded. White space is tidied last because NFKC
 * makes spaces of its own (U+00B4 becomes a space and an accent), lower case comes first and last because only then
 * U+1E9E, ß and ss meet. So the key of a key is that key.
 */
export function textKey(value: string): string {
  return tidyText(value.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC'));
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

/** One line of text that may be empty, at most `max` code points. */
export function optionalText(max: number) {
  return checked(max).overwrite(tidyText);
}
