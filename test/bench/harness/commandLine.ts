import { parseArgs } from 'node:util';
import type { Scale } from './goal.ts';

export interface CommandLine {
  readonly scale: Scale;
  readonly json: boolean;
  /** Puts the table into docs/performance.md. */
  readonly write: boolean;
}

export const usage = `Usage: npm run bench -- [options]

  --quick        100,000 users and fewer repetitions, for about two minutes
  --only IDS     some goals only, such as --only G25,G33
  --json         the numbers as JSON on stdout, instead of the table
  --write        put the whole table, the machine and the date into docs/performance.md
  --users COUNT  users of the large tenant (1,000,000; with --quick 100,000)
  --help         this text
`;

/** What was typed can't be obeyed; the message is for the terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string' },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        users: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The least with which the two customers of 10,000 users leave others beside them. */
const fewestUsers = 50_000;

/** Reads the command line; null if only the usage is wanted. Throws `UsageError`. */
export function readCommandLine(args: readonly string[], known: readonly string[]): CommandLine | null {
  const given = parsed(args);
  if (given.help) return null;
  const { quick, json, write } = given;
  const only = given.only?.split(',').map((id) => id.trim().toUpperCase());
  if (write && only !== undefined) {
    throw new UsageError('--write takes no --only: the page keeps whole tables.');
  }
  const unknown = only?.filter((id) => !known.includes(id)) ?? [];
  if (unknown.length > 0) {
    throw new UsageError(`There is no goal ${unknown.join(', ')}. Known: ${known.join(', ')}.`);
  }
  const users = given.users === undefined ? (quick ? 100_000 : 1_000_000) : Number(given.users);
  if (!Number.isInteger(users) || users < fewestUsers) {
    throw new UsageError(`--users must be a number from ${fewestUsers}.`);
  }
  const scale: Scale = {
    quick,
    users,
    wants: (id) => only === undefined || only.includes(id),
    pick: (few, many) => (quick ? few : many),
  };
  return { scale, json, write };
}
