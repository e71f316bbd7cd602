import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { matchesSearch, saysNothing, searchTerms, searchText } from '#shared/domain/search.ts';
import type { TenantGroup } from '../../state/useTenantList.ts';

/** A line of the switcher: a heading, or a tenant at its depth in the tree. */
export type SwitcherRow =
  | { readonly kind: 'section'; readonly section: 'pinned' | 'recent' | 'others' | 'all' | 'matches' }
  /** Where more than one account is signed in: whose the lines below are. */
  | { readonly kind: 'account'; readonly group: TenantGroup }
  /** The account has nothing to show below its heading. */
  | { readonly kind: 'none'; readonly group: TenantGroup }
  | {
      readonly kind: 'tenant';
      readonly key: string;
      readonly tenant: SwitcherTenant;
      readonly depth: number;
      /** Says whose it is, where no heading does. */
      readonly whose: boolean;
      /** The tenant above a sub-tenant, where it doesn't stand above it. */
      readonly parent: string | null;
    };

export interface TenantIndex {
  /** Lines for what was typed; empty text gives pinned, recent and the whole tree. */
  readonly rows: (typed: string) => readonly SwitcherRow[];
}

interface Placed {
  readonly tenant: SwitcherTenant;
  readonly depth: number;
  /** The parent's name, where the parent isn't among those above. */
  readonly parent: string | null;
}

/** Children under their parents, siblings by name; a tenant whose parent isn't among them stands at the root. */
function inTreeOrder(
  tenants: readonly SwitcherTenant[],
  nameOf: (tenant: SwitcherTenant) => string | null,
): readonly Placed[] {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const ids = new Set(tenants.map(({ id }) => id));
  const children = Map.groupBy(tenants, ({ parentId }) =>
    parentId !== null && ids.has(parentId) ? parentId : null,
  );
  const placed: Placed[] = [];
  const place = (parent: string | null, depth: number) => {
    const level = (children.get(parent) ?? []).toSorted((a, b) => collator.compare(a.name, b.name));
    for (const tenant of level) {
      placed.push({ tenant, depth, parent: depth === 0 ? nameOf(tenant) : null });
      place(tenant.id, depth + 1);
    }
  };
  place(null, 0);
  return placed;
}

/** The name of the tenant above one; staff's own organisation is above all and says nothing. */
function parentNames(tenants: readonly SwitcherTenant[]): (tenant: SwitcherTenant) => string | null {
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  return ({ parentId }) => {
    const parent = byId.get(parentId ?? '');
    return parent === undefined || parent.kind === 'service-provider' ? null : parent.name;
  };
}

/**
 * Folds names and codes once, so that each keystroke only compares: 2,000 tenants filter within a frame (T2). Every word
 * typed must be in the name or the code. What is pinned or recent stands together, whosever it is, and nowhere else.
 */
export function createTenantIndex(groups: readonly TenantGroup[]): TenantIndex {
  const several = groups.length > 1;
  const lines = (name: string, entries: readonly Placed[], whose: boolean): SwitcherRow[] =>
    entries.map((entry) => ({ kind: 'tenant', key: `${name}:${entry.tenant.key}`, whose, ...entry }));
  const section = (name: 'pinned' | 'recent', entries: readonly Placed[]): SwitcherRow[] =>
    entries.length === 0 ? [] : [{ kind: 'section', section: name }, ...lines(name, entries, several)];

  const known = groups.map((group) => {
    const nameOf = parentNames(group.tenants);
    const flat = (tenant: SwitcherTenant): Placed => ({ tenant, depth: 0, parent: nameOf(tenant) });
    const texts = inTreeOrder(group.tenants, nameOf).map(({ tenant }) => ({
      entry: flat(tenant),
      text: searchText([tenant.name, tenant.code]),
    }));
    return { group, nameOf, flat, texts };
  });
  const all = known.flatMap(({ texts }) => texts.map(({ entry }) => entry));
  const pinned = all.filter(({ tenant }) => tenant.pinned);
  const recent = all
    .filter(({ tenant }) => tenant.recentRank !== null && !tenant.pinned)
    .toSorted((a, b) => (a.tenant.recentRank ?? 0) - (b.tenant.recentRank ?? 0))
    .slice(0, 8);
  const above = new Set([...pinned, ...recent].map(({ tenant }) => tenant.key));
  const others = known.flatMap(({ group, nameOf }): SwitcherRow[] => {
    const left = group.tenants.filter(({ key }) => !above.has(key));
    if (group.tenants.length === 0)
      return several
        ? [
            { kind: 'account', group },
            { kind: 'none', group },
          ]
        : [];
    if (left.length === 0) return [];
    const title = above.size === 0 ? 'all' : 'others';
    const heading: SwitcherRow = several ? { kind: 'account', group } : { kind: 'section', section: title };
    return [heading, ...lines('all', inTreeOrder(left, nameOf), false)];
  });
  const whole = [...section('pinned', pinned), ...section('recent', recent), ...others];

  return {
    rows: (typed) => {
      const terms = searchTerms(typed);
      if (saysNothing(terms)) return whole;
      return known.flatMap(({ group, texts }): SwitcherRow[] => {
        const entries = texts.filter(({ text }) => matchesSearch(text, terms)).map(({ entry }) => entry);
        if (entries.length === 0) return [];
        const heading: SwitcherRow = several
          ? { kind: 'account', group }
          : { kind: 'section', section: 'matches' };
        return [heading, ...lines('matches', entries, false)];
      });
    },
  };
}
