import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tooltip } from './Tooltip.tsx';

const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** "2 days ago", "in 3 hours", "now"; both in milliseconds since the epoch. */
export function relativeTime(at: number, now: number, language: string): string {
  const seconds = (at - now) / 1000;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}

/** Date and time to the minute, with the zone's name. */
export function exactTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);
}

export interface RelativeTimeProps {
  /** ISO 8601; null is unknown and shows "—". */
  readonly at: string | null;
}

/** A time as people say it, exact with its zone on hover; kept true while it is shown. */
export function RelativeTime({ at }: RelativeTimeProps) {
  const { t, i18n } = useTranslation();
  const now = useNow(30_000);
  if (at === null) return <>{t('grid.unknown')}</>;
  const time = Date.parse(at);
  return (
    <Tooltip text={exactTime(time, i18n.language)}>
      <time dateTime={at}>{relativeTime(time, now, i18n.language)}</time>
    </Tooltip>
  );
}

/** The time now, renewed every `milliseconds`. */
export function useNow(milliseconds: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return now;
}
