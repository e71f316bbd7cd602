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

/**
 * "2 days ago", "in 3 hours", "now"; both in milliseconds since the epoch. Always by how long it is: 47 hours are "1 day ago",
 * which may be the day before yesterday.
 */
export function relativeTime(at: number, now: number, language: string): string {
  const seconds = (at - now) / 1000;
  const [unit, size] = units.find((one) => Math.abs(seconds) >= one[1]) ?? (['second', 1] as const);
  const numeric = unit === 'second' ? 'auto' : 'always';
  const key = `${language} ${numeric}`;
  const format = formats.get(key) ?? new Intl.RelativeTimeFormat(language, { numeric, style: 'short' });
  formats.set(key, format);
  return format.format(unit === 'second' ? 0 : Math.trunc(seconds / size), unit);
}

/** How long to wait, in the largest unit that says it well, never too short: "40 seconds", "15 minutes", "24 hours". */
export function waitWords(seconds: number, language: string): string {
  const [unit, size] = seconds < 90 ? ['second', 1] : seconds < 5400 ? ['minute', 60] : ['hour', 3600];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.ceil(seconds / size));
}

/** How far two times are apart, in the largest unit that says it well: "7 minutes", "3 hours", "2 days". */
export function differenceWords(milliseconds: number, language: string): string {
  const minutes = milliseconds / 60_000;
  const [unit, size] = minutes < 90 ? ['minute', 1] : minutes < 2880 ? ['hour', 60] : ['day', 1440];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.round(minutes / size));
}

/** Date and time as people write them, in the zone of this computer. */
export function momentWords(at: number, language: string): string {
  if (!Number.isFinite(at)) return '?';
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(at);
}
