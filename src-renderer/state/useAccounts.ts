import { use } from 'react';
import type { SessionAccount, SessionState } from '#shared/desktop/session.ts';
import { readTenantKey } from '#shared/desktop/tenantKey.ts';
import { useRead } from '../bridge/queries.ts';
import { TenantContext } from '../bridge/TenantContext.tsx';
import { useConsole } from './ConsoleContext.tsx';

const none: readonly SessionAccount[] = [];

/** The accounts that are signed in, in the order in which people see them. */
export function signedIn(session: SessionState | null | undefined): readonly SessionAccount[] {
  return session?.accounts.filter(({ state }) => state === 'signed-in') ?? none;
}

/** Who is signed in and how a sign-in stands; the window shows nothing before it is known. */
export function useSession(): SessionState {
  const { data } = useRead('session.current', undefined);
  if (data === undefined) throw new Error('The session is not known yet: `Session` must stand above this.');
  return data;
}

export function useAccounts(): readonly SessionAccount[] {
  return signedIn(useRead('session.current', undefined).data);
}

/** The account whose tenant is in view; else of the one that was last, else the first of all. */
export function accountInView(
  session: SessionState | null | undefined,
  tenantKey: string | null,
): SessionAccount | undefined {
  const accounts = signedIn(session);
  const of = (accountId: string | null) => accounts.find(({ id }) => id === accountId);
  return of(readTenantKey(tenantKey ?? '').accountId) ?? of(session?.lastInView ?? null) ?? accounts[0];
}

export function useAccountInView(): SessionAccount | undefined {
  const session = useRead('session.current', undefined).data;
  const tenantKey = useConsole((state) => state.tenantKey);
  return accountInView(session, tenantKey);
}

/** A backend's name for people. */
export const hostOf = ({ backendUrl }: Pick<SessionAccount, 'backendUrl'>): string =>
  new URL(backendUrl).host;

/** What tells an account from the others: the host of its backend, with the e-mail address where several are there. */
export function accountLabel(account: SessionAccount, accounts: readonly SessionAccount[]): string {
  const host = hostOf(account);
  const alone = accounts.every((other) => other.id === account.id || hostOf(other) !== host);
  return alone ? host : `${account.profile.email} · ${host}`;
}

/** Whose a tenant is, where more than one account is signed in; null where it goes without saying. */
export function useAccountLabel(tenantKey: string | null = use(TenantContext)): string | null {
  const accounts = useAccounts();
  const { accountId } = readTenantKey(tenantKey ?? '');
  const account = accounts.find(({ id }) => id === accountId);
  return account === undefined || accounts.length < 2 ? null : accountLabel(account, accounts);
}
