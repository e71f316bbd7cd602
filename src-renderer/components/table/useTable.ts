import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Customer } from '#shared/api/customers.ts';
import type { ApiError } from '#shared/api/errors.ts';
import type { DeletedUserRow, UserRow } from '#shared/desktop/grids.ts';
import type { InputOf } from '#shared/desktop/index.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { readOptions, useRead } from '../../bridge/queries.ts';
import { useConsole, useTenantSlice } from '../../state/ConsoleContext.tsx';
import type { GridView } from '../../state/consoleStore.ts';
import { isSelected, noSelection, type Selection, withRows } from '../../state/selection.ts';
import { type PageOrder, pageOrder } from './pageInput.ts';
import type { TablePage, TableRow } from './types.ts';
import { rowRange } from './rowRange.ts';
import { type Layout, useLayout } from './useLayout.ts';
import { useSelected } from './useSelected.ts';

interface RowsOf {
  readonly 'users.page': UserRow;
  readonly 'customers.page': Customer;
  readonly 'deletedUsers.page': DeletedUserRow;
}
/** Commands that answer a page of rows by anchor. */
export type PageCommand = keyof RowsOf;
/** What a page is asked for beyond where it lies: tenant, filter, search. */
export type PageQuestion<C extends PageCommand> = Omit<InputOf<C>, 'sort' | 'direction' | 'limit' | 'anchor'>;

export interface TableOptions<C extends PageCommand> {
  readonly command: C;
  readonly question: PageQuestion<C>;
  /** The grid's name within the tenant; where the user is in it is kept under this name. */
  readonly grid: string;
  /** The name under which the account's layout of it is kept, in whichever tenant. */
  readonly layout: string;
  readonly sort: NonNullable<InputOf<C>['sort']>;
  /** Upwards where nothing is said. */
  readonly direction?: 'asc' | 'desc';
}

/** What is selected, as far as it matters to people. */
export interface SelectedRows {
  readonly count: number;
  /** How many of them the filter leaves out. */
  readonly hidden: number;
  /** All that match another filter are selected: they are set aside until that filter is back. */
  readonly aside: boolean;
}

/** A grid's state and verbs, for `DataTable` and for the screen around it. */
export interface Table<R extends TableRow> {
  readonly grid: string;
  /** What is asked of it now, as JSON, whatever the order. */
  readonly question: string;
  /** Undefined until the first answer. */
  readonly page: TablePage<R> | undefined;
  readonly view: Pick<GridView, 'page' | 'selection' | 'only'> & PageOrder;
  readonly layout: Layout;
  /** True while rows of another page or sort are still shown. */
  readonly stale: boolean;
  readonly fetching: boolean;
  readonly error: ApiError | null;
  readonly selected: SelectedRows;
  readonly retry: () => void;
  readonly goToPage: (page: number) => void;
  readonly sortBy: (field: string, direction: 'asc' | 'desc') => void;
  readonly select: (selection: Selection) => void;
  /** Selects a row or takes it out; a range begins there. */
  readonly toggle: (id: string) => void;
  /** Selects from where the range began (at `from`, if it has not) to this row of the page in view. */
  readonly extendTo: (id: string, from?: string) => void;
  /** Marks a row and goes to its page. False: neither this page nor one of the first has it. */
  readonly reveal: (id: string) => Promise<boolean>;
  /** The row that was brought into view last. */
  readonly revealed: string | null;
  /** How far down the rows were scrolled, in pixels, when the grid was left; 0 of other rows. */
  readonly scrolled: number;
  readonly keepScroll: (top: number) => void;
  /** Shows only what is selected now, whatever the filter says, or again all that match. */
  readonly showOnlySelected: (only: boolean) => void;
}

/** Pages in which a row is looked for: more would cost more than they are worth. */
const nearbyPages = 10;

/** Where a range began, and what was selected apart from it. */
interface RangeStart {
  readonly asked: string;
  readonly page: number;
  readonly id: string;
  readonly base: Selection;
}

/** Pages of rows by anchor, with order, selection and layout kept in the window's state. */
export function useTable<C extends PageCommand>(options: TableOptions<C>): Table<RowsOf[C]> {
  const { command, question, grid } = options;
  const { tenantKey } = question;
  const desktop = useDesktop();
  const queries = useQueryClient();
  const layout = useLayout(tenantKey, options.layout);
  const order = pageOrder(layout.value, options);
  const plain = JSON.stringify(question);
  const kept = useTenantSlice((slice) => slice.grids[grid], tenantKey);
  const changeGrid = useConsole((state) => state.changeGrid);
  const only = kept?.only?.of === plain ? kept.only : null;
  const toAsk = only === null ? question : { tenantKey, filter: {}, only: only.ids };
  const asked = JSON.stringify([toAsk, order]);
  const aside = kept?.selection.type === 'exclude' && kept.selectionOf !== plain;
  const view = {
    ...(kept?.asked === asked ? kept : { page: 0, anchors: [null], scrolled: 0 }),
    selection: kept === undefined || aside ? noSelection : kept.selection,
    only,
  };
  const change = (part: Partial<GridView>) =>
    changeGrid(tenantKey, grid, {
      asked,
      page: view.page,
      anchors: view.anchors,
      selection: kept?.selection ?? noSelection,
      selectionOf: kept?.selectionOf ?? plain,
      only,
      scrolled: 0,
      ...part,
    });

  const inputOf = (anchor: string | null) => ({ ...toAsk, ...order, anchor }) as InputOf<PageCommand>;
  const read = useRead(command, inputOf(view.anchors[view.page] ?? null), { keepPrevious: true });
  const page = read.data as unknown as TablePage<RowsOf[C]> | undefined;

  const select = (selection: Selection) => {
    const nothing = selection.type === 'include' && selection.ids.size === 0;
    change({ selection, selectionOf: plain, ...(nothing ? { only: null } : {}) });
  };
  const selected = useSelected(question, {
    known: command === 'users.page',
    selection: view.selection,
    page,
    select,
  });
  const start = useRef<RangeStart | null>(null);
  const [revealed, setRevealed] = useState<string | null>(null);

  const pageAt = async (anchor: string | null, staleTime: number) => {
    const wanted = readOptions(desktop, command, inputOf(anchor));
    return (await queries.fetchQuery({ ...wanted, staleTime })) as TablePage<TableRow>;
  };
  const idsOf = async (place: number): Promise<readonly string[]> => {
    const { rows } = await pageAt(view.anchors[place] ?? null, Number.POSITIVE_INFINITY);
    return rows.map(({ id }) => id);
  };

  // A page may have emptied since (its rows were deleted): step back rather than show nothing.
  const emptied = page !== undefined && !read.isPlaceholderData && page.rows.length === 0 && view.page > 0;
  useEffect(() => {
    if (emptied && kept !== undefined) changeGrid(tenantKey, grid, { ...kept, page: kept.page - 1 });
  }, [emptied, changeGrid, tenantKey, grid, kept]);

  return {
    grid,
    question: JSON.stringify(toAsk),
    page,
    view: { ...order, page: view.page, selection: view.selection, only },
    layout,
    stale: read.isPlaceholderData,
    fetching: read.isFetching,
    error: read.error === null ? null : errorOf(read.error),
    selected: { ...selected, aside },
    retry: () => void read.refetch(),
    goToPage: (next) => {
      const anchors = [...view.anchors];
      if (page !== undefined && !read.isPlaceholderData) anchors[view.page + 1] = page.nextAnchor;
      if (next === 0 || typeof anchors[next] === 'string') change({ page: next, anchors });
    },
    sortBy: (field, direction) => layout.change({ sort: field, direction }),
    select(selection) {
      start.current = null;
      select(selection);
    },
    toggle(id) {
      start.current = { asked, page: view.page, id, base: view.selection };
      select(withRows(view.selection, [id], !isSelected(view.selection, id)));
    },
    extendTo(id, from = id) {
      const begun = start.current?.asked === asked ? start.current : null;
      start.current = begun ?? { asked, page: view.page, id: from, base: view.selection };
      const { page: first, id: firstId, base } = start.current;
      void rowRange({ page: first, id: firstId }, { page: view.page, id }, idsOf).then((ids) =>
        select(withRows(base, ids, true)),
      );
    },
    revealed,
    async reveal(id) {
      const shows = ({ rows }: TablePage<TableRow>) => rows.some((row) => row.id === id);
      // Not what is known: the row is new.
      const fresh = (anchor: string | null) => pageAt(anchor, 0);
      setRevealed(id);
      if (shows(await fresh(view.anchors[view.page] ?? null))) return true;
      const anchors: (string | null)[] = [null];
      for (let place = 0; place < nearbyPages; place += 1) {
        const next = await fresh(anchors[place] ?? null);
        if (shows(next)) {
          change({ page: place, anchors });
          return true;
        }
        if (next.nextAnchor === null) return false;
        anchors.push(next.nextAnchor);
      }
      return false;
    },
    scrolled: view.scrolled,
    keepScroll: (top) => change({ scrolled: top }),
    showOnlySelected: (wanted) =>
      change({
        only:
          wanted && view.selection.type === 'include' ? { of: plain, ids: [...view.selection.ids] } : null,
      }),
  };
}
