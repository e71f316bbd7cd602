import { textKey } from '#shared/domain/text.ts';

/**
 * The `textKey` of what is searched for. NUL and lone surrogates, which PostgreSQL can't hold, become characters that no
 * stored text contains, so that such a search finds nothing instead of failing.
 */
export const searchKey = (text: string): string => textKey(text).toWellFormed().replaceAll('\0', '\uFFFD');

/** A LIKE pattern for "contains", compared with columns that hold a `textKey`. Wildcards in the text mean themselves. */
export const searchPattern = (text: string): string =>
  `%${searchKey(text).replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;
