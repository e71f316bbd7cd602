import { z } from 'zod';
import { domainInUnicode } from './punycode.ts';
import { textKey, textProblem, tidyText } from './text.ts';

/** RFC 5321 4.5.3.1.3: 256 octets of path less the angle brackets. */
export const emailMaxLength = 254;

/**
 * What stands before the `@`: a dot-atom or its international form. Quoted ones are refused, as in the HTML standard, and so is
 * what has no form of its own: other format characters, private ones, and those that Unicode may still fill.
 */
const localPattern = /^(?:[^\s@"(),:;<>[\\\]\p{C}]|[\u200c\u200d]){1,64}$/u;
/** A domain as the network knows it: at least two labels, the last not a number. */
const domainPattern =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;
/** Other characters mean something else in an address of the web, whose rules read the domain. */
const domainCharacters = /^[\p{L}\p{N}\p{M}\p{Default_Ignorable_Code_Point}.\-\u3002\uff0e\uff61]+$/u;

/** Of every runtime here, and of the web's rules for hosts. */
declare const URL: new (address: string) => { readonly hostname: string };

function domainInAscii(domain: string): string | null {
  try {
    const ascii = new URL(`http://${domain}`).hostname;
    return domainPattern.test(ascii) ? ascii : null;
  } catch {
    return null;
  }
}

/**
 * A domain in the letters that people read, however it was written (UTS 46, without the transitional mapping: `straße`
 * and `strasse` are two domains); null when it can't be one. Engines differ in what Punycode they take, so each must
 * come out of its letters again.
 */
function readableDomain(domain: string): string | null {
  if (domain.length > emailMaxLength || !domainCharacters.test(domain)) return null;
  const ascii = domainInAscii(domain);
  if (ascii === null) return null;
  const readable = domainInUnicode(ascii).normalize('NFC');
  return readable.includes('xn--') || domainInAscii(readable) !== ascii ? null : readable;
}

/** Whether the address can be stored. Linear: lengths are checked before the patterns. */
export function isEmail(value: string): boolean {
  if (value.length === 0 || value.length > emailMaxLength || textProblem(value) !== null) return false;
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at);
  if (at < 0 || !localPattern.test(local)) return false;
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false;
  return readableDomain(value.slice(at + 1)) !== null;
}

/** The form in which an address is kept: as a text is, its domain in the one form that it has. */
export function tidyEmail(value: string): string {
  const tidy = tidyText(value);
  const at = tidy.lastIndexOf('@');
  if (at < 0) return tidy;
  const domain = tidy.slice(at + 1);
  return tidy.slice(0, at + 1) + (readableDomain(domain) ?? domain.toLowerCase());
}

/** The key under which addresses are unique in a tenant, however they are written (requirement U3). */
export function emailKey(value: string): string {
  return textKey(tidyEmail(value));
}

export const emailSchema = z
  .string()
  .max(emailMaxLength * 4)
  .overwrite(tidyEmail)
  .superRefine((value, context) => {
    if (value === '')
      context.addIssue({ code: 'custom', message: 'required', params: { reason: 'required' } });
    else if (!isEmail(value))
      context.addIssue({
        code: 'custom',
        message: 'not-an-email',
        params: { reason: 'not-an-email' },
      });
  });
