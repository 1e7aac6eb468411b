/**
 * How often somebody may ask. Who is signed in counts as that person, wherever they are: a school behind one address may read.
 * Everything else counts as its address: requests without credentials, with bad ones, and to where there is
 * nothing. An IPv6 address counts by its /64: a household has a whole one.
 */
import ipaddr from 'ipaddr.js';
import type { Logger } from 'pino';
import type { AnyCall } from '../contract/contract.ts';
import { commonError } from '../contract/errors.ts';
import type { RateLimits } from '../ports/rate-limits.ts';

/** Requests a minute. */
export interface Limits {
  readonly perPerson: number;
  readonly perAddress: number;
}

const WINDOW_SECONDS = 60;

type Limited = Pick<AnyCall, 'id' | 'perMinute'>;

export class RequestLimits {
  readonly #counts: RateLimits;
  readonly #limits: Limits;
  readonly #log: Pick<Logger, 'warn'>;

  constructor(counts: RateLimits, limits: Limits, log: Pick<Logger, 'warn'>) {
    this.#counts = counts;
    this.#limits = limits;
    this.#log = log;
  }

  /** Counts a request of nobody we know, or one that failed to say who it is. Throws `rate-limited` where it was one too many. */
  async countAddress(address: string, call?: Limited): Promise<void> {
    await this.#count('address', addressKey(address), this.#limits.perAddress, call);
  }

  /** Counts a request of a person, wherever it comes from. Throws `rate-limited` where it was one too many. */
  async countPerson(userId: string, call: Limited): Promise<void> {
    await this.#count('person', userId, this.#limits.perPerson, call);
  }

  async #count(kind: string, who: string, most: number, call?: Limited): Promise<void> {
    await this.#consume(`${kind} ${who}`, most);
    if (call?.perMinute !== undefined) await this.#consume(`${call.id} ${who}`, call.perMinute);
  }

  async #consume(key: string, most: number): Promise<void> {
    const left = await this.#counts.count(key, { most, seconds: WINDOW_SECONDS }).catch((error: unknown) => {
      // Nobody is shut out because nobody counts; where that is the database, nothing else is answered either.
      this.#log.warn({ err: error }, 'a request could not be counted');
      return null;
    });
    if (left === null) return;
    const seconds = Math.max(1, Math.ceil(left / 1_000));
    throw commonError('rate-limited', `Too many requests; try again in ${seconds} s.`, {
      retryAfter: seconds,
    });
  }
}

/** What an address is counted under: itself, or the /64 network of an IPv6 address. */
function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
