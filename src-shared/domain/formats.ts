import { z } from 'zod';
import { tidyText } from './text.ts';

/** A time with zone, as the API writes it: ISO 8601, UTC, milliseconds. */
export const instant = z.iso.datetime({ offset: true });
/** One form each: ids are compared as text in many places, and a tenant's is part of what its audit log is hashed of. */
export const entityId = z.uuid().toLowerCase();
/** Grows by one with each change of an entity; a write carries the one that it saw. */
export const entityVersion = z.int().min(1);

/** IANA name, checked against the runtime's own list (which knows links such as `Europe/Kiev` too). */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: 'invalid', params: { reason: 'invalid' } });

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** ISO 4217 code. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/u, { error: 'invalid' });
/** ISO 3166-1 alpha-2 code. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/u, { error: 'invalid' });
/** Between a number and its extension, in the languages that phone books have it in. */
const extensionMark = String.raw`(?:;ext=|[,;#~]|\bx|\bextn?\b|\bextension\b|\bint\b|\banexo\b|\bdw\b|доб)`;
const dialled = String.raw`[+＋]?[\p{Nd}\s().\/\p{Dash_Punctuation}]{3,32}`;
const phonePattern = new RegExp(`^${dialled}(?:${extensionMark}[\\s.:]{0,2}\\p{Nd}{1,7})?$`, 'iu');

/** Copied from a phone book or a page, a number brings invisible marks of direction with it, or what makes it a link. */
const tidyNumber = (number: string): string => tidyText(number).replace(/^tel:\s*/iu, '');

/** As people write it, E.164 or with separators, with an extension or without; at least three digits. */
export const phoneNumber = z
  .string()
  .max(200)
  .overwrite(tidyNumber)
  .max(50)
  .refine((number) => phonePattern.test(number) && number.replaceAll(/\P{Nd}/gu, '').length >= 3, {
    error: 'invalid',
    params: { reason: 'invalid' },
  });

export const defaultCurrency = 'USD';
export const defaultTimeZone = 'UTC';
