import { z } from 'zod';
import { type Fields, ids, neededText, plainText } from './fields.ts';
import { entityId } from './formats.ts';

/** What people write of a custom profile (P2). */
export const profileFields = {
  name: { ...neededText(100), key: 'unique' },
  description: plainText(500),
  processIds: { ...ids, input: z.array(entityId).min(1, { error: 'too-few' }).max(500) },
} as const satisfies Fields;
