import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { matchesSearch, saysNothing, searchTerms, searchText } from '#shared/domain/search.ts';
import type { TenantGroup } from '../../state/useTenantList.ts';

/** A line of the switcher: a heading, or a tenant at its depth in the tree. */
export type SwitcherRow =
  | { readonly kind: 'section'; readonly section: 'pinned' | 'recent' | 'all' | 'matches' }
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
    };

export interface TenantIndex {
  /** Lines for what was typed; empty text gives pinned, recent and the whole tree. */
  readonly rows: (typed: string) => readonly SwitcherRow[];
}

interface Placed {
  readonly tenant: SwitcherTenant;
  readonly depth: number;
  readonly text: string;
}

/** Children under their parents, siblings by name; a tenant whose parent isn't visible stands at the root. */
function inTreeOrder(tenants: readonly SwitcherTenant[]): readonly Placed[] {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const ids = new Set(tenants.map(({ id }) => id));
  const children = Map.groupBy(tenants, ({ parentId }) =>
    parentId !== null && ids.has(parentId) ? parentId : null,
  );
  const placed: Placed[] = [];
  const place = (parent: string | null, depth: number) => {
    const level = (children.get(parent) ?? []).toSorted((a, b) => collator.compare(a.name, b.name));
    for (const tenant of level) {
      placed.push({ tenant, depth, text: searchText([tenant.name, tenant.code]) });
      place(tenant.id, depth + 1);
    }
  };
  place(null, 0);
  return placed;
}

type Entry = Pick<Placed, 'tenant' | 'depth'>;

/**
 * Folds names and codes once, so that each keystroke only compares: 2,000 tenants filter within a frame (T2). Every word
 * typed must be in the name or the code. What is pinned or recent stands together, whosever it is.
 */
export function createTenantIndex(groups: readonly TenantGroup[]): TenantIndex {
  const several = groups.length > 1;
  const placed = groups.map((group) => ({ group, entries: inTreeOrder(group.tenants) }));
  const lines = (name: string, entries: readonly Entry[], whose: boolean): SwitcherRow[] =>
    entries.map(({ tenant, depth }) => {
      return { kind: 'tenant', key: `${name}:${tenant.key}`, tenant, depth, whose };
    });
  const section = (name: 'pinned' | 'recent', entries: readonly Entry[]): SwitcherRow[] =>
    entries.length === 0 ? [] : [{ kind: 'section', section: name }, ...lines(name, entries, several)];
  const grouped = (
    name: 'all' | 'matches',
    shown: (entries: readonly Placed[]) => readonly Entry[],
  ): SwitcherRow[] =>
    placed.flatMap(({ group, entries: all }): SwitcherRow[] => {
      const entries = shown(all);
      if (entries.length === 0)
        return several && name === 'all'
          ? [
              { kind: 'account', group },
              { kind: 'none', group },
            ]
          : [];
      const heading: SwitcherRow = several ? { kind: 'account', group } : { kind: 'section', section: name };
      return [heading, ...lines(name, entries, false)];
    });

  const flat = placed.flatMap(({ entries }) => entries.map(({ tenant }) => ({ tenant, depth: 0 })));
  const pinned = flat.filter(({ tenant }) => tenant.pinned);
  const recent = flat
    .filter(({ tenant }) => tenant.recentRank !== null && !tenant.pinned)
    .toSorted((a, b) => (a.tenant.recentRank ?? 0) - (b.tenant.recentRank ?? 0))
    .slice(0, 8);
  const whole = [
    ...section('pinned', pinned),
    ...section('recent', recent),
    ...grouped('all', (entries) => entries),
  ];

  return {
    rows: (typed) => {
      const terms = searchTerms(typed);
      if (saysNothing(terms)) return whole;
      return grouped('matches', (entries) =>
        entries.filter(({ text }) => matchesSearch(text, terms)).map(({ tenant }) => ({ tenant, depth: 0 })),
      );
    },
  };
}
