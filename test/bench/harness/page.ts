import { readFile, writeFile } from 'node:fs/promises';
import { BenchError } from './goal.ts';

/** The two runs that the page keeps side by side, whichever was written last. */
export type PageTable = 'full' | 'quick';

const markers: Readonly<Record<PageTable, { readonly begin: string; readonly end: string }>> = {
  full: {
    begin: '<!-- bench:full, written by "npm run bench -- --write" -->',
    end: '<!-- bench:full:end -->',
  },
  quick: {
    begin: '<!-- bench:quick, written by "npm run bench -- --quick --write" -->',
    end: '<!-- bench:quick:end -->',
  },
};

/** Puts text between the markers of its table in a Markdown page. Throws `BenchError` when the page has no markers. */
export function between(page: string, table: PageTable, text: string): string {
  const { begin, end } = markers[table];
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new BenchError('The page has no place for the table.');
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

export async function writeToPage(file: string, table: PageTable, text: string): Promise<void> {
  await writeFile(file, between(await readFile(file, 'utf8'), table, text));
}
