import type { Client } from '../backend/client.ts';
import type { FilledTenant } from '../backend/fillTenants.ts';
import { type Goal, must } from '../harness/goal.ts';
import type { Measured } from '../harness/measured.ts';
import { milliseconds, type Pairs, ratio, type Side } from '../harness/pairs.ts';

interface PageQuery {
  readonly cursor?: string;
  readonly limit?: string;
}

/** A side that reads one page of a tenant's users. */
const page =
  (client: Client, tenant: FilledTenant, query: PageQuery = {}): Side =>
  () =>
    milliseconds(() => client.text('users.list', { params: { tenantId: tenant.id }, query }));

/** Turns pages, as a person would, until a share of the tenant's users is behind; answers the next page's cursor. */
async function turnPages(client: Client, tenant: FilledTenant, users: number): Promise<string> {
  let cursor: string | undefined;
  for (let seen = 0; seen < users; seen += 100) {
    const query = { limit: '100', ...(cursor === undefined ? {} : { cursor }) };
    const { items, nextCursor } = await client.call('users.list', { params: { tenantId: tenant.id }, query });
    must(items.length === 100 && nextCursor !== null, 'The list ended early.');
    cursor = nextCursor;
  }
  must(cursor !== undefined, 'No page was turned.');
  return cursor;
}

const inWords = (users: number): string =>
  users % 1_000_000 === 0 ? `${users / 1_000_000} M` : `${Math.round(users / 1000)} k`;

/** G26: a page costs the same wherever it is, however many users the tenant has, and however many tenants there are. */
export const listScale: Goal = {
  ids: ['G26'],
  measure: async (fixtures, scale) => {
    const { client, large, small } = await fixtures.largeWorld();
    const lone = await fixtures.loneWorld();
    const pairs: Pairs = { pairs: scale.pick(200, 400), warmUp: 40 };
    const deep = await turnPages(client, large, Math.floor(scale.users * 0.9));
    const line = (what: string, atMost: number, estimate: Measured['estimate']): Measured => ({
      id: 'G26',
      what,
      limit: { atMost },
      estimate,
      unit: '×',
      on: 'PostgreSQL',
    });
    const users = inWords(scale.users);
    return [
      line(
        `page at 90 % of ${users} users ÷ first page`,
        1.3,
        await ratio(page(client, large, { cursor: deep }), page(client, large), pairs),
      ),
      line(
        `first page of ${users} users ÷ of 1 k`,
        1.3,
        await ratio(page(client, large), page(client, small), pairs),
      ),
      line(
        'first page of 1 k users: 1,000 tenants in the database ÷ 1',
        1.2,
        await ratio(page(client, small), page(lone.client, lone.small), pairs),
      ),
    ];
  },
};
