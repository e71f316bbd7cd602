import { z } from 'zod';
import { sessionState } from '#shared/desktop/session.ts';
import { must } from '../harness/goal.ts';
import type { Program } from './program.ts';

/** Calls main or the engine over the page's bridge, as an expression for the page; the answer is parsed as the renderer does. */
export const commandCall = (command: string, input?: object): string =>
  `window.tenantdesk.commands[${JSON.stringify(command)}](${JSON.stringify(JSON.stringify(input))}).then(JSON.parse)`;

/** The only account that is signed in. */
export async function accountIn(console: Program): Promise<string> {
  const state = z
    .object({ value: sessionState })
    .parse(await console.evaluate(commandCall('session.current')));
  const [account] = state.value.accounts;
  must(account !== undefined, 'Nobody is signed in.');
  return account.id;
}

/** A ping: the engine refuses it before it does anything. */
export const ping = commandCall('tenants.pin', {});
