import { useMemo } from 'react';
import { pageLimit } from '#shared/api/pages.ts';
import { useTenantRead } from '../../bridge/queries.ts';
import type { Option } from '../../components/form/optionList.tsx';

export interface CustomerOptions {
  readonly options: readonly Option[];
  /** The text that they were found for; null while those for it are on their way. */
  readonly foundFor: string | null;
  /** There are more customers than these: searching finds the others. */
  readonly more: boolean;
  readonly loading: boolean;
}

/** The first hundred customers by title that match what was typed. */
export function useCustomerOptions(search: string): CustomerOptions {
  const input = { search, sort: 'title', limit: pageLimit } as const;
  const { data, isPending, isPlaceholderData } = useTenantRead('customers.page', input, {
    keepPrevious: true,
  });
  return useMemo(
    () => ({
      options: (data?.rows ?? []).map(({ id, title, city }) => ({
        value: id,
        label: title,
        ...(city === '' ? {} : { detail: city }),
      })),
      foundFor: isPlaceholderData ? null : search,
      more: data?.nextAnchor !== null && data !== undefined,
      loading: isPending,
    }),
    [data, isPending, isPlaceholderData, search],
  );
}
