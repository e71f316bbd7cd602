import { useEffect } from 'react';
import type { Customer } from '#shared/api/customers.ts';
import type { ApiError } from '#shared/api/errors.ts';
import type { UserRow } from '#shared/desktop/grids.ts';
import type { InputOf } from '#shared/desktop/index.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useRead } from '../../bridge/queries.ts';
import { useConsole, useTenantSlice } from '../../state/ConsoleContext.tsx';
import type { GridView } from '../../state/consoleStore.ts';
import { noSelection, type Selection, selectedCount } from '../../state/selection.ts';
import { pageSize } from './pageInput.ts';
import type { TablePage, TableRow } from './types.ts';

/** Commands that answer a page of rows by anchor. */
export type PageCommand = 'users.page' | 'customers.page';
/** What a page is asked for beyond where it lies: tenant, filter, search. */
export type PageQuestion<C extends PageCommand> = Omit<InputOf<C>, 'sort' | 'direction' | 'limit' | 'anchor'>;

export interface TableOptions<C extends PageCommand> {
  readonly command: C;
  readonly question: PageQuestion<C>;
  /** The grid's name within the tenant; where the user is in it is kept under this name. */
  readonly grid: string;
  readonly sort: NonNullable<InputOf<C>['sort']>;
}

/** A grid's state and verbs, for `DataTable` and for the screen around it. */
export interface Table<R extends TableRow> {
  readonly grid: string;
  /** Undefined until the first answer. */
  readonly page: TablePage<R> | undefined;
  readonly view: GridView;
  /** True while rows of another page or sort are still shown. */
  readonly stale: boolean;
  readonly fetching: boolean;
  readonly error: ApiError | null;
  readonly selected: number;
  readonly retry: () => void;
  readonly goToPage: (page: number) => void;
  readonly sortBy: (field: string, direction: 'asc' | 'desc') => void;
  readonly select: (selection: Selection) => void;
}

type RowOf<C extends PageCommand> = C extends 'users.page' ? UserRow : Customer;

/** Pages of rows by anchor, with sort and selection kept in the window's state. */
export function useTable<C extends PageCommand>(options: TableOptions<C>): Table<RowOf<C>> {
  const { command, question, grid, sort } = options;
  const tenantKey = question.tenantKey;
  const asked = JSON.stringify(question);
  const kept = useTenantSlice((slice) => slice.grids[grid], tenantKey);
  const changeGrid = useConsole((state) => state.changeGrid);
  const fresh: GridView = {
    question: asked,
    sort: kept?.sort ?? sort,
    direction: kept?.direction ?? 'asc',
    page: 0,
    anchors: [null],
    selection: noSelection,
  };
  const view = kept?.question === asked ? kept : fresh;
  const change = (part: Partial<GridView>) => changeGrid(tenantKey, grid, { ...view, ...part });

  const input = {
    ...question,
    sort: view.sort,
    direction: view.direction,
    limit: pageSize,
    anchor: view.anchors[view.page] ?? null,
  } as InputOf<C>;
  const read = useRead(command, input as InputOf<PageCommand>, { keepPrevious: true });
  const page = read.data as unknown as TablePage<RowOf<C>> | undefined;

  // A page may have emptied since (its rows were deleted): step back rather than show nothing.
  const emptied = page !== undefined && !read.isPlaceholderData && page.rows.length === 0 && view.page > 0;
  useEffect(() => {
    if (emptied) changeGrid(tenantKey, grid, { ...view, page: view.page - 1 });
  }, [emptied, changeGrid, tenantKey, grid, view]);

  return {
    grid,
    page,
    view,
    stale: read.isPlaceholderData,
    fetching: read.isFetching,
    error: read.error === null ? null : errorOf(read.error),
    selected: selectedCount(view.selection, page?.total ?? 0),
    retry: () => void read.refetch(),
    goToPage: (next) => {
      const anchors = [...view.anchors];
      if (page !== undefined && !read.isPlaceholderData) anchors[view.page + 1] = page.nextAnchor;
      if (next === 0 || typeof anchors[next] === 'string') change({ page: next, anchors });
    },
    sortBy: (field, nextDirection) =>
      change({ sort: field, direction: nextDirection, page: 0, anchors: [null] }),
    select: (selection) => change({ selection }),
  };
}
