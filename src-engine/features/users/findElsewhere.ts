import { apiError, Refusal } from '#shared/api/errors.ts';
import type { RouteRequest } from '#shared/api/route.ts';
import type { userRoutes } from '#shared/api/users.ts';
import { type Found, type FoundGroup, numbersFound, shownGroups, shownPeople } from '#shared/desktop/find.ts';
import { searchTerms } from '#shared/domain/search.ts';
import { fullName } from '#shared/domain/userFields.ts';
import { userStatus } from '#shared/domain/userStatus.ts';
import type { EngineContext } from '../../engineContext.ts';
import { fromBackend } from '../tenants/loadedCopy.ts';
import { searchedTenants } from './findPeople.ts';

/** As many ids as go into an address. */
const exceptLimit = 100;

/** The search of each account that was asked last: those before are given up. */
const latest = new WeakMap<EngineContext['client'], AbortController>();

/**
 * Whom a search finds in the account's tenants that `findPeople` does not look into, from the backend: some tenants at a
 * time, until there is enough to show. @throws Refusal, CANCELLED when a later search took its place
 */
export async function findElsewhere(search: string, context: EngineContext): Promise<Found> {
  const { client, copy, keyOf, clock } = context;
  const asked = new AbortController();
  const terms = searchTerms(search);
  latest.get(client)?.abort();
  latest.set(client, asked);
  const here = new Set(searchedTenants(copy.readable));
  const except = [...here].slice(0, exceptLimit).join(',');
  const groups: FoundGroup[] = [];
  let after: string | null = null;
  do {
    const query: RouteRequest<(typeof userRoutes)['users.find']>['query'] = {
      search,
      ...(except === '' ? {} : { except }),
      ...(after === null ? {} : { after }),
    };
    const answer = await client.call('users.find', { params: {}, query }, { signal: asked.signal });
    if (asked.signal.aborted) throw new Refusal(apiError('CANCELLED', 'Another search took its place.'));
    if (!answer.ok) throw new Refusal(answer.error);
    const now = clock.now();
    for (const { tenantId, users, ...totals } of answer.value.groups) {
      if (here.has(tenantId)) continue;
      const people = users.slice(0, shownPeople).map((user) => ({
        id: user.id,
        email: user.email,
        name: fullName(user),
        customerTitle: user.customerTitle ?? '',
        numbers: numbersFound(user, terms),
        status: userStatus(user, now),
      }));
      groups.push({ tenantKey: keyOf(tenantId), people, ...totals, provenance: fromBackend(context) });
    }
    after = answer.value.next;
  } while (after !== null && groups.length < shownGroups);
  return { groups: groups.slice(0, shownGroups), complete: after === null && groups.length <= shownGroups };
}
