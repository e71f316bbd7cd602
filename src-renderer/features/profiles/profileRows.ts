import type { Product, Profile } from '#shared/api/profiles.ts';
import { textKey } from '#shared/domain/text.ts';

/** A profile as the copy tells it, with how many people hold it. */
export type HeldProfile = Profile & { readonly holders: number };

export interface ProfileRow extends HeldProfile {
  /** Names of the products whose processes it opens: one for a System profile, any number for a Custom one. */
  readonly productNames: readonly string[];
}

const kinds = ['system', 'custom'];

/** System profiles by product, then Custom ones, each by name; with what was searched in name or product. */
export function profileRows(
  profiles: readonly HeldProfile[],
  products: readonly Product[],
  search: string,
): readonly ProfileRow[] {
  const productOf = new Map(products.flatMap(({ name, processes }) => processes.map(({ id }) => [id, name])));
  const names = new Map(products.map(({ id, name }) => [id, name]));
  const key = textKey(search);
  return profiles
    .map((profile): ProfileRow => {
      const own = profile.productId === null ? undefined : names.get(profile.productId);
      const touched = profile.processIds.map((id) => productOf.get(id)).filter((name) => name !== undefined);
      return { ...profile, productNames: own === undefined ? [...new Set(touched)] : [own] };
    })
    .filter(({ name, productNames }) => textKey([name, ...productNames].join(' ')).includes(key))
    .toSorted(
      (a, b) =>
        kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
        (a.kind === 'system' ? (a.productNames[0] ?? '').localeCompare(b.productNames[0] ?? '') : 0) ||
        a.name.localeCompare(b.name),
    );
}
