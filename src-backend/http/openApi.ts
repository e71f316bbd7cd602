import { z } from 'zod';
import { apiErrorSchema, type ErrorCode, errorCodes } from '#shared/api/errors.ts';
import { api } from '#shared/api/index.ts';
import { commonErrors, isWrite, type Route, writeErrors } from '#shared/api/route.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const content = (schema: Json, type = 'application/json'): Json => ({ [type]: { schema } });

function parametersOf(route: Route): Json[] {
  const of = (place: 'path' | 'query', schema: z.ZodObject): Json[] =>
    Object.entries(schema.shape).map(([name, field]) => ({
      name,
      in: place,
      required: place === 'path' || !z.safeParse(field as z.ZodType, undefined).success,
      schema: schemaOf(field as z.ZodType, 'input'),
    }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'Chosen by the client, the same for repeats of the same change; remembered for 30 days.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  };
  return [
    ...of('path', route.params),
    ...(route.query === undefined ? [] : of('query', route.query)),
    ...(isWrite(route) ? [key] : []),
  ];
}

/** Answers by status; codes that share a status are named together. */
function responsesOf(route: Route): Json {
  const codes: ErrorCode[] = [...commonErrors, ...(isWrite(route) ? writeErrors : []), ...route.errors];
  const byStatus = Map.groupBy(new Set(codes), (code) => errorCodes[code].status);
  const errors = [...byStatus].map(([status, names]) => [
    String(status),
    { description: names.join(', '), content: content({ $ref: '#/components/schemas/Error' }) },
  ]);
  return {
    [route.status]: {
      description: route.summary,
      content: content(
        schemaOf(route.answer, 'output'),
        route.stream === true ? 'text/event-stream' : undefined,
      ),
    },
    ...Object.fromEntries(errors),
  };
}

function operationOf(route: Route): Json {
  return {
    operationId: route.name,
    summary: route.summary,
    tags: [route.name.split('.')[0]],
    'x-permission': route.access,
    security: route.access === 'public' ? [] : [{ oauth: [] }],
    parameters: parametersOf(route),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: content(schemaOf(route.body, 'input')) } }),
    responses: responsesOf(route),
  };
}

/** The whole API as OpenAPI 3.1, from the same values that serve it. */
export function openApiDocument(publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of Object.values<Route>(api)) {
    const path = route.path.replaceAll(/:([A-Za-z]+)/gu, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'TenantDesk tenant API', version: '1' },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { Error: schemaOf(apiErrorSchema, 'output') },
      securitySchemes: {
        oauth: { type: 'http', scheme: 'bearer', description: 'Access token of the OAuth server.' },
      },
    },
  };
}
