import type { z } from 'zod';
import type { SyncedKind } from '../api/syncedKinds.ts';

/** A command as it is written down. */
interface CommandFacts {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Only of a command that changes nothing: the kinds of a tenant's rows whose change makes its answer old. */
  readonly reads?: readonly SyncedKind[];
}

type Answering = 'main' | 'engine';

/** One thing the renderer may ask of another process of the console. Registering a handler checks sender and input. */
export interface DesktopCommand extends CommandFacts {
  readonly answeredBy: Answering;
}

/** Commands of one process by name: `subject.verb`, unique over both processes. */
export function defineCommands<
  const A extends Answering,
  const C extends Readonly<Record<string, CommandFacts>>,
>(answeredBy: A, commands: C): { readonly [N in keyof C]: C[N] & { readonly answeredBy: A } } {
  const entries = Object.entries(commands).map(([name, facts]) => [name, { ...facts, answeredBy }]);
  return Object.fromEntries(entries) as never;
}

export type CommandInput<C extends DesktopCommand> = z.input<C['input']>;
export type CommandOutput<C extends DesktopCommand> = z.output<C['output']>;
