import type { Product } from '#shared/api/profiles.ts';

/** A choice of processes by what it adds (+) to another and takes (−) from it; whole lists would hide the difference. */
export function processDifference(
  products: readonly Product[],
  before: readonly string[],
  now: readonly string[],
): string {
  const names = new Map(products.flatMap(({ processes }) => processes.map(({ id, name }) => [id, name])));
  const named = (sign: string, ids: readonly string[]) => ids.map((id) => `${sign} ${names.get(id) ?? id}`);
  return [
    ...named(
      '+',
      now.filter((id) => !before.includes(id)),
    ),
    ...named(
      '−',
      before.filter((id) => !now.includes(id)),
    ),
  ].join(', ');
}
