import type { z } from 'zod';
import { api, type Api } from '#shared/api/index.ts';
import { type ApiError, apiError, Refusal } from '#shared/api/errors.ts';
import { findingsOf } from '#shared/api/fieldErrors.ts';
import { isWrite, type Route, type RouteRequest } from '#shared/api/route.ts';
import type { CallableRoute } from '#shared/desktop/backend.ts';
import type { ParsedInput, SomeHandlers } from '../../commands/handlers.ts';
import { knownTenant } from '../tenants/knownTenant.ts';

type Call = ParsedInput<'backend.call'>;

export const backendHandlers = {
  async 'backend.call'(call, context) {
    const route: Route = api[call.route];
    const refusal = refusalOf(call, route);
    if (refusal !== null) throw new Refusal(refusal);
    await knownTenant(call.tenantId, context);
    const { params, query, body } = call;
    // Just checked by the route's own schemas.
    const request = { params, query, body } as RouteRequest<Api[CallableRoute]>;
    const { idempotencyKey } = call;
    const answer = await context.client.call(
      call.route,
      request,
      isWrite(route) && idempotencyKey !== undefined ? { idempotencyKey } : {},
    );
    if (!answer.ok) {
      if (answer.error.code === 'NOT_FOUND' || answer.error.code === 'PERMISSION_DENIED')
        void context.sync.refreshAccount();
      // Somebody else was faster: what they did is asked for now rather than with the next poll.
      if (answer.error.code === 'VERSION_CONFLICT') context.sync.changed(call.tenantId);
      throw new Refusal(answer.error);
    }
    const { affects = 'nothing' } = route;
    if (affects === 'nothing') return answer.value;
    // What is known of the change is in the copy at once; the rest of what changed with it comes with the feed.
    const { tenantId } = call;
    if (affects.how === 'answered')
      await context.sync.took(tenantId, affects.kind, { json: JSON.stringify(answer.value) });
    if (affects.how === 'removed')
      await context.sync.took(tenantId, affects.kind, { id: params[affects.id] ?? '' });
    context.sync.changed(tenantId);
    return answer.value;
  },
} satisfies SomeHandlers;

const nothing = 'Nothing was saved.';

/** Why the call is not made at all. What is sent is what was given: the backend tidies texts by the same schemas. */
function refusalOf(call: Call, route: Route): ApiError | null {
  if (call.params['tenantId'] !== call.tenantId) {
    return apiError(
      'TENANT_MISMATCH',
      `This form belongs to another tenant than the one that it would change. ${nothing}`,
    );
  }
  if (isWrite(route) && call.idempotencyKey === undefined) {
    return apiError('IDEMPOTENCY_KEY_MISSING', `A change needs an idempotency key. ${nothing}`);
  }
  const parts: readonly (readonly [z.ZodType | undefined, unknown])[] = [
    [route.params, call.params],
    [route.query, call.query ?? {}],
    [route.body, call.body],
  ];
  const fields = parts.flatMap(([schema, value]) => {
    const parsed = schema?.safeParse(value);
    return parsed === undefined || parsed.success ? [] : findingsOf(parsed.error.issues, value).fields;
  });
  if (route.body === undefined && call.body !== undefined) {
    return apiError('VALIDATION_FAILED', `${call.route} takes no body. ${nothing}`);
  }
  if (fields.length === 0) return null;
  return apiError('VALIDATION_FAILED', `Some fields are not valid. ${nothing}`, { fields });
}
