import type { z } from 'zod';
import { apiError, Refusal, type ApiError, type Result } from '#shared/api/errors.ts';
import { findingsOf } from '#shared/api/fieldErrors.ts';
import { commands, type Commands, type MainCommandName } from '#shared/desktop/index.ts';
import type { Log } from '../log.ts';

/** One handler for each command that main answers: a missing or a foreign one doesn't compile. */
export type MainHandlers = {
  readonly [N in MainCommandName]: (
    input: z.output<Commands[N]['input']>,
  ) => z.output<Commands[N]['output']> | Promise<z.output<Commands[N]['output']>>;
};

/** Characters: far above the longest valid input, far below what could hold the process up. */
const mostText = 64 * 1024;
const mostTextOf: Partial<Record<MainCommandName, number>> = {
  // The list of tenants is in it: 1 KB for each of some thousands.
  'snapshot.keep': 8 * 1024 * 1024,
};

/**
 * Carries out commands and returns a `Result` as JSON: knows the name, parses and checks the input, calls the handler, and turns
 * what it throws into data. A bug is logged by its name and answered without its details.
 */
export function createAnswerer(
  handlers: MainHandlers,
  log: Log,
): (name: unknown, inputJson: unknown) => Promise<string> {
  return async (name, inputJson) => JSON.stringify(await answer(name, inputJson));

  async function answer(name: unknown, inputJson: unknown): Promise<Result<unknown>> {
    if (!isMainCommand(name))
      return failure(apiError('NOT_FOUND', 'There is no such command. Nothing was done.'));
    const input = parseInput(name, inputJson);
    if (!input.ok) return input;
    try {
      // Input and handler belong to the same name; TypeScript can't follow that through the union.
      const handler = handlers[name] as (input: unknown) => unknown;
      return { ok: true, value: await handler(input.value) };
    } catch (thrown) {
      if (thrown instanceof Refusal) return failure(thrown.error);
      log.warn('command failed', {
        command: name,
        error: thrown instanceof Error ? thrown.name : typeof thrown,
      });
      return failure(bug);
    }
  }
}

const bug = apiError(
  'INTERNAL',
  'TenantDesk failed at this. It is not known whether it was done; look, then try again.',
  {
    saved: 'unknown',
  },
);

function isMainCommand(name: unknown): name is MainCommandName {
  return (
    typeof name === 'string' &&
    Object.hasOwn(commands, name) &&
    commands[name as keyof Commands].answeredBy === 'main'
  );
}

function parseInput(name: MainCommandName, inputJson: unknown): Result<unknown> {
  if (
    inputJson !== undefined &&
    (typeof inputJson !== 'string' || inputJson.length > (mostTextOf[name] ?? mostText))
  ) {
    return failure(
      apiError('MALFORMED_REQUEST', 'The input is not JSON text of a sensible size. Nothing was done.'),
    );
  }
  let given: unknown;
  try {
    given = inputJson === undefined ? undefined : JSON.parse(inputJson);
  } catch {
    return failure(apiError('MALFORMED_REQUEST', 'The input is not JSON. Nothing was done.'));
  }
  const parsed = commands[name].input.safeParse(given);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { fields } = findingsOf(parsed.error.issues, given);
  return failure(
    apiError('VALIDATION_FAILED', 'The input was refused. Nothing was done; correct it.', { fields }),
  );
}

function failure(error: ApiError): Result<never> {
  return { ok: false, error };
}
