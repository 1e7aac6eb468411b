export const rosterStatuses = ['active', 'waitlisted', 'withdrawn'] as const;
export const rosterSorts = ['name', 'progress', 'activity', 'enrolled'] as const;
export interface RosterSearch {
  q?: string;
  status?: (typeof rosterStatuses)[number];
  sort?: (typeof rosterSorts)[number];
}
/** What the roster's address says. */
export const rosterSearch = (given: { q?: unknown; status?: unknown; sort?: unknown }): RosterSearch => {
  const status = rosterStatuses.find((one) => one === given.status);
  const sort = rosterSorts.find((one) => one === given.sort);
  return {
    ...(typeof given.q === 'string' && given.q && { q: given.q }),
    ...(status && { status }),
    ...(sort && { sort }),
  };
};
