import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matchesSearch, searchTerms, searchText } from '#shared/domain/search.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import type { Option } from '../../components/form/optionList.tsx';
import { SearchMenu } from '../../components/SearchMenu.tsx';
import { useReasons } from '../../state/useTenant.ts';
import type { NamedPerson } from './auditFilter.ts';

export interface PersonMenuProps {
  readonly anchor: HTMLElement;
  readonly label: string;
  readonly chosen: NamedPerson | null;
  readonly others: readonly NamedPerson[];
  readonly onChoose: (person: NamedPerson | null) => void;
  readonly onClose: () => void;
}

/** Users by name that are offered at once; typing finds the others. */
const offered = 50;

/** The list behind `PersonFilter`; typing asks the copy, so that any number of users can be reached. */
export function PersonMenu({ anchor, label, chosen, others, onChoose, onClose }: PersonMenuProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed);
  const { people, foundFor } = usePeople(search);
  const terms = searchTerms(search);
  const found = others.filter(({ name }) => matchesSearch(searchText([name]), terms));
  const options: readonly Option[] = [
    ...found.map(({ id, name }) => ({ value: id, label: name })),
    ...people.filter(({ value }) => !found.some(({ id }) => id === value)),
  ];
  return (
    <SearchMenu
      anchor={anchor}
      label={label}
      placeholder={t('audit.filter.personSearch')}
      width={460}
      options={options}
      foundFor={foundFor}
      chosen={chosen?.id ?? null}
      typed={typed}
      onType={setTyped}
      onChoose={(option) => onChoose(option === null ? null : { id: option.value, name: option.label })}
      onClose={onClose}
    />
  );
}

/** Users of the tenant who have what was typed; none for those who may not see users. */
function usePeople(search: string): { readonly people: readonly Option[]; readonly foundFor: string | null } {
  const may = useReasons().ofPermission('users.read') === null;
  const filter = search.trim() === '' ? {} : { search };
  const { data, isPlaceholderData } = useTenantRead(
    'users.page',
    { filter, sort: 'name', limit: offered },
    { enabled: may, keepPrevious: true },
  );
  return {
    people: (data?.rows ?? []).map(({ id, name, email }) => ({ value: id, label: name, detail: email })),
    foundFor: isPlaceholderData ? null : search,
  };
}
