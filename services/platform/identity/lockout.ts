import { isIP } from 'node:net';
import { emailHash } from './email-address.ts';

/**
 * What is remembered of a counter. No row is the same as `NO_FAILURES`, and since a refused attempt is not
 * counted, every counter has forgotten everything after a day: older rows may be deleted.
 */
export type LockoutState = { failures: number; lastFailureAt: Date | null };

export const NO_FAILURES: LockoutState = { failures: 0, lastFailureAt: null };

/**
 * How a counter delays: not at all below `freeFailures`, then `firstDelaySeconds`, doubled with each
 * further failure up to `maxDelaySeconds`. One failure is forgotten every `forgetSeconds`.
 */
export type LockoutPolicy = {
  freeFailures: number;
  firstDelaySeconds: number;
  maxDelaySeconds: number;
  forgetSeconds: number;
};

/**
 * The three counters of a login. None ever locks for good.
 *
 * - `pair`, one account from one address, is the strict one: in the long run four guesses an hour. It can
 *   only be driven up from the address that it delays, so nobody locks out somebody elsewhere.
 * - `account`, one account from anywhere, slows guessing from many addresses. Somebody who owns many could
 *   use it to hold the owner up, so it waits at most a minute, and it does not count for an address from
 *   which the account has logged in before.
 * - `address`, any account from one address, slows the trying of one password on many accounts. It is wide,
 *   because a school may stand behind one address, and a good login does not reset it.
 *
 * A device that the account knows has a `pair` of its own, and the other two do not count for it: whoever guesses on
 * the same network holds up neither the teacher nor anybody else who signed in there before.
 */
export const LOGIN_LOCKOUT = {
  pair: { freeFailures: 5, firstDelaySeconds: 15, maxDelaySeconds: 900, forgetSeconds: 900 },
  account: { freeFailures: 50, firstDelaySeconds: 1, maxDelaySeconds: 60, forgetSeconds: 60 },
  address: { freeFailures: 100, firstDelaySeconds: 1, maxDelaySeconds: 900, forgetSeconds: 30 },
} as const satisfies Record<string, LockoutPolicy>;

export type LockoutDecision = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/** Says whether an attempt may be made at `now`. A refused attempt is not counted and prolongs nothing. */
export function decideLockout(policy: LockoutPolicy, state: LockoutState, now: Date): LockoutDecision {
  if (state.lastFailureAt === null) return { allowed: true };
  const waited = (now.getTime() - state.lastFailureAt.getTime()) / 1000;
  // A clock that ran backwards must not turn into a longer wait than the rule has.
  const delay = delayOf(policy, state.failures);
  const left = Math.min(delay, delay - waited);
  return left > 0 ? { allowed: false, retryAfterSeconds: Math.ceil(left) } : { allowed: true };
}

/**
 * The state after one more failure. Count it BEFORE the password is checked, committed on its own (a
 * refused login rolls its transaction back), and take it back after a good login: else a hundred parallel
 * guesses all read the same state and all pass.
 */
export function countFailure(policy: LockoutPolicy, state: LockoutState, now: Date): LockoutState {
  return { failures: remembered(policy, state, now) + 1, lastFailureAt: now };
}

/** What is counted of a login; from a known device the pair alone. */
export type LoginCounters = { pair: LockoutState; account?: LockoutState; address?: LockoutState };

/**
 * Says whether a login may be tried, by all its counters; where several delay, the longest wait is told.
 * Whether the account exists plays no part: the counters are kept by what was typed (`lockoutKeys`), so
 * that an unknown account is delayed like a known one. Answer 429 with `Retry-After`.
 */
export function decideLogin(
  counters: LoginCounters,
  { addressKnown }: { addressKnown: boolean },
  now: Date,
): LockoutDecision {
  const { pair, account = NO_FAILURES, address = NO_FAILURES } = counters;
  const decisions = [
    decideLockout(LOGIN_LOCKOUT.pair, pair, now),
    decideLockout(LOGIN_LOCKOUT.address, address, now),
  ];
  if (!addressKnown) decisions.push(decideLockout(LOGIN_LOCKOUT.account, account, now));
  const waits = decisions.map((decision) => (decision.allowed ? 0 : decision.retryAfterSeconds));
  const retryAfterSeconds = Math.max(...waits);
  return retryAfterSeconds > 0 ? { allowed: false, retryAfterSeconds } : { allowed: true };
}

/** The key under which each of a login's counters is kept. */
export type LockoutKeys = { pair: string; account?: string; address?: string };

/**
 * The keys of a login from somewhere, or from a `device` that the account knows. The email address goes in as a hash:
 * a list of everything that was ever typed into a login form would be a list of other people's addresses.
 */
export function lockoutKeys(email: string, from: { address: string } | { device: string }): LockoutKeys {
  const account = emailHash(email);
  if ('device' in from) return { pair: `pair:${account}:${from.device}` };
  const block = addressBlock(from.address);
  return { pair: `pair:${account}:${block}`, account: `account:${account}`, address: `address:${block}` };
}

/** What the keys of an account begin with, from wherever somebody tried. */
export const accountBeginnings = (email: string): string[] =>
  ['pair', 'account'].map((name) => `${name}:${emailHash(email)}`);

/**
 * The block that one subscriber is taken to hold: an IPv4 address itself, an IPv6 address' /64. An IPv4
 * address in IPv6 clothes (`::ffff:192.0.2.1`) counts as IPv4. @throws TypeError for what is no address.
 */
export function addressBlock(address: string): string {
  const [plain = ''] = address.split('%');
  if (isIP(plain) === 4) return plain;
  if (isIP(plain) !== 6) throw new TypeError('Neither an IPv4 nor an IPv6 address.');
  const groups = ipv6Groups(plain);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** Eight groups of 16 bits; the platform's URL parser knows every way to write an IPv6 address. */
function ipv6Groups(address: string): number[] {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = [], tail = []] = canonical
    .split('::')
    .map((half) => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16))));
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}

function delayOf(policy: LockoutPolicy, failures: number): number {
  if (failures < policy.freeFailures) return 0;
  return Math.min(policy.maxDelaySeconds, policy.firstDelaySeconds * 2 ** (failures - policy.freeFailures));
}

function remembered(policy: LockoutPolicy, { failures, lastFailureAt }: LockoutState, now: Date): number {
  if (lastFailureAt === null) return 0;
  const waited = Math.max(0, now.getTime() - lastFailureAt.getTime()) / 1000;
  return Math.max(0, failures - Math.floor(waited / policy.forgetSeconds));
}
