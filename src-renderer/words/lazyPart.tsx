import type { i18n } from 'i18next';
import { type ComponentType, lazy, use } from 'react';
import { I18nContext } from 'react-i18next';
import { loadWords } from './loadWords.ts';
import type { WordsFile } from './words.ts';

/** A component whose code and words are asked for side by side when it is first shown. Stands inside a `Suspense`. */
export function lazyPart<P extends object>(
  words: readonly WordsFile[],
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  const parts = new WeakMap<i18n, ComponentType<P>>();
  const partWith = (instance: i18n): ComponentType<P> => {
    const part = lazy(async () => {
      const [loaded] = await Promise.all([load(), loadWords(instance, words)]);
      return { default: loaded };
    }) as unknown as ComponentType<P>;
    parts.set(instance, part);
    return part;
  };
  return function OnDemand(props: P) {
    // Not useTranslation, which gives each component a proxy of its own.
    const instance = use(I18nContext)?.i18n;
    if (instance === undefined) throw new Error('I18nextProvider is missing above this component.');
    const Part = parts.get(instance) ?? partWith(instance);
    return <Part {...props} />;
  };
}
