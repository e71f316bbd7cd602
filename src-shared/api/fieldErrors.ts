import type { z } from 'zod';
import { type FieldError, type FieldReason, fieldReasons } from './errors.ts';

type Issue = z.core.$ZodIssue;

const words: Readonly<Record<FieldReason, string>> = {
  required: 'is required',
  'too-short': 'is too short',
  'too-long': 'is too long',
  invalid: 'is not valid',
  invisible: 'has no visible character',
  'control-characters': 'has line breaks or control characters',
  'bidi-controls': 'has characters that change the direction of writing',
  'not-an-email': 'is not an email address',
  'unknown-field': 'is not known here',
  taken: 'is taken',
  'not-editable': 'may not be changed',
  'unknown-reference': 'names something that does not exist',
  'too-many': 'has too many entries',
  'too-few': 'has too few entries',
};

const isReason = (value: unknown): value is FieldReason => fieldReasons.some((reason) => reason === value);

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function reasonOf(issue: Issue, missing: boolean): FieldReason {
  const named = issue.code === 'custom' ? issue.params?.['reason'] : undefined;
  if (isReason(named)) return named;
  if (isReason(issue.message)) return issue.message;
  if (missing) return 'required';
  const list = 'origin' in issue && issue.origin === 'array';
  const text = 'origin' in issue && issue.origin === 'string';
  if (issue.code === 'too_big') return list ? 'too-many' : text ? 'too-long' : 'invalid';
  if (issue.code === 'too_small') return list ? 'too-few' : text ? 'too-short' : 'invalid';
  return 'invalid';
}

function limitOf(issue: Issue): number | undefined {
  if (issue.code === 'too_big') return Number(issue.maximum);
  if (issue.code === 'too_small') return Number(issue.minimum);
  return undefined;
}

/** The branch of a union that came closest: the one that fails by what was said, not by its kind. */
function closest(issue: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] {
  const near = issue.errors.filter((branch) =>
    branch.every(({ code }) => code !== 'invalid_value' && code !== 'invalid_type'),
  );
  return near[0] ?? [];
}

/** Nobody corrects more at once; a list of ten thousand wrong ids would be an answer of megabytes. */
const mostFields = 100;

export interface Findings {
  readonly fields: FieldError[];
  /** Whether something has another type than it must: then the request is malformed, not just wrong. */
  readonly wrongType: boolean;
}

const fieldError = (path: readonly PropertyKey[], reason: FieldReason, limit?: number): FieldError => {
  const field = path.map(String).join('.');
  const message = `${field === '' ? 'The request' : field} ${words[reason]}.`;
  return limit === undefined ? { field, reason, message } : { field, reason, limit, message };
};

/**
 * Turns what zod found in `input` into fields with reasons, for which the console has words: the same at the backend, in
 * the engine and in main. Paths begin with `base`.
 */
export function findingsOf(
  issues: readonly Issue[],
  input: unknown,
  base: readonly PropertyKey[] = [],
): Findings {
  const found = issues.map((issue): Findings => {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return {
        fields: issue.keys.map((key) => fieldError([...path, key], 'unknown-field')),
        wrongType: false,
      };
    }
    if (issue.code === 'invalid_union') {
      const inner = closest(issue);
      if (inner.length > 0) return findingsOf(inner, input, path);
      // The path of a discriminated union ends with its discriminator.
      const absent = valueAt(input, path) === undefined;
      return { fields: [fieldError(path, absent ? 'required' : 'invalid')], wrongType: false };
    }
    const missing = valueAt(input, path) === undefined;
    return {
      fields: [fieldError(path, reasonOf(issue, missing), limitOf(issue))],
      wrongType: issue.code === 'invalid_type' && !missing,
    };
  });
  return {
    fields: found.flatMap((one) => one.fields).slice(0, mostFields),
    wrongType: found.some((one) => one.wrongType),
  };
}
