import type { Process, Product } from '#shared/api/profiles.ts';
import { matchesSearch, saysNothing, searchTerms, searchText } from '#shared/domain/search.ts';

export interface ProductSections {
  readonly product: Product;
  readonly sections: readonly { readonly name: string; readonly processes: readonly Process[] }[];
}

/** Products with their processes by section, in the product's own order, and only what matches a search. */
export function processSections(products: readonly Product[], search: string): readonly ProductSections[] {
  const terms = searchTerms(search);
  return products
    .map((product) => {
      const matching = product.processes.filter(({ name, section }) =>
        matchesSearch(searchText([name, section, product.name]), terms),
      );
      const bySection = Map.groupBy(matching, ({ section }) => section);
      return { product, sections: [...bySection].map(([name, processes]) => ({ name, processes })) };
    })
    .filter(({ sections }) => sections.length > 0 || saysNothing(terms));
}
