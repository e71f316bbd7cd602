import type { z } from 'zod';
import type { Commands, EngineCommandName, OutputOf } from '#shared/desktop/index.ts';
import type { EngineContext } from '../engineContext.ts';

/** Input of a command as its schema leaves it, but with the tenant's own id instead of the key that windows have for it. */
export type ParsedInput<N extends EngineCommandName> = OwnTenant<z.output<Commands[N]['input']>>;

type OwnTenant<I> = I extends { tenantKey: string } ? Omit<I, 'tenantKey'> & { tenantId: string } : I;

/** One handler for each command of the engine; an expected failure is thrown as `Refusal` and becomes data in the registry. */
export type Handlers = {
  readonly [N in EngineCommandName]: (input: ParsedInput<N>, context: EngineContext) => Promise<OutputOf<N>>;
};

/** Those of one feature. */
export type SomeHandlers = Partial<Handlers>;
