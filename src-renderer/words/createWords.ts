import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { customerFields } from '#shared/domain/customerFields.ts';
import type { profileFields } from '#shared/domain/profileFields.ts';
import type { userFields } from '#shared/domain/userFields.ts';
import audit from './en/audit.json';
import bulk from './en/bulk.json';
import customers from './en/customers.json';
import field from './en/field.json';
import profiles from './en/profiles.json';
import shell from './en/shell.json';
import userAction from './en/userAction.json';
import users from './en/users.json';

/** The one label of each field, wherever it is named: a field without its words doesn't compile. */
type FieldWords = Readonly<
  Record<'user', Record<keyof typeof userFields, string>> &
    Record<'customer', Record<keyof typeof customerFields, string>> &
    Record<'profile', Record<keyof typeof profileFields, string>>
>;

/** What the shell and all screens say, and one part per feature. */
const en = {
  ...shell,
  audit,
  bulk,
  customers,
  field: field satisfies FieldWords,
  profiles,
  userAction,
  users,
};

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
