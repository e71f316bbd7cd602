import Autocomplete from '@mui/material/Autocomplete';
import Chip from '@mui/material/Chip';
import OutlinedInput from '@mui/material/OutlinedInput';
import { X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useController } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ChoiceInput, type Option, useOptionList } from './optionList.tsx';
import { Field, type FieldProps } from './Field.tsx';
import { useReadOnly } from './formFrame.ts';
import { useAlphabetCaution } from './useAlphabetCaution.ts';
import { type KnownOptions, useKnownOptions } from './useKnownOptions.ts';

export interface TextFieldProps extends FieldProps {
  /** What is typed; the rules are the form's, never the browser's, which rewrites addresses as it knows them. */
  readonly inputMode?: 'text' | 'email';
  /** Can be read and copied, not changed; the hint says why. */
  readonly readOnly?: boolean;
  readonly endAdornment?: ReactNode;
  /** So many lines are seen at once; one where nothing is said. */
  readonly lines?: number;
}

/** Text: one line, or several. */
export function TextField({
  inputMode = 'text',
  readOnly = false,
  endAdornment,
  lines = 1,
  ...field
}: TextFieldProps) {
  const { field: control } = useController({ name: field.name });
  const fixed = useReadOnly() || readOnly;
  const value = (control.value as string | null) ?? '';
  return (
    <Field {...field} caution={useAlphabetCaution(value)}>
      {({ id, wrong, html }) => (
        <OutlinedInput
          id={id}
          fullWidth
          error={wrong}
          value={value}
          onChange={control.onChange}
          onBlur={control.onBlur}
          inputRef={control.ref}
          readOnly={fixed}
          endAdornment={endAdornment}
          multiline={lines > 1}
          minRows={lines}
          inputProps={{ inputMode, autoComplete: 'off', spellCheck: lines > 1, ...html }}
        />
      )}
    </Field>
  );
}

export interface SelectFieldProps extends FieldProps {
  readonly options: readonly Option[];
  /** What an empty choice means, e.g. "The customer's". Without it a choice can't be taken back. */
  readonly emptyLabel?: string;
  /** The form's value for "nothing chosen". */
  readonly emptyValue?: '' | null;
  /** The options come with what is typed, instead of being filtered here. */
  readonly onType?: (text: string) => void;
  /** What they were found for, where they come so; null: not yet for what is typed. */
  readonly foundFor?: string | null;
  /** Values are ids: one that is not among the options names something that is gone. */
  readonly ids?: boolean;
}

const none: readonly string[] = [];

/**
 * What is chosen, as the same objects for as long as they say the same, whatever else there is to choose by now: another
 * object would put back what is just typed.
 */
function useChosen(values: readonly string[], optionOf: KnownOptions['optionOf']): Option[] {
  const text = JSON.stringify(values.map(optionOf).map(({ value, label }) => ({ value, label })));
  return useMemo(() => JSON.parse(text) as Option[], [text]);
}

/** One of many: opens on click, filters while typing. The form holds the option's value. */
export function SelectField(props: SelectFieldProps) {
  const { options, emptyLabel, emptyValue = '', onType, foundFor, ids = false, ...field } = props;
  const list = useOptionList(field.label, options, foundFor);
  const { field: control } = useController({ name: field.name });
  const readOnly = useReadOnly();
  const { optionOf } = useKnownOptions(options, { ids });
  const value = control.value as string | null | undefined;
  const empty = value === null || value === undefined || value === '';
  const [chosen = null] = useChosen(empty ? none : [value], optionOf);
  return (
    <Field {...field}>
      {({ id, wrong, html }) => (
        <Autocomplete<Option, false, boolean>
          {...list}
          id={id}
          value={chosen}
          readOnly={readOnly}
          forcePopupIcon={readOnly ? false : 'auto'}
          disableClearable={emptyLabel === undefined && chosen !== null}
          onInputChange={(_, text, reason) => onType?.(reason === 'input' ? text : '')}
          onChange={(_, option) => control.onChange(option?.value ?? emptyValue)}
          onBlur={control.onBlur}
          renderInput={(input) => (
            <ChoiceInput
              input={input}
              inputRef={control.ref}
              error={wrong}
              html={html}
              placeholder={emptyLabel ?? ''}
            />
          )}
        />
      )}
    </Field>
  );
}

export interface TagsFieldProps extends FieldProps {
  /** Undefined while they are on their way. */
  readonly options: readonly Option[] | undefined;
  readonly readOnly?: boolean;
}

const noOptions: readonly Option[] = [];

/** Several of many, as tags with × each. The form holds the list of values. */
export function TagsField({ options, readOnly = false, ...field }: TagsFieldProps) {
  const { t } = useTranslation();
  const list = useOptionList(field.label, options ?? noOptions);
  const { field: control } = useController({ name: field.name });
  const fixed = useReadOnly() || readOnly;
  const { optionOf } = useKnownOptions(options, { ids: true });
  const values = (control.value as readonly string[] | undefined) ?? none;
  const chosen = useChosen(values, optionOf);
  return (
    <Field {...field}>
      {({ id, wrong, html }) => (
        <Autocomplete<Option, true>
          {...list}
          id={id}
          multiple
          value={chosen}
          readOnly={fixed}
          forcePopupIcon={fixed ? false : 'auto'}
          disableCloseOnSelect
          filterSelectedOptions
          onChange={(_, next) => control.onChange(next.map(({ value }) => value))}
          onBlur={control.onBlur}
          renderValue={(tags, getItemProps) =>
            tags.map((tag, index) => {
              const { key, ...item } = getItemProps({ index });
              return (
                <Chip
                  key={key}
                  {...item}
                  label={<bdi>{tag.label}</bdi>}
                  deleteIcon={<X role="img" aria-label={t('form.removeTag', { name: tag.label })} />}
                />
              );
            })
          }
          renderInput={(input) => (
            <ChoiceInput input={input} inputRef={control.ref} error={wrong} html={html} />
          )}
        />
      )}
    </Field>
  );
}
