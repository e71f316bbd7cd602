import { Clock } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { authStates, userStatuses } from '#shared/domain/userStatus.ts';
import { FilterBar, FilterButton, FilterMenu } from '../../components/FilterBar.tsx';
import { useProfileOptions } from '../profiles/useProfileOptions.ts';
import { CustomerFilter } from './CustomerFilter.tsx';
import { restricts, type UsersFilter } from './usersFilter.ts';

export interface UsersFilterBarProps {
  readonly tenantKey: string;
  /** The all-users grid can be narrowed to a customer. */
  readonly withCustomer: boolean;
  readonly filter: UsersFilter;
  readonly onChange: (part: Partial<UsersFilter>) => void;
  readonly onClear: () => void;
}

/** Search, profile, status, auth, customer, and the quick view of those not activated in time (U5). */
export function UsersFilterBar({ tenantKey, withCustomer, filter, onChange, onClear }: UsersFilterBarProps) {
  const { t } = useTranslation();
  const profiles = useProfileOptions(tenantKey);
  const statuses = useMemo(
    () => userStatuses.toReversed().map((value) => ({ value, label: t(`users.status.${value}`) })),
    [t],
  );
  const auths = useMemo(() => authStates.map((value) => ({ value, label: t(`users.auth.${value}`) })), [t]);
  return (
    <FilterBar
      search={filter.search}
      onSearch={(search) => onChange({ search })}
      searchLabel={t('users.searchLabel')}
      active={restricts(filter)}
      onClear={onClear}
    >
      <FilterMenu
        label={t('users.filter.profile')}
        options={profiles}
        chosen={filter.profileIds}
        onChange={(profileIds) => onChange({ profileIds })}
      />
      <FilterMenu
        label={t('users.filter.status')}
        options={statuses}
        chosen={filter.statuses}
        onChange={(chosen) => onChange({ statuses: chosen })}
      />
      <FilterMenu
        label={t('users.filter.auth')}
        options={auths}
        chosen={filter.auths}
        onChange={(chosen) => onChange({ auths: chosen })}
      />
      {withCustomer && (
        <CustomerFilter
          tenantKey={tenantKey}
          customerId={filter.customerId}
          onChange={(customerId) => onChange({ customerId })}
        />
      )}
      <FilterButton
        chosen={filter.notActivated}
        icon={<Clock aria-hidden />}
        aria-pressed={filter.notActivated}
        onClick={() => onChange({ notActivated: !filter.notActivated })}
      >
        {t('users.filter.notActivated')}
      </FilterButton>
    </FilterBar>
  );
}
