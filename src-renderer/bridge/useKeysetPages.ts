import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiError } from '#shared/api/errors.ts';
import type { Api } from '#shared/api/index.ts';
import type { RouteAnswer } from '#shared/api/route.ts';
import { type ReadableRoute, readRoute, type RouteCall, routeKey } from './callRoute.ts';
import { errorOf } from './desktop.ts';
import { useDesktop } from './DesktopContext.tsx';
import { useTenantKey } from './TenantContext.tsx';

interface KeysetPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** One page at a time of a list that the backend pages by cursor, and the ways to its neighbours. */
export interface KeysetPages<T> {
  /** Undefined until the first answer. */
  readonly items: readonly T[] | undefined;
  /** From 0. */
  readonly page: number;
  readonly hasNext: boolean;
  readonly fetching: boolean;
  readonly error: ApiError | null;
  readonly next: () => void;
  readonly previous: () => void;
  readonly retry: () => void;
}

/** Reads that are paged by cursor. */
type PagedRoute = {
  [N in ReadableRoute]: RouteAnswer<Api[N]> extends KeysetPage<unknown> ? N : never;
}[ReadableRoute];
export type ItemOf<N extends PagedRoute> = RouteAnswer<Api[N]>['items'][number];

export interface KeysetOptions<T> {
  /** Names the state of which answers are true, where it changes. */
  readonly asOf?: string;
  /** Milliseconds until the page in view is read again, by what stands on it. */
  readonly again?: (items: readonly T[] | undefined) => number;
}

/**
 * Pages by cursor, read straight from the backend.
 * The place is forgotten with the component: give the component a `key` made of what it shows.
 */
export function useKeysetPages<N extends PagedRoute>(
  callOf: (cursor: string | undefined) => RouteCall<N>,
  { asOf = '', again }: KeysetOptions<ItemOf<N>> = {},
): KeysetPages<ItemOf<N>> {
  const desktop = useDesktop();
  const tenantKey = useTenantKey();
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const call = callOf(cursors.at(-1));
  const answer = useQuery<KeysetPage<ItemOf<N>>>({
    queryKey: [...routeKey(tenantKey, call), asOf],
    queryFn: () => readRoute(desktop, tenantKey, call),
    placeholderData: keepPreviousData,
    ...(again === undefined
      ? {}
      : { staleTime: 0, refetchInterval: ({ state }) => again(state.data?.items) }),
  });
  const nextCursor = answer.isPlaceholderData ? null : (answer.data?.nextCursor ?? null);
  return {
    items: answer.data?.items,
    page: cursors.length - 1,
    hasNext: nextCursor !== null,
    fetching: answer.isFetching,
    error: answer.error === null ? null : errorOf(answer.error),
    next: () => nextCursor !== null && setCursors([...cursors, nextCursor]),
    previous: () => cursors.length > 1 && setCursors(cursors.slice(0, -1)),
    retry: () => void answer.refetch(),
  };
}
