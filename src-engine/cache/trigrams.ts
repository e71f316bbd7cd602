/** Trigrams beyond these make a long word no rarer, only dearer; hits are checked against the whole word anyway. */
const trigramLimit = 12;

/**
 * The search index knows which rows hold which three characters in a row: a word is looked up as all of its own. None
 * for a word of fewer, which the index can't find.
 */
export function trigramsOf(word: string): readonly string[] {
  const points = Array.from(word);
  const trigrams = [...new Set(points.slice(2).map((_, at) => points.slice(at, at + 3).join('')))];
  const step = Math.max(1, trigrams.length / trigramLimit);
  return trigrams.slice(0, trigramLimit).map((_, at) => trigrams[Math.floor(at * step)] ?? '');
}

/** A query of a search index for texts that have all trigrams of these words; null where they have none. */
export function trigramQuery(words: readonly string[]): string | null {
  const match = words.flatMap(trigramsOf);
  return match.length === 0
    ? null
    : match.map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ');
}
