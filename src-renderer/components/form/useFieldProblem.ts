import { type FieldError, get, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { FieldReason } from '#shared/api/errors.ts';
import { fieldWords, problemLine } from '../errorWords.ts';
import { markedError } from './apiFieldErrors.ts';

/** What is wrong with a field, in words. */
export function problemWords(t: TFunction, error: FieldError): string {
  const marked = markedError(error);
  if (marked !== null) return problemLine(t, marked);
  const limit = Number.parseInt(error.message ?? '', 10);
  return fieldWords(t, error.type as FieldReason, Number.isNaN(limit) ? undefined : limit);
}

/** What is wrong with a field of the form around this component, in words; null when nothing is. */
export function useFieldProblem(name: string): string | null {
  const { t } = useTranslation();
  const { formState } = useFormContext();
  let error: unknown = get(formState.errors, name);
  // Lists hold one error per wrong entry: the first speaks for the field.
  if (Array.isArray(error)) error = error.find(Boolean);
  if (typeof error !== 'object' || error === null || !('type' in error)) return null;
  return problemWords(t, error as FieldError);
}
