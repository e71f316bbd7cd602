import { Refusal } from '#shared/api/errors.ts';
import type { CustomerPage } from '#shared/desktop/grids.ts';
import { type Anchor, anchorAt, cursorOf, readAnchor } from '../../cache/anchors.ts';
import type { EngineContext } from '../../engineContext.ts';
import { fromBackend, fromCopy, loadedCopy } from '../tenants/loadedCopy.ts';
import { knownTenant } from '../tenants/knownTenant.ts';
import type { ParsedInput, SomeHandlers } from '../../commands/handlers.ts';
import { customerById, customersPage } from './customersPage.ts';

export const customersHandlers = {
  async 'customers.page'(input, context) {
    const anchor = readAnchor(input.anchor);
    const row = await loadedCopy(input.tenantId, context, 'customer');
    if (row === null || (anchor !== null && 'backend' in anchor))
      return await pageOfBackend(input, anchor, context);
    return { ...customersPage(context.copy.readable, row, { input, anchor }), provenance: fromCopy(row) };
  },
  async 'customers.one'({ tenantId, customerId }, context) {
    const row = await loadedCopy(tenantId, context, 'customer');
    const held = row === null ? undefined : customerById(context.copy.readable, row, customerId);
    if (held !== undefined) return held;
    const answer = await context.client.call('customers.get', { params: { tenantId, customerId } });
    if (!answer.ok) throw new Refusal(answer.error);
    return answer.value;
  },
} satisfies SomeHandlers;

/** A page asked of the backend while the tenant's copy still loads. @throws Refusal */
async function pageOfBackend(
  input: ParsedInput<'customers.page'>,
  anchor: Anchor | null,
  context: EngineContext,
): Promise<CustomerPage> {
  const { tenantId, search, sort, direction, limit } = input;
  const answer = await context.client.call('customers.list', {
    params: { tenantId },
    query: {
      sort,
      direction,
      limit: String(limit),
      ...(search === '' ? {} : { search }),
      ...cursorOf(anchor),
    },
  });
  if (!answer.ok) throw new Refusal(answer.error);
  const { items, nextCursor } = answer.value;
  const all = anchor === null && nextCursor === null;
  const total = all
    ? items.length
    : search === ''
      ? (await knownTenant(tenantId, context)).customerCount
      : items.length;
  return {
    rows: items,
    nextAnchor: anchorAt(nextCursor),
    total,
    totalIsExact: all || search === '',
    provenance: fromBackend(context),
  };
}
