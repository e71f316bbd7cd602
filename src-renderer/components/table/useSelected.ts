import { useEffect, useRef } from 'react';
import { selectionLimit } from '#shared/domain/bulkSelection.ts';
import { useRead } from '../../bridge/queries.ts';
import { type Selection, selectedCount } from '../../state/selection.ts';
import type { TablePage, TableRow } from './types.ts';
import type { PageCommand, PageQuestion, SelectedRows } from './useTable.ts';

/**
 * What is selected of rows that are not in view: asked of the engine, since they may be gone or not match any more. Those
 * that are gone leave the selection.
 */
export function useSelected<R extends TableRow>(
  question: PageQuestion<PageCommand>,
  at: {
    /** Otherwise nobody knows: all count as being there and shown. */
    readonly known: boolean;
    readonly selection: Selection;
    readonly page: TablePage<R> | undefined;
    readonly select: (selection: Selection) => void;
  },
): Pick<SelectedRows, 'count' | 'hidden'> {
  const { selection, page, select } = at;
  const inView = new Set(page?.rows.map(({ id }) => id));
  const elsewhere = [...selection.ids].filter((id) => !inView.has(id));
  const { filter = {} } = question as Partial<PageQuestion<'users.page'>>;
  const { data } = useRead(
    'users.selected',
    { tenantKey: question.tenantKey, filter, userIds: elsewhere.toSorted().slice(0, selectionLimit) },
    { enabled: at.known && elsewhere.length > 0 && page !== undefined, keepPrevious: true },
  );
  const known = at.known && elsewhere.length > 0 ? data : undefined;
  const gone = new Set(known?.gone);
  const without = {
    type: selection.type,
    ids: new Set([...selection.ids].filter((id) => !gone.has(id))),
  };
  const latest = useRef({ select, without });
  useEffect(() => {
    latest.current = { select, without };
  });
  const anyGone = without.ids.size < selection.ids.size;
  useEffect(() => {
    if (anyGone) latest.current.select(latest.current.without);
  }, [anyGone]);
  const hidden = Math.min(known?.hidden ?? 0, without.ids.size);
  // Exceptions that don't match any more are not among those that do.
  return selection.type === 'include'
    ? { count: without.ids.size, hidden }
    : { count: selectedCount(without, (page?.total ?? 0) + hidden), hidden: 0 };
}
