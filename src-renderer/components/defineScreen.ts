import type { ComponentType } from 'react';
import type { InputOf, ReadName } from '#shared/desktop/index.ts';
import type { Permission } from '#shared/domain/permissions.ts';
import type { KeptViews, Screen } from '../state/consoleStore.ts';
import { lazyPart, type LazyPart } from '../words/lazyPart.tsx';
import type { NavigatorSection, ScreenName, WordsFile } from '../words/words.ts';
import type { PageCommand, TableOptions } from './table/useTable.ts';

/** A screen with the parameters that it declares, each an id or null. */
export type ScreenAt<P extends string> = Screen & { readonly [N in P]: string | null };

/** What every screen is given. */
export interface ScreenProps<P extends string = never> {
  readonly screen: ScreenAt<P>;
}

/** The table with which a screen begins: filtered and sorted as it was kept, at its first page, nothing selected. */
export type FirstTable = { [C in PageCommand]: TableOptions<C> }[PageCommand];
/** A read by name and input. */
export type ReadRequest = { [N in ReadName]: { readonly name: N; readonly input: InputOf<N> } }[ReadName];

export interface ScreenOptions<P extends string> {
  /** Also the word key of its title: `screen.<name>`. */
  readonly name: ScreenName;
  readonly section: NavigatorSection;
  readonly icon: ComponentType<{ readonly 'aria-hidden': true }>;
  /** What an account needs to open it. */
  readonly permission: Permission;
  readonly words: readonly WordsFile[];
  /** Its code, a chunk of its own. */
  readonly load: () => Promise<ComponentType<ScreenProps<P>>>;
  readonly parameters?: readonly P[];
  /** Asked for while the code is on its way; the first picture of a start shows it. */
  readonly table?: (tenantKey: string, screen: ScreenAt<P>, filters: KeptViews['filters']) => FirstTable;
  /** What else it shows at once. */
  readonly reads?: (tenantKey: string, screen: ScreenAt<P>) => readonly ReadRequest[];
  /** The entry of the navigator to which it belongs; without it its own. */
  readonly under?: (screen: ScreenAt<P>) => ScreenName;
}

/** A screen as the shell knows it, whatever its parameters. */
export interface AnyScreen extends Omit<ScreenOptions<string>, 'load' | 'parameters'> {
  /** The screen at these parameters; those not given or of another type are null, others are dropped. */
  at(values?: Readonly<Record<string, unknown>>): Screen;
  readonly Component: LazyPart<ScreenProps<string>>;
}

export interface ScreenDefinition<P extends string> extends AnyScreen {
  at(values?: { readonly [N in P]?: string | null }): ScreenAt<P>;
}

/** A feature's screen as one value; `app/screens.ts` lists them. Loads nothing until it is shown. */
export function defineScreen<const P extends string = never>(options: ScreenOptions<P>): ScreenDefinition<P> {
  const { name, words, load, parameters = [] } = options;
  const at = (values: Readonly<Record<string, unknown>> = {}): Screen => {
    const known = parameters.map((parameter) => [parameter, values[parameter]] as const);
    return {
      ...Object.fromEntries(known.map(([key, value]) => [key, typeof value === 'string' ? value : null])),
      name,
    };
  };
  return { ...options, at, Component: lazyPart(words, load) } as unknown as ScreenDefinition<P>;
}
