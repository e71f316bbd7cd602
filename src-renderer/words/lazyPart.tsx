import type { i18n } from 'i18next';
import { type ComponentType, lazy, type ReactNode, Suspense, use } from 'react';
import { I18nContext } from 'react-i18next';
import { loadWords } from './loadWords.ts';
import type { WordsFile } from './words.ts';

/** A component whose code and words are asked for side by side when it is first shown. */
export interface LazyPart<P extends object> {
  /** `waiting` stands in its place until they are there. */
  (props: P & { readonly waiting?: ReactNode }): ReactNode;
  /** Asks for them before that. What has arrived when it is first shown is shown at once. */
  readonly prepare: (words: i18n) => Promise<unknown>;
}

interface Code<P extends object> {
  readonly default: ComponentType<P>;
}

export function lazyPart<P extends object>(
  words: readonly WordsFile[],
  load: () => Promise<ComponentType<P>>,
): LazyPart<P> {
  const prepared = new WeakMap<i18n, Code<P>>();
  const parts = new WeakMap<i18n, ComponentType<P>>();

  async function prepare(instance: i18n): Promise<Code<P>> {
    const [loaded] = await Promise.all([load(), loadWords(instance, words)]);
    const code = { default: loaded };
    prepared.set(instance, code);
    return code;
  }

  function partWith(instance: i18n): ComponentType<P> {
    const part = lazy(async () => await prepare(instance)) as unknown as ComponentType<P>;
    // Known before React sees it: of a promise it would show the fallback first, and keep that for 300 ms.
    const shown = prepared.get(instance)?.default ?? part;
    parts.set(instance, shown);
    return shown;
  }

  function OnDemand({ waiting = null, ...props }: P & { readonly waiting?: ReactNode }) {
    // Not useTranslation, which gives each component a proxy of its own.
    const instance = use(I18nContext)?.i18n;
    if (instance === undefined) throw new Error('I18nextProvider is missing above this component.');
    const Part = parts.get(instance) ?? partWith(instance);
    return (
      <Suspense fallback={waiting}>
        <Part {...(props as unknown as P)} />
      </Suspense>
    );
  }
  return Object.assign(OnDemand, { prepare });
}
