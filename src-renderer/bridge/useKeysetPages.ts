import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiError, Result } from '#shared/api/errors.ts';
import { CallFailure, errorOf } from './desktop.ts';

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

/**
 * Pages by cursor, read straight from the backend. The place is forgotten with the component: give the component a
 * `key` made of what `queryKey` names.
 */
export function useKeysetPages<T>(
  queryKey: readonly unknown[],
  read: (cursor: string | undefined) => Promise<Result<KeysetPage<T>>>,
): KeysetPages<T> {
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const cursor = cursors.at(-1);
  const answer = useQuery({
    queryKey: [...queryKey, cursor ?? null],
    queryFn: async () => {
      const result = await read(cursor);
      if (!result.ok) throw new CallFailure(result.error);
      return result.value;
    },
    placeholderData: keepPreviousData,
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
