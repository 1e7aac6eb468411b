import { oneOf, search, text } from '../../app/search-params.ts';

const rosterStatuses = ['active', 'waitlisted', 'withdrawn'] as const;
const rosterSorts = ['name', 'progress', 'activity', 'enrolled'] as const;

/** What the roster's address says. */
export const rosterSearch = search({ q: text(), status: oneOf(rosterStatuses), sort: oneOf(rosterSorts) });
