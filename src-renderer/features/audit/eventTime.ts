const formats = new Map<string, Intl.DateTimeFormat>();

/** Date and time of an entry in the user's zone, which the head of the column names. */
export function eventTime(at: string, language: string): string {
  const format =
    formats.get(language) ??
    new Intl.DateTimeFormat(language, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(language, format);
  return format.format(Date.parse(at));
}

/** The user's zone as times name it now, such as `GMT+1`. */
export function zoneName(language: string): string {
  const named = new Intl.DateTimeFormat(language, { timeZoneName: 'short' }).formatToParts(Date.now());
  return named.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
