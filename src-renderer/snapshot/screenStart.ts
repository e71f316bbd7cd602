import type { ReadName } from '#shared/desktop/index.ts';
import type { GridLayout } from '#shared/desktop/views.ts';
import type { KeptViews, Screen } from '../state/consoleStore.ts';

/** With what a screen begins, as far as the picture of it must know. */
export interface ScreenStart {
  readonly screen: Screen;
  /** The table and how its first page is asked for; null: a screen of which no picture is kept. */
  readonly table: {
    readonly grid: string;
    /** How the account has set it up; null: in no way. */
    readonly layout: GridLayout | null;
    readonly command: ReadName;
    readonly input: unknown;
  } | null;
  readonly reads: readonly { readonly name: ReadName; readonly input: unknown }[];
}

/** Given by the window's composition, which knows the screens. */
export type ScreenStartOf = (tenantKey: string, screen: Screen | null, views: KeptViews) => ScreenStart;
