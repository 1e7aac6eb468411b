import { oneOf, search, text } from '../../app/search-params.ts';

const catalogSorts = ['relevance', 'newest', 'title'] as const;
const catalogShows = ['mine', 'others'] as const;

/** What the catalog shows, as its address says it; what is missing is as usual. */
export const catalogSearch = search({ q: text(), show: oneOf(catalogShows), sort: oneOf(catalogSorts) });
export type CatalogSearch = ReturnType<typeof catalogSearch>;
