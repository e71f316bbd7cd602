import { useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import type { Result } from '#shared/api/errors.ts';
import { type Fields, type FieldValues, valuesOf } from '#shared/domain/fields.ts';
import { ConflictChoice } from './ConflictChoice.tsx';
import { readContent } from './draftContent.ts';
import { changesIn, conflictsIn, rebased } from './fieldMerge.ts';
import { FormDrawer, type FormDrawerProps } from './FormDrawer.tsx';
import { useContinued } from './useDraft.ts';
import { useFieldLabel } from './useFieldProps.ts';

export interface EditDrawerProps<
  F extends Fields,
  E extends FieldValues<F>,
  V extends FieldValues<F>,
> extends Omit<FormDrawerProps<V, E>, 'values' | 'save' | 'conflict' | 'edits'> {
  /** What people call the one that is edited. */
  readonly name: string;
  /** What is sent of the form's values. */
  readonly fields: F;
  /** The entity as the form was opened with. */
  readonly opened: E;
  readonly answer: z.ZodType<E>;
  /** Sends these changes of that version. */
  readonly send: (version: number, changes: Partial<FieldValues<F>>) => Promise<Result<E>>;
  /** A value as people read it. */
  readonly wordsOf: (value: unknown, field: keyof F & string, before: FieldValues<F>) => string;
}

/**
 * Edits an entity that others may be editing (optimistic versions). Only what was changed is sent, and what somebody else
 * changed meanwhile in other fields stays; where both changed one field, the admin chooses field by field (D3).
 */
export function EditDrawer<
  F extends Fields,
  E extends FieldValues<F> & { readonly version: number },
  V extends FieldValues<F>,
>(props: EditDrawerProps<F, E, V>) {
  const draft = useContinued();
  // What was typed before goes on from the version that it was typed on, so that others' changes are met when saving.
  const base = draft && readContent(draft, props.schema, props.opened).base;
  const opened = base === null ? props.opened : { ...props.opened, ...base };
  return <OpenEdit<F, E, V> key={draft?.id ?? ''} {...props} opened={opened} />;
}

function OpenEdit<
  F extends Fields,
  E extends FieldValues<F> & { readonly version: number },
  V extends FieldValues<F>,
>(props: EditDrawerProps<F, E, V>) {
  const { name, fields, opened, answer, send, wordsOf, ...drawer } = props;
  const labelOf = useFieldLabel(props.entity);
  const [base, setBase] = useState(opened);
  const [theirs, setTheirs] = useState(opened);

  const saveFrom = async (from: E, mine: FieldValues<F>): Promise<Result<E>> => {
    const before = valuesOf(fields, from);
    const changes = changesIn(fields, before, mine);
    if (Object.keys(changes).length === 0) return { ok: true, value: from };
    const result = await send(from.version, changes);
    if (result.ok || result.error.code !== 'VERSION_CONFLICT') return result;
    const current = answer.safeParse(result.error.current);
    if (!current.success) return result;
    const states = { before, mine, theirs: valuesOf(fields, current.data) };
    if (conflictsIn(fields, states).length === 0) return saveFrom(current.data, rebased(fields, states));
    setTheirs(current.data);
    return result;
  };
  const choice = (form: UseFormReturn<V>, dismiss: () => void) => {
    const mine = form.getValues();
    const states = { before: valuesOf(fields, base), mine, theirs: valuesOf(fields, theirs) };
    return (
      <ConflictChoice
        conflicts={conflictsIn(fields, states)}
        labelOf={labelOf}
        wordsOf={(field, value) => wordsOf(value, field, states.before)}
        onChosen={(kept) => {
          setBase(theirs);
          form.reset({ ...mine, ...rebased(fields, states), ...kept }, { keepDefaultValues: true });
          dismiss();
        }}
      />
    );
  };
  return (
    <FormDrawer<V, E>
      {...drawer}
      values={valuesOf(fields, opened) as V}
      save={(values) => saveFrom(base, values)}
      conflict={choice}
      edits={{ subject: name, base: { ...valuesOf(fields, base), version: base.version } }}
    />
  );
}
