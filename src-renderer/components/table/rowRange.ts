interface Spot {
  readonly page: number;
  readonly id: string;
}

/**
 * The rows from one to the other, both with them, whichever comes first. Where one has left, nobody knows what lay between: then it
 * is the other alone.
 */
export async function rowRange(
  one: Spot,
  other: Spot,
  idsOf: (page: number) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const [first, last] = one.page <= other.page ? [one, other] : [other, one];
  const pages = Array.from({ length: last.page - first.page + 1 }, (_, at) => idsOf(first.page + at));
  const ids = (await Promise.all(pages)).flat();
  const places = [ids.indexOf(one.id), ids.indexOf(other.id)].filter((at) => at >= 0);
  if (places.length === 0) return [];
  return ids.slice(Math.min(...places), Math.max(...places) + 1);
}
