import { useTranslation } from 'react-i18next';

const today = new Map<string, Intl.DateTimeFormat>();
const earlier = new Map<string, Intl.DateTimeFormat>();

function formatOf(
  formats: Map<string, Intl.DateTimeFormat>,
  language: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const format = formats.get(language) ?? new Intl.DateTimeFormat(language, options);
  formats.set(language, format);
  return format;
}

/** "09:14" of today, else "30 Nov"; both in milliseconds since the epoch. */
export function shortTime(at: number, now: number, language: string): string {
  return new Date(at).toDateString() === new Date(now).toDateString()
    ? formatOf(today, language, { timeStyle: 'short', hourCycle: 'h23' }).format(at)
    : formatOf(earlier, language, { day: 'numeric', month: 'short' }).format(at);
}

/** How old a copy is: "up to date", "as of 09:14", "as of 30 Nov". Given ISO 8601 and milliseconds since the epoch. */
export function useFreshness(): (asOf: string, now: number) => string {
  const { t, i18n } = useTranslation();
  return (asOf, now) => {
    const at = Date.parse(asOf);
    return now - at < 60_000
      ? t('switcher.upToDate')
      : t('switcher.asOf', { time: shortTime(at, now, i18n.language) });
  };
}
