import type { TableColumn, TableRow } from './types.ts';

/** What a cell says, in words; empty when it is not known. */
export function textOf<R extends TableRow>({ field, text }: TableColumn<R>, row: R): string {
  if (text !== undefined) return text(row);
  const value: unknown = (row as Readonly<Record<string, unknown>>)[field];
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return value.toLocaleString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What a program that calculates takes for a formula, from whoever wrote it. */
const formula = /^[=+\-@\t\r]/u;

/** A row as a line of a spreadsheet, in the order of these columns: words, nothing that is calculated. */
export function rowText<R extends TableRow>(columns: readonly TableColumn<R>[], row: R): string {
  return columns
    .map((column) => textOf(column, row).replaceAll(/[\t\r\n]+/gu, ' '))
    .map((text) => (formula.test(text) ? `'${text}` : text))
    .join('\t');
}
