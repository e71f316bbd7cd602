const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Making one takes longer than a hundred uses of it. */
const formats = new Map<string, Intl.RelativeTimeFormat>();

/** "2 days ago", "in 3 hours", "now"; both in milliseconds since the epoch. */
export function relativeTime(at: number, now: number, language: string): string {
  const seconds = (at - now) / 1000;
  const format =
    formats.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  formats.set(language, format);
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}

/** How long to wait, in the largest unit that says it well, never too short: "40 seconds", "15 minutes", "24 hours". */
export function waitWords(seconds: number, language: string): string {
  const [unit, size] = seconds < 90 ? ['second', 1] : seconds < 5400 ? ['minute', 60] : ['hour', 3600];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.ceil(seconds / size));
}
