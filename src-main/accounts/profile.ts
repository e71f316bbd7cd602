import type { Fetch } from '#network/networkFetch.ts';
import { apiErrorSchema, Refusal } from '#shared/api/errors.ts';
import { pathOf } from '#shared/api/route.ts';
import { tenantRoutes } from '#shared/api/tenants.ts';
import type { Account } from '#shared/desktop/session.ts';
import { networkRefusal, notABackend, offline } from './oidcFailures.ts';

const route = tenantRoutes['me.get'];
/** Milliseconds: the answer may carry thousands of tenants. */
const timeout = 15_000;

/** Asks the backend whom a token belongs to. @throws Refusal */
export async function fetchProfile(
  backendUrl: string,
  accessToken: string,
  fetch: Fetch,
): Promise<Pick<Account, 'profile' | 'homeTenantName'>> {
  const response = await fetch(`${backendUrl}${pathOf(route, {})}`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  }).catch((thrown: unknown) => {
    throw networkRefusal(thrown) ?? offline();
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const error = apiErrorSchema.safeParse(body);
    throw error.success ? new Refusal(error.data) : notABackend();
  }
  const answer = route.answer.safeParse(body);
  if (!answer.success) throw notABackend();
  const { account, tenants } = answer.data;
  const home = tenants.find((tenant) => tenant.id === account.tenantId);
  return { profile: account, homeTenantName: home?.name ?? '' };
}
