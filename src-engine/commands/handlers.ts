import type { z } from 'zod';
import type { Commands, EngineCommandName, OutputOf } from '#shared/desktop/index.ts';
import type { EngineContext } from '../engineContext.ts';

/** Input of a command as its schema leaves it. */
export type ParsedInput<N extends EngineCommandName> = z.output<Commands[N]['input']>;

/** One handler for each command of the engine; an expected failure is thrown as `Refusal` and becomes data in the registry. */
export type Handlers = {
  readonly [N in EngineCommandName]: (input: ParsedInput<N>, context: EngineContext) => Promise<OutputOf<N>>;
};

/** Those of one feature. */
export type SomeHandlers = Partial<Handlers>;
