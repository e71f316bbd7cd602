import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { differenceWords, momentWords, waitWords } from '#shared/domain/relativeTime.ts';
import shell from './en/shell.json';

/** Titles of screens, for which the navigator doesn't wait; nothing else of their files (scripts/screenTitles.ts). */
const titles = import.meta.glob<object>(['./en/*.json', '!./en/shell.json'], {
  eager: true,
  import: 'screen',
  query: '?titles',
});

/**
 * The words of the console, to begin with those of the shell and of what all screens share. React escapes what it shows, so
 * i18next doesn't escape a second time.
 */
export function createWords(): i18n {
  const words = createInstance();
  void words.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: ['words'],
    defaultNS: 'words',
    resources: { en: { words: { ...shell, screen: Object.assign({}, ...Object.values(titles)) as object } } },
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  });
  // Named formats, `{{count, wait}}`.
  words.services.formatter?.add('wait', (seconds: number, language = 'en') => waitWords(seconds, language));
  words.services.formatter?.add('difference', (milliseconds: number, language = 'en') =>
    differenceWords(milliseconds, language),
  );
  words.services.formatter?.add('moment', (at: string, language = 'en') =>
    momentWords(Date.parse(at), language),
  );
  return words;
}
