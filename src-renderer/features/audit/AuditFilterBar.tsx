import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { systemActor } from '#shared/api/audit.ts';
import { FilterBar, FilterButton, FilterMenu } from '../../components/FilterBar.tsx';
import type { GridFilter } from '../../state/useGridFilter.ts';
import { CustomerFilter } from '../users/CustomerFilter.tsx';
import { type AuditFilter, type NamedPerson, restrictsAudit } from './auditFilter.ts';
import { auditTypeName, auditTypesByGroup } from './auditWords.ts';
import { PeriodFilter } from './PeriodFilter.tsx';
import { PersonFilter } from './PersonFilter.tsx';

export interface AuditFilterBarProps {
  readonly filter: GridFilter<AuditFilter>;
  /** Who acted in the entries in view. */
  readonly actors: readonly NamedPerson[];
}

/** Text, kinds, person, actor, customer and time; what an entry led to (one bulk action) can be taken away again. */
export function AuditFilterBar({ filter, actors }: AuditFilterBarProps) {
  const { t } = useTranslation();
  const { value, change } = filter;
  const kinds = [...auditTypesByGroup].flatMap(([group, types]) =>
    types.map((type) => ({ value: type, label: auditTypeName(t, type), group: t(`audit.group.${group}`) })),
  );
  return (
    <FilterBar filter={filter} searchLabel={t('audit.filter.search')} active={restrictsAudit(value)}>
      <FilterMenu
        label={t('audit.filter.kind')}
        options={kinds}
        chosen={value.types}
        onChange={(types) => change({ types })}
      />
      <PersonFilter
        label={t('audit.filter.person')}
        chosen={value.person}
        onChange={(person) => change({ person })}
      />
      <PersonFilter
        label={t('audit.filter.actor')}
        chosen={value.actor}
        others={[{ id: systemActor, name: t('audit.system') }, ...actors]}
        onChange={(actor) => change({ actor })}
      />
      <CustomerFilter customerId={value.customerId} onChange={(customerId) => change({ customerId })} />
      <PeriodFilter filter={value} onChange={change} />
      {value.plan !== null && (
        <FilterButton
          chosen
          icon={<X aria-hidden />}
          aria-label={t('audit.filter.planOff', { plan: value.plan.name })}
          onClick={() => change({ plan: null })}
        >
          <bdi className="cut">{value.plan.name}</bdi>
        </FilterButton>
      )}
    </FilterBar>
  );
}
