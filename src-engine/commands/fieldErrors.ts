import type { z } from 'zod';
import { type FieldError, type FieldReason, fieldReasons } from '#shared/api/errors.ts';

const isReason = (value: unknown): value is FieldReason => fieldReasons.some((reason) => reason === value);

type Issue = z.core.$ZodIssue;

function reasonOf(issue: Issue): FieldReason {
  const named = issue.code === 'custom' ? issue.params?.['reason'] : undefined;
  if (isReason(named)) return named;
  if (isReason(issue.message)) return issue.message;
  const list = 'origin' in issue && issue.origin === 'array';
  if (issue.code === 'too_big') return list ? 'too-many' : 'too-long';
  if (issue.code === 'too_small') return list ? 'too-few' : 'too-short';
  return 'invalid';
}

/** What zod found as fields with reasons, for which the console has words. */
export function fieldErrors({ issues }: z.ZodError, base: readonly string[] = []): FieldError[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path.map(String)];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => fieldError([...path, key], 'unknown-field'));
    }
    return [fieldError(path, reasonOf(issue))];
  });
}

function fieldError(path: readonly string[], reason: FieldReason): FieldError {
  const field = path.join('.');
  return { field, reason, message: `${field === '' ? 'The input' : field}: ${reason}.` };
}
