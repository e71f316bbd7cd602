import type { z } from 'zod';

/** One thing the renderer may ask of another process of the console. Registering a handler checks sender and input. */
export interface DesktopCommand {
  /** `subject.verb`, unique over both answering processes. */
  readonly name: string;
  readonly answeredBy: 'main' | 'engine';
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

export function defineCommand<const C extends DesktopCommand>(command: C): C {
  return command;
}

export type CommandInput<C extends DesktopCommand> = z.input<C['input']>;
export type CommandOutput<C extends DesktopCommand> = z.output<C['output']>;
