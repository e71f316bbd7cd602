import { readFile, writeFile } from 'node:fs/promises';
import { BenchError } from './goal.ts';

const begin = '<!-- bench:begin, written by "npm run bench -- --write" -->';
const end = '<!-- bench:end -->';

/** Puts text between the markers of a Markdown page. Throws `BenchError` when the page has no markers. */
export function between(page: string, text: string): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new BenchError('The page has no place for the table.');
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

export async function writeToPage(file: string, text: string): Promise<void> {
  await writeFile(file, between(await readFile(file, 'utf8'), text));
}
