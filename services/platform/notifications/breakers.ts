/** A server that is dead must not hold up those who send: after some silence nobody asks it for a while. */
import { type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { Outcome } from './channels/channel.ts';

/** By server. They may be forgotten at any time: all they know is what the next tries would find out. */
export type Breakers = Map<string, CircuitBreakerPolicy>;

const SILENCES = 5;
const REST_MS = 30_000;
const SERVERS_AT_MOST = 10_000;

/** For `ctx.shared`. */
export const newBreakers = async (): Promise<Breakers> => new Map();

export function breakerOf(breakers: Breakers, server: string): CircuitBreakerPolicy {
  const known = breakers.get(server);
  if (known) return known;
  if (breakers.size >= SERVERS_AT_MOST) breakers.clear();
  const silent = handleAll.orWhenResult((result) => (result as Outcome).silent === true);
  const made = circuitBreaker(silent, { halfOpenAfter: REST_MS, breaker: new ConsecutiveBreaker(SILENCES) });
  breakers.set(server, made);
  return made;
}
