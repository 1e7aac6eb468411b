import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OneTimePurpose } from './one-time-tokens.ts';
import { createOneTimeToken, ONE_TIME_TOKEN_SECONDS, oneTimeTokenHash } from './one-time-tokens.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const PURPOSES = Object.keys(ONE_TIME_TOKEN_SECONDS) as OneTimePurpose[];

test('a token is 256 random bits, found again by a hash that does not hold it', () => {
  for (const purpose of PURPOSES) {
    const { token, tokenHash, expiresAt } = createOneTimeToken(purpose, NOW);
    assert.match(token, /^ko_[A-Za-z0-9_-]{43}$/);
    assert.match(tokenHash, /^[0-9a-f]{64}$/);
    assert.equal(oneTimeTokenHash(purpose, token), tokenHash);
    assert.equal(expiresAt.getTime() - NOW.getTime(), ONE_TIME_TOKEN_SECONDS[purpose] * 1000);
  }
  const fixed = createOneTimeToken('invitation', NOW, (size) => Buffer.alloc(size));
  assert.equal(fixed.token, `ko_${'A'.repeat(43)}`);
});

test('a link for one purpose is not even found when tried for another', () => {
  for (const made of PURPOSES) {
    const { token, tokenHash } = createOneTimeToken(made, NOW);
    for (const tried of PURPOSES.filter((purpose) => purpose !== made))
      assert.notEqual(oneTimeTokenHash(tried, token), tokenHash);
  }
});

test('what cannot be one of ours is not looked up', () => {
  const { token } = createOneTimeToken('verify-email', NOW);
  for (const tried of ['', 'ko_', `${token}A`, token.replace('ko_', 'kr_'), `${token.slice(0, -1)}=`])
    assert.equal(oneTimeTokenHash('verify-email', tried), undefined, tried);
});
