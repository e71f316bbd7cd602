import type { SyncedKind } from '../api/syncedKinds.ts';
import { backendCommands } from './backend.ts';
import type { CommandInput, CommandOutput, DesktopCommand } from './command.ts';
import { diagnosticsCommands } from './diagnostics.ts';
import { draftCommands } from './drafts.ts';
import { findCommands } from './find.ts';
import { gridCommands } from './grids.ts';
import { placeCommands } from './place.ts';
import { sessionCommands } from './session.ts';
import { snapshotCommands } from './startSnapshot.ts';
import { tenantCommands } from './tenants.ts';
import { updateCommands } from './updates.ts';
import { viewCommands } from './views.ts';

/** Every desktop command, by name. */
export const commands = {
  ...sessionCommands,
  ...snapshotCommands,
  ...tenantCommands,
  ...gridCommands,
  ...findCommands,
  ...backendCommands,
  ...placeCommands,
  ...viewCommands,
  ...updateCommands,
  ...draftCommands,
  ...diagnosticsCommands,
} satisfies Readonly<Record<string, DesktopCommand>>;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type MainCommandName = {
  [N in CommandName]: Commands[N]['answeredBy'] extends 'main' ? N : never;
}[CommandName];
export type EngineCommandName = Exclude<CommandName, MainCommandName>;
export type InputOf<N extends CommandName> = CommandInput<Commands[N]>;
export type OutputOf<N extends CommandName> = CommandOutput<Commands[N]>;

/** Commands that read. */
export type ReadName = {
  [N in CommandName]: Commands[N] extends { readonly reads: unknown } ? N : never;
}[CommandName];

export const commandNames = Object.keys(commands) as CommandName[];

/** The commands whose answers are old when rows of these kinds changed. */
export function readersOf(kinds: readonly SyncedKind[]): readonly CommandName[] {
  const reads = (name: CommandName): readonly SyncedKind[] => (commands[name] as DesktopCommand).reads ?? [];
  return commandNames.filter((name) => reads(name).some((kind) => kinds.includes(kind)));
}
