/** What the address of the catalog says. */

export const catalogSorts = ['relevance', 'newest', 'title'] as const;
export const catalogShows = ['mine', 'others'] as const;

/** What the catalog shows, as its address says it; what is missing is as usual. */
export interface CatalogSearch {
  q?: string;
  show?: (typeof catalogShows)[number];
  sort?: (typeof catalogSorts)[number];
}

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((one) => one === value);

export function readCatalogSearch(given: Record<string, unknown>): CatalogSearch {
  const show = oneOf(catalogShows, given.show);
  const sort = oneOf(catalogSorts, given.sort);
  // A number in the address is read as one, and is a word to look for all the same.
  const q = typeof given.q === 'number' ? String(given.q) : given.q;
  return {
    ...(typeof q === 'string' && q && { q: q.slice(0, 200) }),
    ...(show && { show }),
    ...(sort && { sort }),
  };
}
