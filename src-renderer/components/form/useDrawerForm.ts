import { type DefaultValues, type FieldValues, useForm, type UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import { formResolver } from './formResolver.ts';

export interface DrawerFormOptions<V extends FieldValues> {
  /** A schema of shared; its output is what `onSubmit` receives. */
  readonly schema: z.ZodType;
  readonly values: V;
}

/** A form for `FormDrawer`: checked at submit, then again with each change; the first wrong field gets the focus. */
export function useDrawerForm<V extends FieldValues>({
  schema,
  values,
}: DrawerFormOptions<V>): UseFormReturn<V> {
  return useForm<V>({
    defaultValues: values as DefaultValues<V>,
    resolver: formResolver<V>(schema),
    mode: 'onSubmit',
    reValidateMode: 'onChange',
    shouldFocusError: true,
  });
}
