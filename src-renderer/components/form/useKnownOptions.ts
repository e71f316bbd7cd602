import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Option } from './optionList.tsx';

/** Whether an option stands for a value, by it or by an older name of it. */
const standsFor = ({ value, synonyms }: Option, wanted: string): boolean =>
  value === wanted || synonyms?.includes(wanted) === true;

export interface KnownOptions {
  /** The option of a value. One that is among them no more keeps its last known name. */
  readonly optionOf: (value: string) => Option;
}

/**
 * The options that a field has, and those that it had: what is stored is always shown. A value that was never among them is
 * shown as it is, or as gone where it is an id that says nothing to people.
 * @param options undefined while they are on their way
 */
export function useKnownOptions(
  options: readonly Option[] | undefined,
  { ids = false }: { readonly ids?: boolean } = {},
): KnownOptions {
  const { t } = useTranslation();
  const [known] = useState(() => new Map<string, Option>());
  return useMemo(() => {
    for (const option of options ?? []) known.set(option.value, option);
    return {
      optionOf(value) {
        const found = options?.find((option) => standsFor(option, value));
        if (found !== undefined) return found;
        if (!ids) return { value, label: value };
        if (options === undefined) return { value, label: t('grid.loading') };
        const name = known.get(value)?.label;
        return { value, label: name === undefined ? t('form.gone') : t('form.goneOf', { name }) };
      },
    };
  }, [options, ids, known, t]);
}
