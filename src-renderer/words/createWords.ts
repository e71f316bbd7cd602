import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import audit from './en/audit.json';
import bulk from './en/bulk.json';
import customers from './en/customers.json';
import profiles from './en/profiles.json';
import shell from './en/shell.json';
import users from './en/users.json';

/** What the shell and all screens say, and one part per feature. */
const en = { ...shell, audit, bulk, customers, profiles, users };

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
