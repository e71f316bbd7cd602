import Autocomplete, { type AutocompleteRenderInputParams } from '@mui/material/Autocomplete';
import Chip from '@mui/material/Chip';
import MuiTextField from '@mui/material/TextField';
import OutlinedInput from '@mui/material/OutlinedInput';
import { X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { type RefCallBack, useController } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { textKey } from '#shared/domain/text.ts';
import { Field, type FieldControl, type FieldProps } from './Field.tsx';

export interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'tel';
  readonly placeholder?: string;
  /** Can be read and copied, not changed; the hint says why. */
  readonly readOnly?: boolean;
  readonly endAdornment?: ReactNode;
}

/** One line of text. */
export function TextField({
  type = 'text',
  placeholder,
  readOnly = false,
  endAdornment,
  ...field
}: TextFieldProps) {
  const { field: control } = useController({ name: field.name });
  return (
    <Field {...field}>
      {({ id, describedBy, wrong }) => (
        <OutlinedInput
          id={id}
          fullWidth
          error={wrong}
          value={(control.value as string | null) ?? ''}
          onChange={control.onChange}
          onBlur={control.onBlur}
          inputRef={control.ref}
          readOnly={readOnly}
          endAdornment={endAdornment}
          placeholder={placeholder ?? ''}
          inputProps={{
            type,
            autoComplete: 'off',
            spellCheck: false,
            'aria-required': field.required ?? false,
            'aria-describedby': describedBy,
          }}
        />
      )}
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
  /** A second, quieter part, such as a code, or why it can't be chosen. */
  readonly detail?: string;
  /** Heading under which it stands; options of one group follow each other. */
  readonly group?: string;
  /** Shown, but not to be chosen. */
  readonly disabled?: boolean;
}

/** Any part of any name, whatever its case and script form. */
function matching(options: readonly Option[], typed: string): Option[] {
  const key = textKey(typed);
  return options.filter(({ label, detail }) => textKey(`${label} ${detail ?? ''}`).includes(key));
}

/** Headings, where options have groups. */
function grouping(options: readonly Option[]) {
  return options.some(({ group }) => group !== undefined)
    ? { groupBy: (option: Option) => option.group ?? '' }
    : {};
}

export interface SelectFieldProps extends FieldProps {
  readonly options: readonly Option[];
  /** What an empty choice means, e.g. "The customer's". Without it a choice can't be taken back. */
  readonly emptyLabel?: string;
  /** The form's value for "nothing chosen". */
  readonly emptyValue?: '' | null;
  readonly readOnly?: boolean;
  /** The options are an answer to what is typed, not a list to filter here. */
  readonly onType?: (text: string) => void;
}

/** One of many: opens on click, filters while typing. The form holds the option's value. */
export function SelectField({
  options,
  emptyLabel,
  emptyValue = '',
  readOnly = false,
  onType,
  ...field
}: SelectFieldProps) {
  const { t } = useTranslation();
  const { field: control } = useController({ name: field.name });
  const chosen = useMemo(
    () => options.find(({ value }) => value === control.value) ?? null,
    [options, control.value],
  );
  return (
    <Field {...field}>
      {({ id, describedBy, wrong }) => (
        <Autocomplete<Option, false, boolean>
          id={id}
          options={options}
          value={chosen}
          readOnly={readOnly}
          disableClearable={emptyLabel === undefined && chosen !== null}
          autoHighlight
          openText={t('form.open')}
          clearText={t('form.clear')}
          closeText={t('form.close')}
          noOptionsText={t('form.noMatch')}
          isOptionEqualToValue={(option, value) => option.value === value.value}
          filterOptions={(all, { inputValue }) => (onType === undefined ? matching(all, inputValue) : all)}
          getOptionDisabled={(option) => option.disabled ?? false}
          {...grouping(options)}
          onInputChange={(_, text, reason) => onType?.(reason === 'input' ? text : '')}
          onChange={(_, option) => control.onChange(option?.value ?? emptyValue)}
          onBlur={control.onBlur}
          renderOption={({ key, ...item }, option) => (
            <li key={key} {...item}>
              <OptionLine option={option} />
            </li>
          )}
          renderInput={(input) => (
            <ChoiceInput
              input={input}
              inputRef={control.ref}
              wrong={wrong}
              describedBy={describedBy}
              required={field.required ?? false}
              placeholder={emptyLabel ?? ''}
            />
          )}
        />
      )}
    </Field>
  );
}

interface ChoiceInputProps extends Omit<FieldControl, 'id'> {
  readonly input: AutocompleteRenderInputParams;
  readonly inputRef: RefCallBack;
  readonly required: boolean;
  readonly placeholder: string;
}

/** The input of a list of choices, tied to the field's error or hint. */
function ChoiceInput({ input, inputRef, wrong, describedBy, required, placeholder }: ChoiceInputProps) {
  return (
    <MuiTextField
      {...input}
      error={wrong}
      inputRef={inputRef}
      placeholder={placeholder}
      slotProps={{
        ...input.slotProps,
        htmlInput: {
          ...input.slotProps.htmlInput,
          'aria-required': required,
          'aria-describedby': describedBy,
        },
      }}
    />
  );
}

function OptionLine({ option: { label, detail } }: { readonly option: Option }) {
  return (
    <>
      <bdi>{label}</bdi>
      {detail !== undefined && (
        <span style={{ marginLeft: 'auto', paddingLeft: 12, color: 'var(--text-muted)' }}>{detail}</span>
      )}
    </>
  );
}

export interface TagsFieldProps extends FieldProps {
  readonly options: readonly Option[];
  readonly placeholder?: string;
  readonly readOnly?: boolean;
}

const none: readonly string[] = [];

/** Several of many, as tags with × each. The form holds the list of values. */
export function TagsField({ options, placeholder = '', readOnly = false, ...field }: TagsFieldProps) {
  const { t } = useTranslation();
  const { field: control } = useController({ name: field.name });
  const values = (control.value as readonly string[] | undefined) ?? none;
  const chosen = useMemo(
    () => values.map((id) => options.find(({ value }) => value === id) ?? { value: id, label: id }),
    [options, values],
  );
  return (
    <Field {...field}>
      {({ id, describedBy, wrong }) => (
        <Autocomplete<Option, true>
          id={id}
          multiple
          options={options}
          value={chosen}
          readOnly={readOnly}
          autoHighlight
          disableCloseOnSelect
          filterSelectedOptions
          openText={t('form.open')}
          clearText={t('form.clear')}
          closeText={t('form.close')}
          noOptionsText={t('form.noMatch')}
          isOptionEqualToValue={(option, value) => option.value === value.value}
          filterOptions={(all, { inputValue }) => matching(all, inputValue)}
          getOptionDisabled={(option) => option.disabled ?? false}
          {...grouping(options)}
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
          renderOption={({ key, ...item }, option) => (
            <li key={key} {...item}>
              <OptionLine option={option} />
            </li>
          )}
          renderInput={(input) => (
            <ChoiceInput
              input={input}
              inputRef={control.ref}
              wrong={wrong}
              describedBy={describedBy}
              required={field.required ?? false}
              placeholder={values.length === 0 ? placeholder : ''}
            />
          )}
        />
      )}
    </Field>
  );
}
