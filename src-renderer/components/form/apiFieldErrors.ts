import type { FieldError as FieldProblem, FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import type { ApiError, ErrorCode, FieldError } from '#shared/api/errors.ts';

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
 * Puts what the backend found wrong beside the fields that it is about. True when at least one field took an error;
 * what no field of the form can take stays for the summary.
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
  const values = form.getValues() as Readonly<Record<string, unknown>>;
  const fields = (error.fields ?? []).flatMap((found) => {
    const [root = ''] = found.field.replace(/^changes\./u, '').split('.');
    return root in values ? [{ root, found }] : [];
  });
  for (const [place, { root, found }] of fields.entries()) {
    form.setError(root as FieldPath<V>, fieldProblem(found), { shouldFocus: place === 0 });
  }
  return fields.length > 0;
}
