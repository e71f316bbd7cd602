import {
  QueryClient,
  queryOptions,
  useQuery,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { InputOf, OutputOf, ReadName } from '#shared/desktop/index.ts';
import { type CallInput, type Desktop, orThrow } from './desktop.ts';
import { useDesktop } from './DesktopContext.tsx';
import { useTenantKey } from './TenantContext.tsx';

/**
 * One cache of answers for the window. The engine says when something changed, so nothing grows stale by time; failures
 * are shown with their own next step rather than repeated behind the user's back.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** The key of a read: command, whose it is (a tenant's key, an account, or null), input (or null). */
export function readKey(name: ReadName, input: unknown): readonly [ReadName, string | null, unknown] {
  const { tenantKey, accountId } = (input ?? {}) as {
    readonly tenantKey?: string;
    readonly accountId?: string;
  };
  return [name, tenantKey ?? accountId ?? null, input ?? null];
}

/** Whether a question is the account's own, or about one of its tenants. */
export function isOfAccount([, whose]: readonly unknown[], accountId: string): boolean {
  return whose === accountId || (typeof whose === 'string' && whose.startsWith(`${accountId}/`));
}

/** A read as TanStack Query wants it, for prefetching outside of components. */
export function readOptions<N extends ReadName>(desktop: Desktop, name: N, input: InputOf<N>) {
  return queryOptions({
    queryKey: readKey(name, input),
    queryFn: async (): Promise<OutputOf<N>> =>
      orThrow(await desktop.call(name, ...([input] as unknown as CallInput<N>))),
  });
}

export interface ReadOptions {
  readonly enabled?: boolean;
  /** Shows the previous answer while the next one is on its way (another page, another sort). */
  readonly keepPrevious?: boolean;
  /** Asks when it is first shown, whatever is known: `isFetching` until then. */
  readonly anew?: boolean;
}

/** Reads by a desktop command; the answer refreshes itself when the engine reports a change. */
export function useRead<N extends ReadName>(
  name: N,
  input: InputOf<N>,
  { enabled = true, keepPrevious = false, anew = false }: ReadOptions = {},
): UseQueryResult<OutputOf<N>> {
  const desktop = useDesktop();
  const { queryKey, queryFn } = readOptions(desktop, name, input);
  // Never across tenants: rows of one must not stand under the name of another, not even for a moment.
  const previous = (data: OutputOf<N> | undefined, query?: { readonly queryKey: readonly unknown[] }) =>
    query?.queryKey[1] === queryKey[1] ? data : undefined;
  const options = {
    queryKey,
    queryFn,
    enabled,
    ...(keepPrevious ? { placeholderData: previous } : {}),
    ...(anew ? { refetchOnMount: 'always' } : {}),
  };
  // TanStack's types want to know that an answer is no function, which they can't see of a name still open.
  return useQuery(options as unknown as UseQueryOptions<OutputOf<N>>);
}

type TenantReadName = {
  [N in ReadName]: InputOf<N> extends { readonly tenantKey: string } ? N : never;
}[ReadName];

/** The same of the tenant around the component. */
export function useTenantRead<N extends TenantReadName>(
  name: N,
  input: Omit<InputOf<N>, 'tenantKey'>,
  options?: ReadOptions,
): UseQueryResult<OutputOf<N>> {
  return useRead(name, { ...input, tenantKey: useTenantKey() } as InputOf<N>, options);
}
