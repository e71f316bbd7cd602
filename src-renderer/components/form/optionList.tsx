import type { AutocompleteRenderInputParams } from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import type { ComponentProps, HTMLAttributes, Key, KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { matchesSearch, searchTerms, searchText } from '#shared/domain/search.ts';
import { Marked, SearchedRows } from '../Marked.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
  /** A second, quieter part, such as a code, or why it can't be chosen. */
  readonly detail?: string;
  /** Older names of the same value: it is found by them, and stands for them. */
  readonly synonyms?: readonly string[];
  /** Heading under which it stands; options of one group follow each other. */
  readonly group?: string;
  /** Shown, but not to be chosen. */
  readonly disabled?: boolean;
  /** Among the options because it is chosen, not because it was found. */
  readonly unfound?: boolean;
}

function matching(options: readonly Option[], typed: string): Option[] {
  const terms = searchTerms(typed);
  return options.filter(({ label, detail = '', synonyms = [] }) =>
    matchesSearch(searchText([label, detail, ...synonyms]), terms),
  );
}

/**
 * What every `Autocomplete` of options is given: words, how it searches, and how an option looks.
 * @param listLabel what is chosen; the list is called so, too
 * @param foundFor the options were found elsewhere for this text; null: for another one than is typed by now. Until those for what is
 * typed have come, only options that have it are offered: Enter never chooses what was typed past.
 */
export function useOptionList(listLabel: string, options: readonly Option[], foundFor?: string | null) {
  const { t } = useTranslation();
  const labels = new Set(options.map(({ label }) => label));
  return {
    options,
    slotProps: {
      // By itself the list refers to a label that only MUI's own would be.
      listbox: { 'aria-label': listLabel, 'aria-labelledby': undefined },
      // Their names are for screen readers: the browser's tooltips would stand beside ours.
      popupIndicator: { title: undefined },
      clearIndicator: { title: undefined },
    },
    autoHighlight: true,
    openText: t('form.open'),
    clearText: t('form.clear'),
    closeText: t('action.close'),
    noOptionsText: t('form.noMatch'),
    loadingText: t('grid.loading'),
    isOptionEqualToValue: (option: Option, value: Option) => option.value === value.value,
    /** Enter after words that are no option, or not yet, is meant for the list, and never sends the form. */
    onKeyDown: (event: KeyboardEvent) => {
      const { key, target } = event;
      if (key !== 'Enter' || !(target instanceof HTMLInputElement)) return;
      if (target.value !== '' && !labels.has(target.value)) event.preventDefault();
    },
    getOptionDisabled: ({ disabled = false }: Option) => disabled,
    getOptionKey: ({ value }: Option) => value,
    filterOptions: (all: readonly Option[], { inputValue }: { readonly inputValue: string }) =>
      foundFor === inputValue
        ? all.filter(({ unfound = false }) => !unfound || inputValue === '')
        : matching(all, inputValue),
    ...(options.some(({ group }) => group !== undefined)
      ? { groupBy: ({ group = '' }: Option) => group }
      : {}),
    renderOption: (
      { key, ...item }: HTMLAttributes<HTMLLIElement> & { readonly key: Key },
      { label, detail }: Option,
      { inputValue }: { readonly inputValue: string },
    ) => (
      <li key={key} {...item}>
        {/* What stands in the input may be the choice. */}
        <SearchedRows search={labels.has(inputValue) ? '' : inputValue}>
          <bdi>
            <Marked>{label}</Marked>
          </bdi>
          {detail !== undefined && (
            <span style={{ marginLeft: 'auto', paddingLeft: 12, color: 'var(--text-muted)' }}>
              <Marked>{detail}</Marked>
            </span>
          )}
        </SearchedRows>
      </li>
    ),
  };
}

export interface ChoiceInputProps extends Pick<ComponentProps<typeof TextField>, 'error' | 'autoFocus'> {
  readonly input: AutocompleteRenderInputParams;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly placeholder?: string;
  /** Attributes of the input itself. */
  readonly html: HTMLAttributes<HTMLInputElement>;
}

/** The input of a list of options. */
export function ChoiceInput({ input, html, ...rest }: ChoiceInputProps) {
  return (
    <TextField
      {...input}
      {...rest}
      slotProps={{ ...input.slotProps, htmlInput: { ...input.slotProps.htmlInput, ...html } }}
    />
  );
}
