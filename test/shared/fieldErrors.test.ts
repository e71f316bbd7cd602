import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findingsOf } from '#shared/api/fieldErrors.ts';
import { emailSchema } from '#shared/domain/email.ts';

const schema = z.strictObject({
  name: z.string().min(1).max(5),
  email: emailSchema.optional(),
  ids: z.array(z.uuid()).min(1).max(200),
  hours: z.int().max(24).optional(),
  choice: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('move'), to: z.uuid() }),
    z.strictObject({ kind: z.literal('delete') }),
  ]),
});
const id = '0193a5c4-0000-7000-8000-000000000001';
const good = { name: 'Ana', ids: [id], choice: { kind: 'delete' } };

function found(input: unknown) {
  const { error } = schema.safeParse(input);
  const { fields, wrongType } = findingsOf(error?.issues ?? [], input);
  return { wrongType, fields: fields.map(({ field, reason }) => `${field}: ${reason}`) };
}

describe('What is wrong with an input', () => {
  it.each([
    ['a field that is missing', { ...good, name: undefined }, ['name: required']],
    ['a text that is too long', { ...good, name: 'Anastasia' }, ['name: too-long']],
    ['a text that is empty', { ...good, name: '' }, ['name: too-short']],
    ['a rule of the domain', { ...good, email: 'nobody' }, ['email: not-an-email']],
    ['a number that is too large', { ...good, hours: 25 }, ['hours: invalid']],
    ['too few entries', { ...good, ids: [] }, ['ids: too-few']],
    ['an entry of a list', { ...good, ids: [id, 'x'] }, ['ids.1: invalid']],
    ['a field that nobody knows', { ...good, nick: 'A' }, ['nick: unknown-field']],
    ['a choice without its part', { ...good, choice: { kind: 'move' } }, ['choice.to: required']],
    ['no choice', { ...good, choice: {} }, ['choice.kind: required']],
    ['an unknown choice', { ...good, choice: { kind: 'burn' } }, ['choice.kind: invalid']],
    ['several at once', { ...good, name: '', ids: [] }, ['name: too-short', 'ids: too-few']],
  ])('is told by field and reason: %s', (_, input, fields) => {
    expect(found(input)).toEqual({ fields, wrongType: false });
  });

  it('tells another type from a wrong value', () => {
    expect(found({ ...good, name: 7 })).toEqual({ fields: ['name: invalid'], wrongType: true });
    expect(found(null)).toEqual({ fields: [': invalid'], wrongType: true });
  });

  it('names the limit', () => {
    const input = { ...good, name: 'Anastasia' };
    const { fields } = findingsOf(schema.safeParse(input).error?.issues ?? [], input);
    expect(fields).toEqual([{ field: 'name', reason: 'too-long', limit: 5, message: 'name is too long.' }]);
  });

  it('names a hundred fields at most', () => {
    expect(found({ ...good, ids: Array.from({ length: 150 }, () => 'x') }).fields).toHaveLength(100);
  });
});
