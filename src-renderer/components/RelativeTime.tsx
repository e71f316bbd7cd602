import { use, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { relativeTime } from '#shared/domain/relativeTime.ts';
import { ClockContext } from '../state/ClockContext.ts';
import { Tooltip } from './Tooltip.tsx';

const exactFormats = new Map<string, Intl.DateTimeFormat>();

function exactFormat(language: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
}

/** Date and time to the minute, with the zone's name. */
export function exactTime(at: number, language: string): string {
  const format = exactFormats.get(language) ?? exactFormat(language);
  exactFormats.set(language, format);
  return format.format(at);
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

/** The time now by the backend's clock, renewed every `milliseconds`. */
export function useNow(milliseconds: number): number {
  const skew = use(ClockContext);
  return useLocalNow(milliseconds) + skew;
}

/** The time now by this computer's clock, for what happened on this computer. */
export function useLocalNow(milliseconds: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return now;
}
