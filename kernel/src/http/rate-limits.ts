/** Rate limits per address and per person. An IPv6 address counts by its /64: a household has a whole one. */
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AnyCall } from '../contract/contract.ts';
import { commonError } from '../contract/errors.ts';
import type { Actor } from '../unit-of-work/context.ts';

const PER_ADDRESS_PER_MINUTE = 600;
const PER_PERSON_PER_MINUTE = 1_200;

export class RateLimits {
  readonly #addresses = new RateLimiterMemory({ points: PER_ADDRESS_PER_MINUTE, duration: 60 });
  readonly #people = new RateLimiterMemory({ points: PER_PERSON_PER_MINUTE, duration: 60 });
  readonly #calls = new Map<string, RateLimiterMemory>();

  /** Counts a request of an address. Throws `rate-limited` where it was one too many. */
  async countAddress(address: string, call: Pick<AnyCall, 'id' | 'perMinute'>): Promise<void> {
    const key = addressKey(address);
    await consume(this.#addresses, key);
    if (call.perMinute === undefined) return;
    let limiter = this.#calls.get(call.id);
    if (!limiter) {
      limiter = new RateLimiterMemory({ points: call.perMinute, duration: 60 });
      this.#calls.set(call.id, limiter);
    }
    await consume(limiter, key);
  }

  /** Counts a request of a person, wherever it comes from. */
  async countActor(actor: Actor): Promise<void> {
    if (actor.kind === 'person') await consume(this.#people, actor.id);
  }
}

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
