import type { Preferences } from '#shared/desktop/preferences.ts';
import type { Screen } from '../state/consoleStore.ts';

/** The screen as the account's preferences remember it. */
export function toRemember(screen: Screen): NonNullable<Preferences['lastScreen']> {
  return { name: screen.name, customerId: screen.name === 'users' ? screen.customerId : null };
}

/** The screen with which a start begins. */
export function startScreen({ lastScreen }: Pick<Preferences, 'lastScreen'>): Screen {
  if (lastScreen === undefined) return { name: 'customers' };
  return lastScreen.name === 'users'
    ? { name: 'users', customerId: lastScreen.customerId }
    : { name: lastScreen.name };
}
