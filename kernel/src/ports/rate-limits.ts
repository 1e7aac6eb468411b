/**
 * Counts how often something happens under a key. Who is counted as what, and what happens to whoever comes too often, is
 * said elsewhere (http/request-limits.ts).
 */

/** So many within so long. A window begins with the first count under a key, and the next one after it has ended. */
export interface Limit {
  readonly most: number;
  readonly seconds: number;
}

export interface RateLimits {
  /**
   * Counts one more under `key`. Null where that is within the limit, else the milliseconds until the window ends. Of many
   * at once, as many are within it as may be. The same key must come with the same limit. Throws where the counts cannot
   * be reached.
   */
  count(key: string, limit: Limit): Promise<number | null>;
}
