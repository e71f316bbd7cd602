import type { z } from 'zod';
import { apiError, Refusal, type ApiError } from '#shared/api/errors.ts';
import { findingsOf } from '#shared/api/fieldErrors.ts';
import { type CommandName, commands, type EngineCommandName } from '#shared/desktop/index.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { CacheFault } from '../cache/database.ts';
import type { EngineContext } from '../engineContext.ts';
import { exceptionFacts, type Log } from '../log.ts';
import type { Handlers } from './handlers.ts';

/** Runs a command given as text. Returns a `Result` as JSON text; never throws. */
export type AnswerCommand = (name: string, inputJson: string | undefined) => Promise<string>;

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
 * The input is checked by the command's own schema; there is no other way to a handler. Here, and nowhere else in the
 * engine, the account is read from it: handlers get that account's context and the tenant's own id.
 */
export function createCommandRegistry({ handlers, accounts, log }: RegistryDeps): AnswerCommand {
  async function run(name: EngineCommandName, given: unknown): Promise<unknown> {
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
  }

  return async (name, inputJson) => {
    if (!isEngineCommand(name))
      return failure(apiError('NOT_FOUND', `The engine has no command "${name.slice(0, 100)}".`));
    const schema: z.ZodType = commands[name].input;
    const input = parse(inputJson);
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      const { fields } = findingsOf(parsed.error.issues, input);
      return failure(
        apiError('VALIDATION_FAILED', `The input of ${name} is not valid. Nothing was saved.`, { fields }),
      );
    }
    try {
      const value = await run(name, parsed.data);
      return JSON.stringify({ ok: true, value });
    } catch (error) {
      if (error instanceof Refusal) return failure(error.error);
      log.write('error', 'command failed', { command: name, ...exceptionFacts(error) });
      return failure(unexpected(error));
    }
  };
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

const failure = (error: ApiError): string => JSON.stringify({ ok: false, error });

function isEngineCommand(name: string): name is EngineCommandName {
  return Object.hasOwn(commands, name) && commands[name as CommandName].answeredBy === 'engine';
}

/** Undefined for what is not JSON: no schema but that of "no input" takes it, and that one only for no text at all. */
function parse(json: string | undefined): unknown {
  if (json === undefined) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return Symbol('not JSON');
  }
}
