import { textKey } from '#shared/domain/text.ts';

/**
 * A LIKE pattern for "contains", compared with columns that hold a `textKey`. Wildcards in the text mean themselves;
 * NUL and lone surrogates, which PostgreSQL can't hold, become characters that no stored text contains, so that such a
 * search finds nothing instead of failing.
 */
export function searchPattern(text: string): string {
  const key = textKey(text).toWellFormed().replaceAll('\0', '\uFFFD');
  return `%${key.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
}
