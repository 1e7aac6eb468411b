/**
 * Errors that say that another service of this system cannot be reached. In one process there are none; so what was
 * written for that must not fail for good because of them: whoever tries again in the background does not count them.
 */
const away = new WeakSet<object>();

/** Marks an error as one of these. */
export function serviceAway<E extends object>(error: E): E {
  away.add(error);
  return error;
}

export const isServiceAway = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && away.has(error);

/** How long to wait before what failed so is tried again, milliseconds: what failed together does not come back together. */
export const awayPause = (): number => 1_000 + Math.random() * 4_000;
