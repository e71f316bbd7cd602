import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { authStates, userStatuses } from '#shared/domain/userStatus.ts';
import { FilterBar, FilterButton, FilterMenu } from '../../components/FilterBar.tsx';
import { useProfileOptions } from '../profiles/useProfileOptions.ts';
import type { GridFilter } from '../../state/useGridFilter.ts';
import { CustomerFilter } from './CustomerFilter.tsx';
import { restricts, type UsersFilter } from './usersFilter.ts';

export interface UsersFilterBarProps {
  /** The all-users grid can be narrowed to a customer. */
  readonly withCustomer: boolean;
  readonly filter: GridFilter<UsersFilter>;
}

/** Search, profile, status, auth, customer, and the quick view of those not activated in time (U5). */
export function UsersFilterBar({ withCustomer, filter }: UsersFilterBarProps) {
  const { t } = useTranslation();
  const { value, change } = filter;
  return (
    <FilterBar filter={filter} searchLabel={t('users.searchLabel')} active={restricts(value)}>
      <FilterMenu
        label={t('users.filter.profile')}
        options={useProfileOptions() ?? []}
        chosen={value.profileIds}
        onChange={(profileIds) => change({ profileIds })}
      />
      <FilterMenu
        label={t('users.filter.status')}
        options={userStatuses.toReversed().map((name) => ({ value: name, label: t(`users.status.${name}`) }))}
        chosen={value.statuses}
        onChange={(statuses) => change({ statuses })}
      />
      <FilterMenu
        label={t('users.filter.auth')}
        options={authStates.map((name) => ({ value: name, label: t(`users.auth.${name}`) }))}
        chosen={value.auths}
        onChange={(auths) => change({ auths })}
      />
      {withCustomer && (
        <CustomerFilter customerId={value.customerId} onChange={(customerId) => change({ customerId })} />
      )}
      <FilterButton
        chosen={value.notActivated}
        icon={<Clock aria-hidden />}
        aria-pressed={value.notActivated}
        onClick={() => change({ notActivated: !value.notActivated })}
      >
        {t('users.filter.notActivated')}
      </FilterButton>
    </FilterBar>
  );
}
