import { toNestErrors } from '@hookform/resolvers';
import type { FieldErrors, FieldValues, Resolver } from 'react-hook-form';
import type { z } from 'zod';
import { fieldReasons, type FieldReason } from '#shared/api/errors.ts';

const known = new Set<string>(fieldReasons);

/** Which of our reasons a zod issue means; those of shared name their reason as message, the rest by code. */
export function reasonOf(issue: z.core.$ZodIssue): FieldReason {
  if (known.has(issue.message)) return issue.message as FieldReason;
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'array' ? 'too-many' : 'too-long';
    case 'too_small':
      return issue.origin === 'array' ? 'too-few' : 'too-short';
    case 'unrecognized_keys':
      return 'unknown-field';
    default:
      return 'invalid';
  }
}

/**
 * Checks a form by a schema of shared. An error's `type` is its reason and its `message` the limit, if there is one:
 * words are made where they are shown.
 */
export function formResolver<V extends FieldValues>(schema: z.ZodType): Resolver<V> {
  return (values, _context, options) => {
    const parsed = schema.safeParse(values);
    if (parsed.success) return { values: parsed.data as V, errors: {} };
    const errors: Record<string, { readonly type: string; readonly message: string }> = {};
    for (const issue of parsed.error.issues) {
      const limit = issue.code === 'too_big' ? String(issue.maximum) : '';
      errors[issue.path.join('.')] ??= { type: reasonOf(issue), message: limit };
    }
    return { values: {}, errors: toNestErrors(errors as FieldErrors<V>, options) };
  };
}
