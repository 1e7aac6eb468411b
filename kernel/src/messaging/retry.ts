/**
 * How often a message that failed is tried again, and after which pauses. A pause is drawn between nothing and its
 * limit, which doubles each time ("full jitter"): what failed together does not come back together.
 */

export interface RetryPolicy {
  /** All in all; after the last of them the message is dead. */
  readonly attempts: number;
  readonly firstPauseSeconds: number;
  readonly longestPauseSeconds: number;
}

/** Which policy a subscription or task asks for. */
export type Retry = 'fast' | 'persistent';

export const retryPolicies: Readonly<Record<Retry, RetryPolicy>> = {
  /** For effects inside this system: over in about two minutes, four at most. */
  fast: { attempts: 8, firstPauseSeconds: 2, longestPauseSeconds: 128 },
  /** For links to other systems: outlasts an outage of about four hours, eight at most. */
  persistent: { attempts: 16, firstPauseSeconds: 20, longestPauseSeconds: 3_600 },
};

/** Seconds to wait after so many attempts that failed. */
export function pauseAfter(
  { firstPauseSeconds, longestPauseSeconds }: RetryPolicy,
  attempts: number,
  random: () => number = Math.random,
): number {
  return random() * Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** (attempts - 1));
}
