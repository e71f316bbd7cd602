const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letter of each name, whatever the script; letters with marks stay whole. */
export function initialsOf(...names: readonly string[]): string {
  return names
    .map((name) => graphemes.segment(name.trim())[Symbol.iterator]().next().value?.segment ?? '')
    .join('')
    .toLocaleUpperCase();
}
