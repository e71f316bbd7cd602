import type { z } from 'zod';
import type { Commands, EngineCommandName, OutputOf } from '#shared/desktop/index.ts';
import { backendHandlers } from '../features/backend/backendHandlers.ts';
import { customersHandlers } from '../features/customers/customersHandlers.ts';
import { preferencesHandlers } from '../features/preferences/preferencesHandlers.ts';
import { profilesHandlers } from '../features/profiles/profilesHandlers.ts';
import { rolesHandlers } from '../features/roles/rolesHandlers.ts';
import { tenantsHandlers } from '../features/tenants/tenantsHandlers.ts';
import { usersHandlers } from '../features/users/usersHandlers.ts';
import type { EngineContext } from '../engineContext.ts';

/** Input of a command as its schema leaves it. */
export type ParsedInput<N extends EngineCommandName> = z.output<Commands[N]['input']>;

/** Answers commands; an expected failure is thrown as `Refusal` and becomes data in the registry. */
export type Handlers<N extends EngineCommandName> = {
  readonly [Name in N]: (input: ParsedInput<Name>, context: EngineContext) => Promise<OutputOf<Name>>;
};

/** One handler for each command that the engine answers: a missing one does not compile. */
export const handlers: Handlers<EngineCommandName> = {
  ...tenantsHandlers,
  ...usersHandlers,
  ...customersHandlers,
  ...profilesHandlers,
  ...rolesHandlers,
  ...backendHandlers,
  ...preferencesHandlers,
};
