import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findingsOf } from '#shared/api/fieldErrors.ts';
import { emailSchema } from '#shared/domain/email.ts';
import { formResolver } from '../../../src-renderer/components/form/formResolver.ts';

const schema = z.strictObject({
  name: z.string().max(5),
  email: z.union([z.literal(''), emailSchema]),
  hours: z.int().max(24),
  ids: z.array(z.uuid()).min(1),
});

describe('A form checked by a schema', () => {
  const options = { fields: {}, shouldUseNativeValidation: false } as const;

  it('finds what the backend would find, with the same reasons', async () => {
    const values = { name: 'Anastasia', email: 'nobody', hours: 25, ids: [] };
    const { errors } = await formResolver<typeof values>(schema)(values, undefined, options);
    expect(errors).toMatchObject({
      name: { type: 'too-long', message: '5' },
      email: { type: 'not-an-email' },
      hours: { type: 'invalid' },
      ids: { type: 'too-few' },
    });
    const { fields } = findingsOf(schema.safeParse(values).error?.issues ?? [], values);
    expect(fields.map(({ field, reason }) => [field, reason])).toEqual(
      Object.entries(errors).map(([field, error]) => [field, error.type]),
    );
  });

  it('gives the tidied values when nothing is wrong', async () => {
    const values = {
      name: 'Ana',
      email: ' ana@example.com',
      hours: 1,
      ids: ['0193a5c4-0000-7000-8000-000000000001'],
    };
    const { errors, values: tidied } = await formResolver<typeof values>(schema)(values, undefined, options);
    expect(errors).toEqual({});
    expect(tidied).toMatchObject({ email: 'ana@example.com' });
  });
});
