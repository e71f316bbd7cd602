import { Refusal } from '#shared/api/errors.ts';
import { namedRows } from '../../sync/namedKind.ts';
import { fromBackend, fromCopy, loadedCopy } from '../tenants/loadedCopy.ts';
import type { SomeHandlers } from '../../commands/handlers.ts';

export const rolesHandlers = {
  async 'roles.all'({ tenantId }, context) {
    const row = await loadedCopy(tenantId, context, 'role');
    if (row !== null) {
      return { roles: namedRows(context.copy.readable, row, 'role'), provenance: fromCopy(row) };
    }
    const answer = await context.client.call('roles.list', { params: { tenantId } });
    if (!answer.ok) throw new Refusal(answer.error);
    return { roles: answer.value.items, provenance: fromBackend(context) };
  },
} satisfies SomeHandlers;
