/** A server that is dead must not hold up those who send: after some silence nobody asks it for a while. */
import { bulkhead, ConsecutiveBreaker, circuitBreaker, handleAll, type IPolicy, wrap } from 'cockatiel';
import type { Outcome } from './channels/channel.ts';

/** By server. They may be forgotten at any time: all they know is what the next tries would find out. */
export type Breakers = Map<string, IPolicy>;

const SILENCES = 5;
/** So many at once ask one mail server or provider, and find out whether it is silent. An endpoint has its lane. */
const AT_ONCE = 4;
const REST_MS = 30_000;
const SERVERS_AT_MOST = 10_000;

/** For `ctx.shared`. */
export const newBreakers = async (): Promise<Breakers> => new Map();

export function breakerOf(breakers: Breakers, server: string, hasLanes: boolean): IPolicy {
  const known = breakers.get(server);
  if (known) return known;
  if (breakers.size >= SERVERS_AT_MOST) breakers.clear();
  const silent = handleAll.orWhenResult((result) => (result as Outcome).silent === true);
  const breaker = circuitBreaker(silent, {
    halfOpenAfter: REST_MS,
    breaker: new ConsecutiveBreaker(SILENCES),
  });
  const made = hasLanes ? breaker : wrap(bulkhead(AT_ONCE, Number.POSITIVE_INFINITY), breaker);
  breakers.set(server, made);
  return made;
}
