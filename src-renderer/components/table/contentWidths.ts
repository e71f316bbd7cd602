import { textOf } from './cellText.ts';
import type { TableColumn, TableRow } from './types.ts';
import { narrowest } from './widths.ts';

/** Rows that are looked at: a window shows hardly more. */
const looked = 40;
/** Pixels around the words of a cell, and of a head with its arrow. */
const aroundCell = 24;
const aroundHead = 40;
const widest = 420;
/** Widths come in steps, so that a word more or less moves nothing. */
const step = 8;

/**
 * The columns as wide as what stands in them. Those that have a width get another one; the others share what is left in
 * proportion to their words. Columns in which nothing stands leave first where there is no room for all.
 */
export function contentWidths<R extends TableRow>(
  columns: readonly TableColumn<R>[],
  rows: readonly R[],
): readonly TableColumn<R>[] {
  const sample = rows.slice(0, looked);
  if (sample.length === 0) return columns;
  return columns.map((column) => {
    if (column.given === true) return column;
    const texts = sample.map((row) => textOf(column, row)).filter((text) => text !== '');
    const wanted = Math.max(
      wordsWidth(column.header) + aroundHead,
      widthAmong(texts, column.width === undefined ? usual : 1) + (column.beside ?? 0) + aroundCell,
    );
    const pixels = Math.min(widest, Math.ceil(wanted / step) * step);
    const empty = texts.length === 0 && column.yields !== undefined;
    const sized =
      column.steady === true
        ? {}
        : column.width === undefined
          ? {
              flex: Math.max(pixels, column.minWidth ?? 0),
              ...(column.yields === undefined ? legible(column, pixels) : {}),
            }
          : { width: pixels, least: Math.min(pixels, column.width) };
    return {
      ...column,
      ...sized,
      ...(empty ? { yields: (column.yields ?? 0) - columns.length } : {}),
    };
  });
}

/** What others leave for at most, so that what never leaves is read. */
const legibleWidth = 208;

/** A column that never leaves has room for most of what stands in it, as long as others can leave. */
const legible = <R extends TableRow>({ minWidth = narrowest }: TableColumn<R>, pixels: number) => ({
  minWidth: Math.max(minWidth, Math.min(pixels, legibleWidth)),
  least: minWidth,
});

/** How many of the rows a column is wide enough for that shares what is left: one long name doesn't widen it for all. */
const usual = 0.9;

/** The width that this share of the texts doesn't exceed. */
function widthAmong(texts: readonly string[], share: number): number {
  const widths = texts.map(wordsWidth).toSorted((a, b) => a - b);
  return widths[Math.floor((widths.length - 1) * share)] ?? 0;
}

/** About how wide a text is at 13 pixels, which costs nothing to say: the layout is not asked. */
export function wordsWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1100 && isWide(code)) return 13;
  if ("ijl|.,:;'! ".includes(character)) return 3.8;
  if ('frt-()'.includes(character)) return 5;
  if ('mwMW@'.includes(character)) return 11;
  return code >= 0x41 && code <= 0x5a ? 8.7 : 7.3;
}

/** Characters of a whole square: Han, Kana, Hangul, full-width forms, pictures. */
const isWide = (code: number): boolean =>
  code <= 0x115f ||
  (code >= 0x2e80 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  code >= 0xfe30;
