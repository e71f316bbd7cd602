import type { AnyScreen } from '../components/defineScreen.ts';
import { firstPage, pageOrder } from '../components/table/pageInput.ts';
import { auditScreen } from '../features/audit/screen.ts';
import { customersScreen } from '../features/customers/screen.ts';
import { productsScreen, profilesScreen } from '../features/profiles/screens.ts';
import { recycleBinScreen } from '../features/users/bin/screen.ts';
import { usersScreen } from '../features/users/screen.ts';
import type { ScreenStart } from '../snapshot/screenStart.ts';
import type { KeptViews, Screen } from '../state/consoleStore.ts';

/** The screens of the console, in the order of the navigator. The first is where a tenant begins. */
export const screens: readonly [AnyScreen, ...AnyScreen[]] = [
  customersScreen,
  usersScreen,
  recycleBinScreen,
  profilesScreen,
  productsScreen,
  auditScreen,
];

/** A screen in view: what it is, and at which parameters. */
export interface ShownScreen {
  readonly definition: AnyScreen;
  readonly screen: Screen;
}

/** What to show for a place in the window or one that was remembered; one that is not known any more is the first screen. */
export function shownScreen(place: { readonly name: string } | null | undefined): ShownScreen {
  const definition = screens.find(({ name }) => name === place?.name);
  if (definition === undefined) return { definition: screens[0], screen: screens[0].at() };
  return { definition, screen: definition.at({ ...place }) };
}

/** With what a screen begins, for the first picture and for asking ahead. */
export function screenStart(
  tenantKey: string,
  place: { readonly name: string } | null | undefined,
  { filters, layouts }: KeptViews,
): ScreenStart {
  const { definition, screen } = shownScreen(place);
  const table = definition.table?.(tenantKey, screen, filters);
  return {
    screen,
    reads: definition.reads?.(tenantKey, screen) ?? [],
    table:
      table === undefined
        ? null
        : {
            grid: table.grid,
            layout: layouts[table.layout] ?? null,
            command: table.command,
            input: firstPage(table.question, pageOrder(layouts[table.layout], table)),
          },
  };
}
