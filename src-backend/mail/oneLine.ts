/** Header values and what is kept of a server's words are one line (RFC 5322 2.2): whatever could begin another is taken out. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Longer answers are cut: some servers add a page of advice. */
const mostWords = 300;

/** What a mail server said about a mail, as people are shown it. */
export const serverWords = (said: string): string => Array.from(oneLine(said)).slice(0, mostWords).join('');
