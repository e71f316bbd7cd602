import type { z } from 'zod';
import { apiError, Refusal } from '#shared/api/errors.ts';
import { findingsOf } from '#shared/api/fieldErrors.ts';
import type { Route } from '#shared/api/route.ts';
import { malformed } from '../access/refusals.ts';

type Part = 'params' | 'query' | 'body';

/** Parses one part by its schema: nothing is coerced, nothing dropped. Refuses with every field that is wrong. */
function parsePart(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { fields, wrongType } = findingsOf(result.error.issues, value);
  throw new Refusal(
    apiError(
      wrongType ? 'MALFORMED_REQUEST' : 'VALIDATION_FAILED',
      `${fields.map((field) => field.message).join(' ')} Nothing was saved. Correct this and send it again.`,
      { fields },
    ),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** A route without a schema for a part takes nothing there. */
function parseOrRefuse(route: Route, part: Part, value: unknown): unknown {
  const schema = route[part];
  if (schema !== undefined) return parsePart(schema, value);
  if (!isEmpty(value)) throw malformed(`${route.name} takes no ${part}.`);
  return undefined;
}

/** The ids that the path names. */
export const parseParams = (route: Route, params: unknown) =>
  parsePart(route.params, params) as Readonly<Record<string, string>>;

/** Query and body of a request. A query field given twice is refused: two readers might take different ones. */
export function parseQueryAndBody(
  route: Route,
  query: Readonly<Record<string, unknown>>,
  body: unknown,
): { readonly query: unknown; readonly body: unknown } {
  const twice = Object.keys(query).find((name) => Array.isArray(query[name]));
  if (twice !== undefined) throw malformed('A query field was given more than once.');
  if (route.body !== undefined && body === undefined) throw malformed(`${route.name} needs a JSON body.`);
  return { query: parseOrRefuse(route, 'query', query), body: parseOrRefuse(route, 'body', body) };
}
