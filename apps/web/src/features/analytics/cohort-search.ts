import { reportSearch } from './range.ts';

/** How many weeks back cohorts are shown. */
export const cohortWeeks = [4, 8, 13, 26] as const;
export const DEFAULT_WEEKS = 8;
export interface CohortSearch {
  readonly course?: string | undefined;
  readonly zone?: string | undefined;
  readonly weeks?: (typeof cohortWeeks)[number] | undefined;
}

/** What the address of the cohorts says. */
export function cohortSearch(given: Record<string, unknown>): CohortSearch {
  const { course, zone } = reportSearch(given);
  const weeks = cohortWeeks.find((n) => n === given.weeks);
  return { ...(course && { course }), ...(zone && { zone }), ...(weeks && { weeks }) };
}
