import { oneOf, search, text } from '../../app/search-params.ts';

/** How many weeks back cohorts are shown. */
export const cohortWeeks = [4, 8, 13, 26] as const;
export const DEFAULT_WEEKS = 8;

/** What the address of the cohorts says. */
export const cohortSearch = search({ course: text(), zone: text(), weeks: oneOf(cohortWeeks) });
