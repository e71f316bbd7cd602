import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { FilterButton } from '../../components/FilterBar.tsx';
import { lazyPart } from '../../words/lazyPart.tsx';
import type { NamedPerson } from './auditFilter.ts';

const PersonMenu = lazyPart([], async () => (await import('./PersonMenu.tsx')).PersonMenu);

export interface PersonFilterProps {
  readonly label: string;
  readonly chosen: NamedPerson | null;
  /** Offered before the users of the tenant: who is no user of it acts here, too. */
  readonly others?: readonly NamedPerson[];
  readonly onChange: (person: NamedPerson | null) => void;
}

/** One person of any number: a dropdown that searches. */
export function PersonFilter({ label, chosen, others = [], onChange }: PersonFilterProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <FilterButton
        chosen={chosen !== null}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-label={chosen === null ? label : `${label}: ${chosen.name}`}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <bdi className="cut">{chosen?.name ?? label}</bdi>
        <ChevronDown aria-hidden />
      </FilterButton>
      {anchor !== null && (
        <PersonMenu
          anchor={anchor}
          label={label}
          chosen={chosen}
          others={others}
          onChoose={(person) => {
            setAnchor(null);
            onChange(person);
          }}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
