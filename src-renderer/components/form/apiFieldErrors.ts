import type { FieldError as FieldProblem, FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import type { ApiError, ErrorCode, FieldError } from '#shared/api/errors.ts';
import { rootOf } from './formFrame.ts';

/** Fields that a code is about, where the error itself names none. */
export type CodeFields<V extends FieldValues> = Partial<Record<ErrorCode, FieldPath<V>>>;

/** The error type under which a field keeps a whole error instead of a reason. */
const codeErrorType = 'code';

/** The error of the backend that a field was marked with; null: what is wrong with it is a reason. */
export function markedError(problem: FieldProblem | undefined): ApiError | null {
  return problem?.type === codeErrorType ? (JSON.parse(problem.message ?? '') as ApiError) : null;
}

/** What is wrong with a field as a form keeps it: words are made where they are shown. */
export function fieldProblem({ reason, limit }: FieldError): {
  readonly type: string;
  readonly message: string;
} {
  return { type: reason, message: limit === undefined ? '' : String(limit) };
}

/**
 * Puts what the backend found wrong beside the fields that it is about; those that the form doesn't show stand in the
 * summary. False when no field was named.
 */
export function showFieldErrors<V extends FieldValues>(
  form: UseFormReturn<V>,
  error: ApiError,
  codeFields: CodeFields<V> = {},
): boolean {
  const own = codeFields[error.code];
  if (own !== undefined) {
    form.setError(own, { type: codeErrorType, message: JSON.stringify(error) }, { shouldFocus: true });
    return true;
  }
  const fields = error.fields ?? [];
  for (const [place, found] of fields.entries()) {
    const root = rootOf(found.field.replace(/^changes\./u, ''));
    form.setError(root as FieldPath<V>, fieldProblem(found), { shouldFocus: place === 0 });
  }
  return fields.length > 0;
}
