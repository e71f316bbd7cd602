import { type ApiError, apiError, Refusal, refuse, type Result } from '../api/errors.ts';
import { findingsOf } from '../api/fieldErrors.ts';
import { commands, type EngineCommandName, type MainCommandName } from './index.ts';

/** Carries out a command given as text. Returns a `Result` as JSON text; never rejects. */
export type AnswerCommand = (name: unknown, inputJson: unknown) => Promise<string>;

interface Names {
  readonly main: MainCommandName;
  readonly engine: EngineCommandName;
}

export interface Answering<N> {
  /** Does what a command asks for, given its input as its schema leaves it. @throws Refusal */
  readonly run: (name: N, input: unknown) => unknown;
  /** What to tell of anything else that is thrown: a bug. */
  readonly bugOf: (name: N, thrown: unknown) => ApiError;
  /** The most characters that the input of a command may have. */
  readonly longest?: (name: N) => number;
}

/**
 * Knows the commands that a process answers, parses and checks their input, and turns what is thrown into data: there is no
 * other way to a handler.
 */
export function answerCommands<P extends keyof Names>(
  process: P,
  { run, bugOf, longest = () => Number.POSITIVE_INFINITY }: Answering<Names[P]>,
): AnswerCommand {
  const isOurs = (name: unknown): name is Names[P] =>
    typeof name === 'string' &&
    Object.hasOwn(commands, name) &&
    commands[name as keyof typeof commands].answeredBy === process;

  async function answer(name: unknown, inputJson: unknown): Promise<Result<unknown>> {
    if (!isOurs(name))
      return { ok: false, error: apiError('NOT_FOUND', 'There is no such command. Nothing was done.') };
    try {
      return { ok: true, value: await run(name, inputOf(name, inputJson, longest(name))) };
    } catch (thrown) {
      return { ok: false, error: thrown instanceof Refusal ? thrown.error : bugOf(name, thrown) };
    }
  }
  return async (name, inputJson) => JSON.stringify(await answer(name, inputJson));
}

/** @throws Refusal MALFORMED_REQUEST, VALIDATION_FAILED */
function inputOf(name: keyof typeof commands, json: unknown, longest: number): unknown {
  const given = json === undefined ? undefined : parse(json, longest);
  const parsed = commands[name].input.safeParse(given);
  if (parsed.success) return parsed.data;
  const { fields } = findingsOf(parsed.error.issues, given);
  throw refuse('VALIDATION_FAILED', 'The input was refused. Nothing was done; correct it.', { fields });
}

function parse(json: unknown, longest: number): unknown {
  try {
    if (typeof json === 'string' && json.length <= longest) return JSON.parse(json);
  } catch {
    // Refused like everything else that is no JSON.
  }
  throw refuse('MALFORMED_REQUEST', 'The input is not JSON text of a sensible size. Nothing was done.');
}
