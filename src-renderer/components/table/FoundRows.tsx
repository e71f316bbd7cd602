import { useState } from 'react';
import type { TableRow } from './types.ts';
import type { Table } from './useTable.ts';

export interface FoundRowsProps<R extends TableRow> {
  readonly table: Table<R>;
  readonly found: (rows: number) => string;
}

/** Says how many rows there are, once others were asked for than at the beginning. */
export function FoundRows<R extends TableRow>({ table, found }: FoundRowsProps<R>) {
  const { question, page, stale } = table;
  const [first] = useState(question);
  const [changed, setChanged] = useState(false);
  if (!changed && question !== first) setChanged(true);
  return (
    <div className="visually-hidden" role="status">
      {changed && !stale && page !== undefined && found(page.total)}
    </div>
  );
}
