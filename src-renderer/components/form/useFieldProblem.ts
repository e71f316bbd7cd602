import { type FieldError, type FieldErrors, get, useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { FieldReason } from '#shared/api/errors.ts';
import { fieldWords, problemLine } from '../errorWords.ts';
import { markedError } from './apiFieldErrors.ts';
import { useShownField } from './formFrame.ts';

/** What is wrong with a field, in words. */
function problemWords(t: TFunction, error: FieldError): string {
  const marked = markedError(error);
  if (marked !== null) return problemLine(t, marked);
  const limit = Number.parseInt(error.message ?? '', 10);
  return fieldWords(t, error.type as FieldReason, Number.isNaN(limit) ? undefined : limit);
}

/** What is wrong with a field of these, in words; null when nothing is. */
export function problemIn(t: TFunction, errors: FieldErrors, name: string): string | null {
  let error: unknown = get(errors, name);
  // Lists hold one error per wrong entry: the first speaks for the field.
  if (Array.isArray(error)) error = error.find(Boolean);
  if (typeof error !== 'object' || error === null || !('type' in error)) return null;
  return problemWords(t, error as FieldError);
}

/** What is wrong with a field of the form around this component, which shows it, in words; null when nothing is. */
export function useFieldProblem(name: string): string | null {
  const { t } = useTranslation();
  const { formState } = useFormContext();
  useShownField(name);
  return problemIn(t, formState.errors, name);
}
