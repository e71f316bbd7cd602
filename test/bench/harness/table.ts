import { isReached, type Limit, type Measured } from './measured.ts';

const number = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);

function goalOf({ atMost, atLeast }: Limit, unit: Measured['unit']): string {
  const after = unit === '×' ? '' : ` ${unit}`;
  return atMost === undefined ? `≥ ${atLeast ?? '–'}${after}` : `≤ ${atMost}${after}`;
}

function cellsOf(row: Measured): readonly string[] {
  const { id, what, limit, unit, estimate, on, note } = row;
  const { median, low, high, n } = estimate;
  const whole = unit !== '×';
  const value = whole ? `${unit === 'MB' ? number(median) : Math.round(median)} ${unit}` : number(median);
  const interval = low === high ? '' : ` (${number(low)} to ${number(high)})`;
  return [
    id,
    note === undefined ? what : `${what}; ${note}`,
    goalOf(limit, unit),
    value + interval,
    isReached(row) ? 'reached' : 'NOT REACHED',
    String(n),
    on,
  ];
}

const head = ['id', 'what', 'goal', 'measured', '', 'n', 'on'];

/** The table as Markdown, which is readable in a terminal too: columns are padded. */
export function tableOf(rows: readonly Measured[]): string {
  const lines = [head, ...rows.map(cellsOf)];
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => (line[column] ?? '').length)));
  const written = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [written[0], rule, ...written.slice(1)].join('\n');
}
