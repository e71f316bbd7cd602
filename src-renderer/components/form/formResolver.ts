import { toNestErrors } from '@hookform/resolvers';
import type { FieldErrors, FieldValues, Resolver } from 'react-hook-form';
import type { z } from 'zod';
import { findingsOf } from '#shared/api/fieldErrors.ts';
import { fieldProblem } from './apiFieldErrors.ts';

/** Checks a form by a schema of shared, with the reasons that the backend would give. */
export function formResolver<V extends FieldValues>(schema: z.ZodType): Resolver<V> {
  return (values, _context, options) => {
    const parsed = schema.safeParse(values);
    if (parsed.success) return { values: parsed.data as V, errors: {} };
    const errors: Record<string, ReturnType<typeof fieldProblem>> = {};
    for (const found of findingsOf(parsed.error.issues, values).fields)
      errors[found.field] ??= fieldProblem(found);
    return { values: {}, errors: toNestErrors(errors as FieldErrors<V>, options) };
  };
}
