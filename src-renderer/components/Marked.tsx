import { createContext, type ReactNode, use, useMemo } from 'react';
import { matchRanges, searchTerms } from '#shared/domain/search.ts';

/** What is searched for in the rows and options around a text. */
const Searched = createContext('');

export interface SearchedRowsProps {
  readonly search: string;
  readonly children: ReactNode;
}

/** Around rows that were found by a search: every `Marked` in them shows where. */
export function SearchedRows({ search, children }: SearchedRowsProps) {
  return <Searched value={search}>{children}</Searched>;
}

/** A text with the pieces marked that were searched for. It reads as the text alone. */
export function Marked({ children: text, search }: { readonly children: string; readonly search?: string }) {
  const around = use(Searched);
  const query = search ?? around;
  return useMemo(() => (query === '' ? text : pieces(text, query)), [text, query]);
}

function pieces(text: string, query: string): ReactNode {
  const ranges = matchRanges(text, searchTerms(query));
  if (ranges.length === 0) return text;
  const parts: ReactNode[] = [];
  let end = 0;
  for (const [from, to] of ranges) {
    parts.push(text.slice(end, from), <mark key={from}>{text.slice(from, to)}</mark>);
    end = to;
  }
  return [...parts, text.slice(end)];
}
