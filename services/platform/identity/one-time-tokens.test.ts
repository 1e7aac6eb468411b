import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OneTimePurpose, OneTimeTokenRow } from './one-time-tokens.ts';
import {
  checkOneTimeToken,
  createOneTimeToken,
  ONE_TIME_TOKEN_SECONDS,
  oneTimeTokenHash,
} from './one-time-tokens.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const PURPOSES = Object.keys(ONE_TIME_TOKEN_SECONDS) as OneTimePurpose[];

function created(purpose: OneTimePurpose): { token: string; row: OneTimeTokenRow } {
  const { token, tokenHash, expiresAt } = createOneTimeToken(purpose, NOW);
  return { token, row: { tokenHash, expiresAt, usedAt: null } };
}

test('a token is 256 random bits, found again by a hash that does not hold it', () => {
  for (const purpose of PURPOSES) {
    const { token, row } = created(purpose);
    assert.match(token, /^ko_[A-Za-z0-9_-]{43}$/);
    assert.match(row.tokenHash, /^[0-9a-f]{64}$/);
    assert.equal(oneTimeTokenHash(purpose, token), row.tokenHash);
  }
  const fixed = createOneTimeToken('invitation', NOW, (size) => Buffer.alloc(size));
  assert.equal(fixed.token, `ko_${'A'.repeat(43)}`);
});

test('it is valid until it expires, to the second', () => {
  for (const purpose of PURPOSES) {
    const { token, row } = created(purpose);
    const lifetime = ONE_TIME_TOKEN_SECONDS[purpose];
    assert.equal(checkOneTimeToken(row, purpose, token, NOW), 'valid');
    assert.equal(checkOneTimeToken(row, purpose, token, at(lifetime - 1)), 'valid');
    assert.equal(checkOneTimeToken(row, purpose, token, at(lifetime)), 'expired');
  }
});

test('it works once', () => {
  const { token, row } = created('reset-password');
  assert.equal(checkOneTimeToken({ ...row, usedAt: at(5) }, 'reset-password', token, at(6)), 'used');
});

test('a link for one purpose opens nothing else, even if its row were found', () => {
  for (const made of PURPOSES) {
    const { token, row } = created(made);
    for (const tried of PURPOSES.filter((purpose) => purpose !== made)) {
      assert.notEqual(oneTimeTokenHash(tried, token), row.tokenHash);
      assert.equal(checkOneTimeToken(row, tried, token, NOW), 'wrong');
    }
  }
});

test('another token, a changed one, none and rubbish are wrong, and say nothing of use or expiry', () => {
  const { token, row } = created('verify-email');
  const usedAndExpired = { ...row, usedAt: at(1), expiresAt: at(-1) };
  const changed = token.slice(0, 10) + (token[10] === 'A' ? 'B' : 'A') + token.slice(11);
  const tries = [created('verify-email').token, changed, '', 'ko_', `${token}A`, token.replace('ko_', 'kr_')];
  for (const tried of tries) {
    assert.equal(checkOneTimeToken(row, 'verify-email', tried, NOW), 'wrong', tried);
    assert.equal(checkOneTimeToken(usedAndExpired, 'verify-email', tried, NOW), 'wrong', tried);
  }
  assert.equal(checkOneTimeToken(undefined, 'verify-email', token, NOW), 'wrong');
  assert.equal(checkOneTimeToken({ ...row, tokenHash: '' }, 'verify-email', token, NOW), 'wrong');
});
