import type { SwitcherTenant } from '#shared/desktop/tenants.ts';
import { textKey } from '#shared/domain/text.ts';

/** A line of the switcher: a heading, or a tenant at its depth in the tree. */
export type SwitcherRow =
  | { readonly kind: 'section'; readonly section: 'pinned' | 'recent' | 'all' | 'matches' }
  | {
      readonly kind: 'tenant';
      readonly key: string;
      readonly tenant: SwitcherTenant;
      readonly depth: number;
    };

export interface TenantIndex {
  /** Lines for what was typed; empty text gives pinned, recent and the whole tree. */
  readonly rows: (typed: string) => readonly SwitcherRow[];
}

interface Placed {
  readonly tenant: SwitcherTenant;
  readonly depth: number;
  readonly key: string;
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
      placed.push({ tenant, depth, key: `${textKey(tenant.name)} ${textKey(tenant.code)}` });
      place(tenant.id, depth + 1);
    }
  };
  place(null, 0);
  return placed;
}

/**
 * Folds names and codes once, so that each keystroke only compares: 2,000 tenants filter within a frame (T2). Every word
 * typed must be in the name or the code.
 */
export function createTenantIndex(tenants: readonly SwitcherTenant[]): TenantIndex {
  const placed = inTreeOrder(tenants);
  const section = (
    name: 'pinned' | 'recent' | 'all' | 'matches',
    entries: readonly { readonly tenant: SwitcherTenant; readonly depth: number }[],
  ): SwitcherRow[] =>
    entries.length === 0
      ? []
      : [
          { kind: 'section', section: name },
          ...entries.map(
            ({ tenant, depth }) => ({ kind: 'tenant', key: `${name}:${tenant.key}`, tenant, depth }) as const,
          ),
        ];

  const flat = placed.map(({ tenant }) => ({ tenant, depth: 0 }));
  const pinned = flat.filter(({ tenant }) => tenant.pinned);
  const recent = flat
    .filter(({ tenant }) => tenant.recentRank !== null && !tenant.pinned)
    .toSorted((a, b) => (a.tenant.recentRank ?? 0) - (b.tenant.recentRank ?? 0))
    .slice(0, 8);
  const whole = [...section('pinned', pinned), ...section('recent', recent), ...section('all', placed)];

  return {
    rows: (typed) => {
      const words = textKey(typed)
        .split(' ')
        .filter((word) => word !== '');
      if (words.length === 0) return whole;
      const matches = placed
        .filter(({ key }) => words.every((word) => key.includes(word)))
        .map(({ tenant }) => ({ tenant, depth: 0 }));
      return section('matches', matches);
    },
  };
}
