import { Ellipsis } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../Button.tsx';
import { Marked } from '../Marked.tsx';
import { MenuOnDemand } from '../MenuOnDemand.tsx';
import { textOf } from './cellText.ts';
import type { MenuAction, TableColumn, TableRow } from './types.ts';

/** What a cell shows: the column's own rendering, else the value, else "—". Both kinds of table use it. */
export function CellContent<R extends TableRow>({
  column,
  row,
}: {
  readonly column: TableColumn<R>;
  readonly row: R;
}): ReactNode {
  const { t } = useTranslation();
  if (column.render !== undefined) return column.render(row);
  const text = textOf(column, row);
  if (text === '') return t('grid.unknown');
  return (
    <bdi className="cut">
      <Marked>{text}</Marked>
    </bdi>
  );
}

export interface RowCheckboxProps {
  readonly label: string;
  readonly checked: boolean;
  readonly partly?: boolean;
  /** `extending`: with Shift, from the row before to this one. */
  readonly onChange: (checked: boolean, extending: boolean) => void;
  readonly tabIndex?: number;
}

export function RowCheckbox({ label, checked, partly = false, onChange, tabIndex }: RowCheckboxProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current !== null) ref.current.indeterminate = partly;
  }, [partly]);
  return (
    <input
      ref={ref}
      type="checkbox"
      aria-label={label}
      checked={checked}
      tabIndex={tabIndex}
      onClick={(event) => event.stopPropagation()}
      onChange={({ currentTarget, nativeEvent }) =>
        onChange(currentTarget.checked, (nativeEvent as Partial<MouseEvent>).shiftKey === true)
      }
    />
  );
}

export interface RowMenuButtonProps {
  /** What the row is called. */
  readonly row: string;
  readonly onOpen: (button: HTMLElement) => void;
  readonly tabIndex?: number;
}

/** The `•••` of a row; its menu is the table's, since the row may be replaced while it is open. */
export function RowMenuButton({ row, onOpen, tabIndex }: RowMenuButtonProps) {
  const { t } = useTranslation();
  return (
    <IconButton
      small
      label={t('grid.moreOptions', { name: row })}
      icon={<Ellipsis aria-hidden />}
      tabIndex={tabIndex}
      aria-haspopup="menu"
      onClick={(event) => {
        event.stopPropagation();
        onOpen(event.currentTarget);
      }}
    />
  );
}

export interface RowMenuProps {
  /** What the row is called. */
  readonly row: string;
  readonly actions: () => readonly MenuAction[];
}

/** A `•••` with its menu, for lists whose rows stay. */
export function RowMenu({ row, actions }: RowMenuProps) {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  return (
    <>
      <RowMenuButton row={row} onOpen={(button) => setAnchor(button.getBoundingClientRect())} />
      <MenuOnDemand
        anchor={anchor}
        actions={anchor === null ? [] : actions()}
        onClose={() => setAnchor(null)}
      />
    </>
  );
}
