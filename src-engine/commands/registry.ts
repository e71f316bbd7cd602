import { apiError, type ApiError } from '#shared/api/errors.ts';
import { type AnswerCommand, answerCommands } from '#shared/desktop/answering.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { exceptionFacts } from '#shared/desktop/exceptionFacts.ts';
import { CacheFault } from '../cache/database.ts';
import type { EngineContext } from '../engineContext.ts';
import type { Log } from '../log.ts';
import type { Handlers } from './handlers.ts';

/** The accounts that commands are for. */
export interface Accounts {
  /** The account, as soon as main has opened it. @throws Refusal NOT_SIGNED_IN when main does not */
  context(accountId: string): Promise<EngineContext>;
  /** The copy of this context can't be read. Resolves when another stands in its place. @throws Refusal */
  repair(damaged: EngineContext): Promise<void>;
}

export interface RegistryDeps {
  readonly handlers: Handlers;
  readonly accounts: Accounts;
  readonly log: Log;
}

type AnyHandler = (input: unknown, context: EngineContext) => Promise<unknown>;

/**
 * Here, and nowhere else in the engine, the account is read from the input of a command: handlers get that account's context
 * and the tenant's own id.
 */
export function createCommandRegistry({ handlers, accounts, log }: RegistryDeps): AnswerCommand {
  return answerCommands('engine', {
    async run(name, given) {
      const handler = handlers[name] as AnyHandler;
      const { accountId, input } = addressed(given as Addressed);
      const first = await accounts.context(accountId);
      try {
        return await handler(input, first);
      } catch (error) {
        if (!(error instanceof CacheFault) || error.kind !== 'damaged') throw error;
        await accounts.repair(first);
        return await handler(input, await accounts.context(accountId));
      }
    },
    bugOf(name, thrown) {
      log.write('error', 'command failed', { command: name, ...exceptionFacts(thrown) });
      return unexpected(thrown);
    },
  });
}

/** What the input of every command of the engine begins with: a tenant of an account, or an account. */
type Addressed = { readonly tenantKey: string } | { readonly accountId: string };

function addressed(input: Addressed): { readonly accountId: string; readonly input: object } {
  if (!('tenantKey' in input)) return { accountId: input.accountId, input };
  const { tenantKey, ...rest } = input;
  const { accountId, tenantId } = readTenantKey(tenantKey);
  return { accountId, input: { ...rest, tenantId } };
}

function unexpected(error: unknown): ApiError {
  if (error instanceof CacheFault) {
    return apiError(
      'CACHE_UNAVAILABLE',
      'The local copy could not be used. Look at the space and the rights of its disk.',
      {
        saved: 'unknown',
        details: { reason: error.kind === 'full' ? 'disk-full' : error.kind },
      },
    );
  }
  return apiError('INTERNAL', 'TenantDesk failed in an unexpected way. Try again; if it stays, report it.', {
    saved: 'unknown',
  });
}
