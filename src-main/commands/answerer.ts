import type { z } from 'zod';
import { apiError } from '#shared/api/errors.ts';
import { type AnswerCommand, answerCommands } from '#shared/desktop/answering.ts';
import { exceptionFacts } from '#shared/desktop/exceptionFacts.ts';
import type { Commands, MainCommandName } from '#shared/desktop/index.ts';
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

/** Answers the commands to main. A bug is logged by its name and answered without its details. */
export function createAnswerer(handlers: MainHandlers, log: Log): AnswerCommand {
  return answerCommands('main', {
    longest: (name) => mostTextOf[name] ?? mostText,
    // Input and handler belong to the same name; TypeScript can't follow that through the union.
    run: (name, input) => handlers[name](input as never),
    bugOf(name, thrown) {
      log.warn('command failed', { command: name, ...exceptionFacts(thrown) });
      return apiError(
        'INTERNAL',
        'TenantDesk failed at this. It is not known whether it was done; look, then try again.',
        { saved: 'unknown' },
      );
    },
  });
}
