import { z } from 'zod';

/** A time with zone, as the API writes it: ISO 8601, UTC, milliseconds. */
export const instant = z.iso.datetime({ offset: true });
export const entityId = z.uuid();
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
/** As dialled, E.164 or with separators; at least three digits. */
export const phoneNumber = z
  .string()
  .trim()
  .max(32)
  .regex(/^\+?[\d\s().\-/]{3,32}$/u, { error: 'invalid' });

export const defaultCurrency = 'USD';
export const defaultTimeZone = 'UTC';
