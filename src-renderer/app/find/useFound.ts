import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ApiError } from '#shared/api/errors.ts';
import type { Found, FoundGroup } from '#shared/desktop/find.ts';
import type { SessionAccount } from '#shared/desktop/session.ts';
import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { errorOf } from '../../bridge/desktop.ts';
import { useDesktop } from '../../bridge/DesktopContext.tsx';
import { readOptions } from '../../bridge/queries.ts';
import { useLive } from '../../state/liveStore.ts';
import { type TenantGroup, useTenantGroups } from '../../state/useTenantList.ts';

/** Tenants of an account that have no copy here, and what became of asking the backend for them. */
export interface Elsewhere {
  readonly account: SessionAccount;
  readonly tenants: number;
  readonly state: 'asking' | 'asked' | 'offline' | 'failed';
  readonly error: ApiError | null;
}

/** Whom a search finds, those of all copies first. */
export interface FoundPeople {
  readonly groups: readonly (FoundGroup & { readonly tenant: SwitcherTenant })[];
  /** No more match than `groups` say. */
  readonly complete: boolean;
  /** The groups are of another text than the one asked for: the copies are just being searched. */
  readonly stale: boolean;
  readonly elsewhere: readonly Elsewhere[];
  /** Accounts whose copies could not be searched. */
  readonly failed: readonly { readonly account: SessionAccount; readonly error: ApiError }[];
}

/** Long enough to gather the letters of a word: a backend looks at every user. */
const typingMilliseconds = 250;

/** The text once nobody has typed for a moment. */
function useSettledText(text: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Tenants of an account in which it may see users, but whose copies are not whole. */
function useWithoutCopy(groups: readonly TenantGroup[]): ReadonlyMap<string, number> {
  const syncs = useLive((facts) => facts.syncs);
  const isMissing = ({ key, permissions, sync }: SwitcherTenant): boolean => {
    const { phase } = syncs[key] ?? sync;
    return permissions.includes('users.read') && (phase === 'never-opened' || phase === 'loading');
  };
  return new Map(groups.map(({ account, tenants }) => [account.id, tenants.filter(isMissing).length]));
}

/** Answers are not kept: what is found is asked for anew each time. */
const notKept = { gcTime: 0, staleTime: 0 } as const;

type Answer = UseQueryResult<Found>;

/** Searches all copies of all accounts with each letter, and the backends a moment later. */
export function useFound(search: string): FoundPeople {
  const desktop = useDesktop();
  const accounts = useTenantGroups();
  const missing = useWithoutCopy(accounts);
  const connections = useLive((facts) => facts.connections);
  const settled = useSettledText(search);
  const inputs = accounts.map(({ account }) => ({ accountId: account.id, search }));
  const here: readonly Answer[] = useQueries({
    queries: inputs.map((input) => ({
      ...readOptions(desktop, 'users.find', input),
      ...notKept,
      placeholderData: (before: Found | undefined) => before,
    })),
  });
  const isOnline = (accountId: string): boolean => connections[accountId]?.online ?? true;
  const asks = (accountId: string): boolean => (missing.get(accountId) ?? 0) > 0 && isOnline(accountId);
  const there: readonly Answer[] = useQueries({
    queries: inputs.map((input) => ({
      ...readOptions(desktop, 'users.findElsewhere', input),
      ...notKept,
      enabled: settled === search && asks(input.accountId),
    })),
  });
  const tenants = new Map(accounts.flatMap((group) => group.tenants.map((tenant) => [tenant.key, tenant])));
  const named = (answers: readonly Answer[]) =>
    answers.flatMap(({ data }) =>
      (data?.groups ?? []).flatMap((group) => {
        const tenant = tenants.get(group.tenantKey);
        return tenant === undefined ? [] : [{ ...group, tenant }];
      }),
    );
  const inCopies = named(here);
  const held = new Set(inCopies.map(({ tenantKey }) => tenantKey));
  const groups = [...inCopies, ...named(there).filter(({ tenantKey }) => !held.has(tenantKey))];
  return {
    groups,
    complete:
      groups.every(({ totalIsExact }) => totalIsExact) &&
      [...here, ...there].every(({ data }) => data?.complete !== false),
    stale: here.some(({ isPlaceholderData, isPending }) => isPlaceholderData || isPending),
    elsewhere: accounts.flatMap(({ account }, at): Elsewhere[] => {
      const count = missing.get(account.id) ?? 0;
      if (count === 0) return [];
      const { data, error } = there[at] ?? { data: undefined, error: null };
      const offline = !isOnline(account.id);
      const state = offline ? 'offline' : error !== null ? 'failed' : data === undefined ? 'asking' : 'asked';
      return [{ account, tenants: count, state, error: error === null ? null : errorOf(error) }];
    }),
    failed: accounts.flatMap(({ account }, at) => {
      const error = here[at]?.error ?? null;
      return error === null ? [] : [{ account, error: errorOf(error) }];
    }),
  };
}
