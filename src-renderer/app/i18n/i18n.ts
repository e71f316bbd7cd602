import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'en';
    readonly resources: { readonly en: typeof en };
  }
}

/** The words of the console. React escapes what it shows, so i18next doesn't escape a second time. */
export function createWords(): i18n {
  const words = createInstance();
  void words.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: ['en'],
    defaultNS: 'en',
    resources: { en: { en } },
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  });
  return words;
}
