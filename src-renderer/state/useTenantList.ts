import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { use } from 'react';
import type { ApiError } from '#shared/api/errors.ts';
import type { OutputOf } from '#shared/desktop/index.ts';
import type { SessionAccount } from '#shared/desktop/session.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { errorOf } from '../bridge/desktop.ts';
import { useDesktop } from '../bridge/DesktopContext.tsx';
import { TenantContext } from '../bridge/TenantContext.tsx';
import { readOptions, useRead } from '../bridge/queries.ts';
import { useAccounts } from './useAccounts.ts';

type TenantList = OutputOf<'tenants.all'>;

/** All tenants of an account, and whether its backend answers. */
export function useTenantList(accountId: string): UseQueryResult<TenantList> {
  return useRead('tenants.all', { accountId }, { enabled: accountId !== '' });
}

/** The list that a tenant stands in. */
export function useListOf(tenantKey: string | null = use(TenantContext)): TenantList | undefined {
  return useTenantList(readTenantKey(tenantKey ?? '').accountId).data;
}

/** The tenants of one account, as far as they are known. */
export interface TenantGroup {
  readonly account: SessionAccount;
  readonly tenants: readonly SwitcherTenant[];
  /** Why they can't be read; null while they are known or on their way. */
  readonly error: ApiError | null;
}

/** The tenants of all accounts. One that can't be read leaves the others as they are. */
export function useTenantGroups(): readonly TenantGroup[] {
  const desktop = useDesktop();
  const accounts = useAccounts();
  return useQueries({
    queries: accounts.map(({ id }) => readOptions(desktop, 'tenants.all', { accountId: id })),
    combine: (lists) =>
      accounts.map((account, at): TenantGroup => {
        const { data, error } = lists[at] ?? { data: undefined, error: null };
        return { account, tenants: data?.tenants ?? [], error: error === null ? null : errorOf(error) };
      }),
  });
}
