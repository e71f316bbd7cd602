import { z } from 'zod';
import { textKey, textProblem } from './text.ts';

/** RFC 5321 4.5.3.1.3: 256 octets of path less the angle brackets. */
export const emailMaxLength = 254;

/**
 * A deliverable address: one `@`, a dot-atom or internationalised local part of at most 64 octets, a domain of at least
 * two labels. Quoted local parts and address literals are refused, as in the HTML standard.
 */
const addressPattern =
  /^[^\s@"(),:;<>[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** Whether the address can be stored. Linear: lengths are checked before the pattern. */
export function isEmail(value: string): boolean {
  if (value.length === 0 || value.length > emailMaxLength || textProblem(value) !== null) return false;
  const local = value.slice(0, value.indexOf('@'));
  return (
    addressPattern.test(value) && !local.startsWith('.') && !local.endsWith('.') && !local.includes('..')
  );
}

/** The form in which an address is kept: trimmed, NFC, its domain in lower case. */
export function tidyEmail(value: string): string {
  const trimmed = value.trim().normalize('NFC');
  const at = trimmed.lastIndexOf('@');
  return at < 0 ? trimmed : trimmed.slice(0, at + 1) + trimmed.slice(at + 1).toLowerCase();
}

/** The key under which addresses are unique in a tenant, whatever their case (requirement U3). */
export function emailKey(value: string): string {
  return textKey(value);
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
