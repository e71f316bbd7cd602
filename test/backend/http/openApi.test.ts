import { afterAll, beforeAll, expect, test } from 'vitest';
import { api } from '#shared/api/index.ts';
import type { Route } from '#shared/api/route.ts';
import { type TestBackend, startTestBackend } from '#test/support/backend.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: object }>>;
}
interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let backend: TestBackend;
let text: string;
let document: Document;

beforeAll(async () => {
  backend = await startTestBackend();
  const answer = await backend.raw({ method: 'GET', url: '/v1/openapi.json' });
  text = answer.text;
  document = answer.body as Document;
});
afterAll(() => backend.close());

test('The OpenAPI document is version 3.1 and names every route with its answers and errors', () => {
  expect(document.openapi).toMatch(/^3\.1\./u);
  expect(document.servers).toEqual([{ url: 'https://tenantdesk.test' }]);
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations.map((one) => one.operationId).toSorted()).toEqual(Object.keys(api).toSorted());
  for (const route of Object.values<Route>(api)) {
    const path = route.path.replaceAll(/:(\w+)/gu, '{$1}');
    const operation = document.paths[path]?.[route.method.toLowerCase()];
    expect(operation, route.name).toBeDefined();
    expect(Object.keys(operation!.responses)).toEqual(
      expect.arrayContaining([String(route.status), '400', '401', '403', '404', '500', '503']),
    );
    expect(operation!.requestBody !== undefined, route.name).toBe(route.body !== undefined);
    const inPath = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name);
    const parameters = operation!.parameters.filter((one) => one.in === 'path').map((one) => one.name);
    expect(parameters.toSorted()).toEqual(inPath.toSorted());
    const keyed = operation!.parameters.some((one) => one.name === 'Idempotency-Key' && one.required);
    expect(keyed, route.name).toBe(route.method !== 'GET');
  }
});

test('Every reference in the OpenAPI document leads somewhere', () => {
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/gu)].map(([, reference]) => reference!);
  expect(references.length).toBeGreaterThan(0);
  for (const reference of new Set(references)) {
    if (!reference.startsWith('#/components/schemas/')) continue;
    expect(
      document.components.schemas[reference.slice('#/components/schemas/'.length)],
      reference,
    ).toBeDefined();
  }
  expect(references.filter((reference) => !reference.startsWith('#/components/'))).toEqual([]);
});

test('Schemas in the OpenAPI document refuse unknown fields where the API does', () => {
  const body =
    document.paths['/v1/tenants/{tenantId}/customers']?.['post']?.requestBody?.content['application/json'];
  expect(body?.schema).toMatchObject({ type: 'object', additionalProperties: false, required: ['title'] });
});
