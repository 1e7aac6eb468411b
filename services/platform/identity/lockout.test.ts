import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LockoutPolicy, LockoutState, LoginCounters } from './lockout.ts';
import {
  addressBlock,
  countFailure,
  decideLockout,
  decideLogin,
  LOGIN_LOCKOUT,
  lockoutKeys,
  NO_FAILURES,
} from './lockout.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const failed = (failures: number): LockoutState => ({ failures, lastFailureAt: NOW });
const waitAfter = (policy: LockoutPolicy, failures: number, now = NOW) => {
  const decision = decideLockout(policy, failed(failures), now);
  return decision.allowed ? 0 : decision.retryAfterSeconds;
};

/** How many guesses somebody gets who tries again the second that it is allowed. */
function guesses(policy: LockoutPolicy, forSeconds: number): number {
  let state = NO_FAILURES;
  let made = 0;
  for (let second = 0; second < forSeconds; second += 1) {
    // At one moment as many as are let through; each is counted before the next asks.
    while (decideLockout(policy, state, at(second)).allowed) {
      state = countFailure(policy, state, at(second));
      made += 1;
    }
  }
  return made;
}

test('four mistakes are free, then the wait doubles up to fifteen minutes', () => {
  const waits = Array.from({ length: 14 }, (_, failures) => waitAfter(LOGIN_LOCKOUT.pair, failures));
  assert.deepEqual(waits, [0, 0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900]);
  assert.equal(waitAfter(LOGIN_LOCKOUT.pair, 5000), 900);
});

test('the wait ends to the second, and what is left is told, rounded up', () => {
  assert.equal(waitAfter(LOGIN_LOCKOUT.pair, 5, at(0.1)), 15);
  assert.equal(waitAfter(LOGIN_LOCKOUT.pair, 5, at(14.9)), 1);
  assert.equal(waitAfter(LOGIN_LOCKOUT.pair, 5, at(15)), 0);
  assert.equal(waitAfter(LOGIN_LOCKOUT.pair, 5, at(-3600)), 15, 'a clock set back does not lengthen it');
});

test('one failure is forgotten every fifteen minutes', () => {
  const { pair } = LOGIN_LOCKOUT;
  assert.deepEqual(countFailure(pair, NO_FAILURES, NOW), failed(1));
  assert.deepEqual(countFailure(pair, failed(7), NOW), failed(8));
  assert.equal(countFailure(pair, failed(7), at(899)).failures, 8);
  assert.equal(countFailure(pair, failed(7), at(900)).failures, 7);
  assert.equal(countFailure(pair, failed(7), at(3 * 900)).failures, 5);
  assert.equal(countFailure(pair, failed(7), at(86_400)).failures, 1);
  assert.equal(countFailure(pair, failed(7), at(-86_400)).failures, 8);
});

test('a patient guesser gets a hundred guesses a day from one address, not a million', () => {
  assert.equal(guesses(LOGIN_LOCKOUT.pair, 1), 5);
  assert.ok(guesses(LOGIN_LOCKOUT.pair, 86_400) <= 11 + 4 * 24);
});

test('one account is guessed at most about once a minute from all addresses together', () => {
  const aDay = guesses(LOGIN_LOCKOUT.account, 86_400);
  assert.ok(aDay <= 60 + 24 * 60, `${aDay}`);
  assert.equal(waitAfter(LOGIN_LOCKOUT.account, 1_000_000), 60, 'and nobody waits longer than that');
});

test('one address tries at most some thousand a day over all accounts', () => {
  const aDay = guesses(LOGIN_LOCKOUT.address, 86_400);
  assert.ok(aDay <= 120 + 2 * 60 * 24, `${aDay}`);
  assert.equal(waitAfter(LOGIN_LOCKOUT.address, 99), 0, 'a class may mistype a hundred times');
});

test('a row that nobody touched for a day says nothing any more, so that it may be deleted', () => {
  for (const policy of Object.values(LOGIN_LOCKOUT)) {
    let state = NO_FAILURES;
    let now = 0;
    for (let round = 0; round < 2000; round += 1) {
      const decision = decideLockout(policy, state, at(now));
      if (!decision.allowed) now += decision.retryAfterSeconds;
      state = countFailure(policy, state, at(now));
    }
    assert.deepEqual(decideLockout(policy, state, at(now + 86_400)), { allowed: true });
    assert.equal(countFailure(policy, state, at(now + 86_400)).failures, 1);
  }
});

test('a hundred parallel guesses are not more than five, when each is counted before it is checked', () => {
  let state: LockoutState = NO_FAILURES;
  let through = 0;
  for (let guess = 0; guess < 100; guess += 1) {
    if (!decideLockout(LOGIN_LOCKOUT.pair, state, NOW).allowed) continue;
    state = countFailure(LOGIN_LOCKOUT.pair, state, NOW);
    through += 1;
  }
  assert.equal(through, 5);
});

const counters = (given: Partial<LoginCounters>): LoginCounters => ({
  pair: NO_FAILURES,
  account: NO_FAILURES,
  address: NO_FAILURES,
  ...given,
});
const login = (given: Partial<LoginCounters>, addressKnown = false) =>
  decideLogin(counters(given), { addressKnown }, NOW);

test('the longest of the waits is told', () => {
  assert.deepEqual(login({}), { allowed: true });
  assert.deepEqual(login({ pair: failed(5) }), { allowed: false, retryAfterSeconds: 15 });
  assert.deepEqual(login({ account: failed(52) }), { allowed: false, retryAfterSeconds: 4 });
  assert.deepEqual(login({ address: failed(109) }), { allowed: false, retryAfterSeconds: 512 });
  const all = { pair: failed(6), account: failed(200), address: failed(100) };
  assert.deepEqual(login(all), { allowed: false, retryAfterSeconds: 60 });
});

test('strangers cannot hold up an owner who comes from where the account has logged in before', () => {
  assert.deepEqual(login({ account: failed(1000) }, true), { allowed: true });
  assert.deepEqual(login({ pair: failed(5), account: failed(1000) }, true), {
    allowed: false,
    retryAfterSeconds: 15,
  });
});

test('counters are kept by what was typed, so that unknown accounts are counted like known ones', () => {
  const keys = lockoutKeys(' Ada@Example.org ', { address: '192.0.2.7' });
  assert.deepEqual(keys, lockoutKeys('ada@example.org', { address: '192.0.2.7' }));
  assert.ok(Object.values(keys).every((key) => !key.includes('ada') && !key.includes('example')));
  const elsewhere = lockoutKeys('ada@example.org', { address: '192.0.2.8' });
  assert.equal(elsewhere.account, keys.account);
  assert.notEqual(elsewhere.pair, keys.pair);
  assert.notEqual(lockoutKeys('bob@example.org', { address: '192.0.2.7' }).pair, keys.pair);
  assert.equal(lockoutKeys('bob@example.org', { address: '192.0.2.7' }).address, keys.address);
});

test('an IPv4 address counts for itself, an IPv6 address for its /64', () => {
  const blocks: [string, string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:ffff::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ];
  for (const [address, block] of blocks) assert.equal(addressBlock(address), block, address);
  assert.notEqual(addressBlock('2001:db8:1:3::1'), addressBlock('2001:db8:1:2::1'));
  for (const wrong of ['', 'localhost', '192.0.2', '192.0.2.7:80', '2001:db8::1]/', '1::2::3']) {
    assert.throws(() => addressBlock(wrong), TypeError, wrong);
  }
});
