import { useMemo } from 'react';
import { pageLimit } from '#shared/api/pages.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import type { Option } from '../../components/form/optionList.tsx';

export interface CustomerOptions {
  readonly options: readonly Option[];
  /** There are more customers than these: searching finds the others. */
  readonly more: boolean;
  readonly loading: boolean;
}

/** The first hundred customers by title that match what was typed. */
export function useCustomerOptions(search: string): CustomerOptions {
  const input = { search, sort: 'title', limit: pageLimit } as const;
  const { data, isPending } = useTenantRead('customers.page', input, { keepPrevious: true });
  return useMemo(
    () => ({
      options: (data?.rows ?? []).map(({ id, title, city }) => ({
        value: id,
        label: title,
        ...(city === '' ? {} : { detail: city }),
      })),
      more: data?.nextAnchor !== null && data !== undefined,
      loading: isPending,
    }),
    [data, isPending],
  );
}
