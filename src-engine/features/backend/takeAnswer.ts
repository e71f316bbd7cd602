import { api, type RouteName } from '#shared/api/index.ts';
import type { SyncedEntity } from '#shared/api/changes.ts';
import { customer } from '#shared/api/customers.ts';
import { profile } from '#shared/api/profiles.ts';
import { user } from '#shared/api/users.ts';
import type { ParsedInput } from '../../commands/handlers.ts';
import type { EngineContext } from '../../engineContext.ts';

/** Routes that end an entity, and the parameter that names it. */
const deletions: Partial<Record<RouteName, { readonly entity: SyncedEntity; readonly parameter: string }>> = {
  'users.delete': { entity: 'user', parameter: 'userId' },
  'customers.delete': { entity: 'customer', parameter: 'customerId' },
  'profiles.delete': { entity: 'profile', parameter: 'profileId' },
};

/** The kind of entity that a route answers with, if it is one that the copy holds. */
function answeredEntity(route: RouteName): SyncedEntity | null {
  const { answer } = api[route];
  if (answer === user) return 'user';
  if (answer === customer) return 'customer';
  return answer === profile ? 'profile' : null;
}

/** Writes what a call answered into the copy at once, unless it holds a newer version, and tells the windows. */
export async function takeAnswer(
  { route, tenantId, params }: Pick<ParsedInput<'backend.call'>, 'route' | 'tenantId' | 'params'>,
  answer: unknown,
  { copy, clock, rowsChanged }: EngineContext,
): Promise<void> {
  const now = clock.now();
  const deletion = deletions[route];
  if (deletion !== undefined) {
    await copy.writer.write('removeEntity', {
      tenantId,
      entity: deletion.entity,
      id: params[deletion.parameter] ?? '',
      now,
    });
    rowsChanged(tenantId, [deletion.entity]);
    return;
  }
  const entity = answeredEntity(route);
  if (entity === null) return;
  const taken = await copy.writer.write('putEntity', { tenantId, entity, json: JSON.stringify(answer), now });
  if (taken) rowsChanged(tenantId, entity === 'user' ? ['user', 'customer'] : [entity]);
}
