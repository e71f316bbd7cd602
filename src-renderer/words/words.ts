import type { customerFields } from '#shared/domain/customerFields.ts';
import type { profileFields } from '#shared/domain/profileFields.ts';
import type { userFields } from '#shared/domain/userFields.ts';
import type audit from './en/audit.json';
import type bulk from './en/bulk.json';
import type customers from './en/customers.json';
import type field from './en/field.json';
import type find from './en/find.json';
import type profiles from './en/profiles.json';
import type recycleBin from './en/recycleBin.json';
import type shell from './en/shell.json';
import type userAction from './en/userAction.json';
import type updates from './en/updates.json';
import type users from './en/users.json';

/** The one label of each field, wherever it is named: a field without its words doesn't compile. */
type Fields = Readonly<
  Record<'user', Record<keyof typeof userFields, string>> &
    Record<'customer', Record<keyof typeof customerFields, string>> &
    Record<'profile', Record<keyof typeof profileFields, string>>
>;
type Complete<W extends Fields> = W;

/** Words that come with the code of a feature: each key begins with the name of its file. */
interface FeatureWords {
  readonly audit: typeof audit;
  readonly bulk: typeof bulk;
  readonly customers: typeof customers;
  readonly field: Complete<typeof field>;
  readonly find: typeof find;
  readonly profiles: typeof profiles;
  readonly recycleBin: typeof recycleBin;
  readonly userAction: typeof userAction;
  readonly updates: typeof updates;
  readonly users: typeof users;
}

/** A file of words, `<language>/<name>.json`. */
export type WordsFile = keyof FeatureWords;

type ScreenIn<W> = W extends { readonly screen: infer Titles } ? keyof Titles : never;
/** Screens are named by the words of their titles, `screen` in the file of their feature. */
export type ScreenName = ScreenIn<FeatureWords[WordsFile]>;
/** Sections of the Process Navigator, by their words too. */
export type NavigatorSection = Exclude<keyof (typeof shell)['navigator'], 'name'>;

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'words';
    readonly resources: {
      readonly words: typeof shell & FeatureWords & { readonly screen: Readonly<Record<ScreenName, string>> };
    };
  }
}
