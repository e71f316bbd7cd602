import type { z } from 'zod';
import type { Commands, EngineCommandName, OutputOf } from '#shared/desktop/index.ts';
import type { EngineContext } from '../engineContext.ts';

/** Input of a command as its schema leaves it. */
export type ParsedInput<N extends EngineCommandName> = z.output<Commands[N]['input']>;

/** Answers commands; an expected failure is thrown as `Refusal` and becomes data in the registry. */
export type Handlers<N extends EngineCommandName> = {
  readonly [Name in N]: (input: ParsedInput<Name>, context: EngineContext) => Promise<OutputOf<Name>>;
};
