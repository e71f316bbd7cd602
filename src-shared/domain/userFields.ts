import { z } from 'zod';
import { emailSchema } from './email.ts';
import { type Fields, ids, line, neededText, plainText } from './fields.ts';
import { oneOf } from './newer.ts';
import { currencyCode, defaultCurrency, entityId, phoneNumber, timeZone } from './formats.ts';

export const phoneKinds = ['work', 'mobile', 'home'] as const;
const phone = z.strictObject({ kind: z.enum(phoneKinds), number: phoneNumber });
const phones = z.array(phone).max(5);

/** What a person is called, who may have one name only. */
export const fullName = ({
  firstName,
  lastName,
}: {
  readonly firstName: string;
  readonly lastName: string;
}): string => `${firstName} ${lastName}`.trim();

/** What people write of a user (U2). */
export const userFields = {
  firstName: { ...neededText(100), search: 'name' },
  /** Empty of a person who has one name only. */
  lastName: { ...plainText(100), search: 'name' },
  /** Editable only where the tenant's setting `users.emailEditable` says so. */
  email: { ...line, input: emailSchema, key: 'unique', search: 'text' },
  customerId: { kind: 'scalar', stored: 'id', input: entityId, answer: entityId, createOnly: true },
  profileIds: { ...ids, input: z.array(entityId).max(100), fallback: [], permission: 'profiles.assign' },
  roleIds: {
    ...ids,
    input: z.array(entityId).max(20),
    fallback: [],
    permission: 'roles.grant',
    auditedApart: true,
  },
  jobTitle: plainText(100),
  department: plainText(100),
  employeeNumber: { ...plainText(50), search: 'code' },
  phones: {
    kind: 'list',
    stored: 'json',
    input: phones,
    answer: z.array(z.object({ kind: oneOf(phoneKinds), number: z.string() })),
    fallback: [],
    search: 'phones',
    words: ({ kind, number }: z.output<typeof phone>) => `${kind} ${number}`,
  },
  /** Null: the customer's. */
  timeZone: { ...line, input: timeZone.nullable(), answer: z.string().nullable(), fallback: null },
  currency: { ...line, input: currencyCode, fallback: defaultCurrency },
} as const satisfies Fields;
