import { z } from 'zod';
import { emailSchema } from './email.ts';
import { type Fields, line, neededText, plainText } from './fields.ts';
import { countryCode, timeZone } from './formats.ts';

/** What people write of a customer (C2). Empty text means unknown. */
export const customerFields = {
  title: { ...neededText(200), key: 'unique', search: 'text' },
  email: { ...line, input: z.union([z.literal(''), emailSchema]), fallback: '', search: 'text' },
  city: { ...plainText(100), search: 'text' },
  address: { ...plainText(200), search: 'text' },
  address2: { ...plainText(200), search: 'text' },
  postalCode: { ...plainText(20), search: 'code' },
  country: { ...line, input: z.union([z.literal(''), countryCode]), fallback: '' },
  /** What its users inherit. Null: the tenant's, which is UTC until defaults of customers arrive. */
  timeZone: { ...line, input: timeZone.nullable(), answer: z.string().nullable(), fallback: null },
} as const satisfies Fields;
