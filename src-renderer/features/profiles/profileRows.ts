import type { Product, Profile } from '#shared/api/profiles.ts';
import { matchesSearch, searchTerms, searchText } from '#shared/domain/search.ts';

/** A profile as the copy tells it, with how many people hold it. */
export type HeldProfile = Profile & { readonly holders: number };

export interface ProfileRow extends HeldProfile {
  /** Names of the products whose processes it opens: one for a System profile, any number in their order for a Custom one. */
  readonly productNames: readonly string[];
}

const kinds = ['system', 'custom'];

/** System profiles by product, then Custom ones, each by name; with what was searched in name or product. */
export function profileRows(
  profiles: readonly HeldProfile[],
  products: readonly Product[],
  search: string,
): readonly ProfileRow[] {
  const terms = searchTerms(search);
  return profiles
    .map((profile): ProfileRow => {
      const opened = new Set(profile.processIds);
      const own = products.filter(({ id, processes }) =>
        profile.productId === null
          ? processes.some((process) => opened.has(process.id))
          : id === profile.productId,
      );
      return { ...profile, productNames: own.map(({ name }) => name) };
    })
    .filter(({ name, productNames }) => matchesSearch(searchText([name, ...productNames]), terms))
    .toSorted(
      (a, b) =>
        kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
        (a.kind === 'system' ? (a.productNames[0] ?? '').localeCompare(b.productNames[0] ?? '') : 0) ||
        a.name.localeCompare(b.name),
    );
}
