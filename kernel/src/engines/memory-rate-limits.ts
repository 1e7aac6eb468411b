/** Counts in the memory of this process: each process has its own, and they begin anew with it. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Limit, RateLimits } from '../ports/rate-limits.ts';

export function memoryRateLimits(): RateLimits {
  const limiters = new Map<string, RateLimiterMemory>();
  const limiterOf = ({ most: points, seconds: duration }: Limit) => {
    const name = `${points}/${duration}`;
    const limiter = limiters.get(name) ?? new RateLimiterMemory({ points, duration });
    limiters.set(name, limiter);
    return limiter;
  };
  return {
    count: async (key, limit) => {
      try {
        await limiterOf(limit).consume(key);
        return null;
      } catch (reason) {
        if (reason instanceof RateLimiterRes) return Math.max(1, reason.msBeforeNext);
        throw reason;
      }
    },
  };
}
