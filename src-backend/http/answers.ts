import { isDeepStrictEqual } from 'node:util';
import type { Route } from '#shared/api/route.ts';
import { readOwn } from '#shared/domain/newer.ts';
import { isJsonText } from './jsonText.ts';

/** Writes an answer as JSON text. */
export type WriteAnswer = (route: Route, answer: unknown) => string;

export const writeAnswer: WriteAnswer = (_route, answer) =>
  isJsonText(answer) ? answer.json : JSON.stringify(answer);

/**
 * As `writeAnswer`, but proves that the answer is what the contract says, with nothing beside it. For development and
 * tests: a field too many would be a leak.
 */
export const writeCheckedAnswer: WriteAnswer = (route, answer) => {
  const text = writeAnswer(route, answer);
  const value: unknown = JSON.parse(text);
  const parsed = readOwn(() => route.answer.safeParse(value));
  if (!parsed.success)
    throw new Error(`The answer of ${route.name} breaks its contract: ${parsed.error.message}`);
  if (!isDeepStrictEqual(parsed.data, value)) {
    throw new Error(`The answer of ${route.name} has fields that its contract doesn't name.`);
  }
  return text;
};
