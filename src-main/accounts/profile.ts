import { apiErrorSchema, refuse, Refusal } from '#shared/api/errors.ts';
import { pathOf } from '#shared/api/route.ts';
import { tenantRoutes } from '#shared/api/tenants.ts';
import type { Account } from '#shared/desktop/session.ts';

const route = tenantRoutes['me.get'];
/** Milliseconds: the answer may carry thousands of tenants. */
const timeout = 15_000;

/** Asks the backend whom a token belongs to. @throws Refusal */
export async function fetchProfile(
  backendUrl: string,
  accessToken: string,
): Promise<Pick<Account, 'profile' | 'homeTenantName'>> {
  const { ok, body } = await request(`${backendUrl}${pathOf(route, {})}`, accessToken);
  const answer = ok ? route.answer.safeParse(body) : null;
  if (answer?.success !== true) {
    const error = apiErrorSchema.safeParse(body);
    if (!ok && error.success) throw new Refusal(error.data);
    throw refuse(
      'NOT_A_BACKEND',
      'What answers at this address is not a TenantDesk backend, or one of another version. Nothing was saved.',
    );
  }
  const { account, tenants } = answer.data;
  const home = tenants.find((tenant) => tenant.id === account.tenantId);
  return { profile: account, homeTenantName: home?.name ?? '' };
}

async function request(
  url: string,
  accessToken: string,
): Promise<{ readonly ok: boolean; readonly body: unknown }> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    return { ok: response.ok, body: await response.json().catch(() => null) };
  } catch {
    throw refuse(
      'OFFLINE',
      'The backend stopped answering during the sign-in. Nothing was saved; try again.',
    );
  }
}
