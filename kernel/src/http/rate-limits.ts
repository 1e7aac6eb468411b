/**
 * Rate limits. Who is signed in counts as that person, wherever they are: a school behind one address may read.
 * Everything else counts as its address: requests without credentials, with bad ones, and to where there is
 * nothing. An IPv6 address counts by its /64: a household has a whole one.
 */
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AnyCall } from '../contract/contract.ts';
import { commonError } from '../contract/errors.ts';

/** Requests a minute. */
export interface Limits {
  readonly perPerson: number;
  readonly perAddress: number;
}

type Limited = Pick<AnyCall, 'id' | 'perMinute'>;

export class RateLimits {
  readonly #people: RateLimiterMemory;
  readonly #addresses: RateLimiterMemory;
  readonly #calls = new Map<string, RateLimiterMemory>();

  constructor({ perPerson, perAddress }: Limits) {
    this.#people = perMinute(perPerson);
    this.#addresses = perMinute(perAddress);
  }

  /** Counts a request of nobody we know, or one that failed to say who it is. Throws `rate-limited` where it was one too many. */
  async countAddress(address: string, call?: Limited): Promise<void> {
    const key = addressKey(address);
    await consume(this.#addresses, key);
    if (call) await this.#countCall(call, key);
  }

  /** Counts a request of a person, wherever it comes from. Throws `rate-limited` where it was one too many. */
  async countPerson(userId: string, call: Limited): Promise<void> {
    await consume(this.#people, userId);
    await this.#countCall(call, userId);
  }

  async #countCall({ id, perMinute: most }: Limited, key: string): Promise<void> {
    if (most === undefined) return;
    let limiter = this.#calls.get(id);
    if (!limiter) {
      limiter = perMinute(most);
      this.#calls.set(id, limiter);
    }
    await consume(limiter, key);
  }
}

const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 });

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason;
    const seconds = Math.max(1, Math.ceil(reason.msBeforeNext / 1000));
    throw commonError('rate-limited', `Too many requests; try again in ${seconds} s.`, {
      retryAfter: seconds,
    });
  }
}

/** What an address is counted under: itself, or the /64 network of an IPv6 address. */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
