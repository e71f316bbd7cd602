import type { ReactNode } from 'react';

export interface TableRow {
  readonly id: string;
}

/** A column; its `field` is the name by which the page command sorts. Keep the array stable (useMemo). */
export interface TableColumn<R extends TableRow> {
  readonly field: string;
  readonly header: string;
  /** Pixels; without it the column shares what is left by `flex` (1). */
  readonly width?: number;
  /** Pixels that it can do with where there is no room for its width, or for its least one. */
  readonly least?: number;
  /** The width is what somebody dragged it to: what stands in the column changes nothing. */
  readonly given?: boolean;
  readonly flex?: number;
  readonly minWidth?: number;
  /** Leaves where there is not room for all columns, the lowest number first. Without it the column stays. */
  readonly yields?: number;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right';
  readonly sortable?: boolean;
  /** Without it the field's own value is shown, "—" when empty. */
  readonly render?: (row: R) => ReactNode;
  /** What `render` shows, in words, to be measured and copied; empty when unknown. Without it the field's own value. */
  readonly text?: (row: R) => string;
  /** As wide as it is, whatever the words: they are longer than what is shown. */
  readonly steady?: boolean;
  /** Pixels that stand beside the words: a picture, a dot. */
  readonly beside?: number;
}

/** A page as every page command returns it. */
export interface TablePage<R extends TableRow> {
  readonly rows: readonly R[];
  readonly nextAnchor: string | null;
  readonly total: number;
  readonly totalIsExact: boolean;
}

export interface MenuAction {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  /** A line stands above it. */
  readonly apart?: boolean;
  /** Why it can't be chosen now, in words. */
  readonly reason?: string | null;
  readonly onSelect: () => void;
}
