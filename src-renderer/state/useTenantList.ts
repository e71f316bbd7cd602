import type { UseQueryResult } from '@tanstack/react-query';
import type { OutputOf } from '#shared/desktop/index.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { useRead } from '../bridge/queries.ts';

/** All tenants of an account, and whether its backend answers. */
export function useTenantList(accountId: string): UseQueryResult<OutputOf<'tenants.all'>> {
  return useRead('tenants.all', { accountId }, { enabled: accountId !== '' });
}

/** The list that a tenant stands in. */
export function useListOf(tenantId: string): OutputOf<'tenants.all'> | undefined {
  return useTenantList(readTenantKey(tenantId).accountId).data;
}
