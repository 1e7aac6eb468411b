import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { holdsTheLoop } from '../longest-turn.fixture.ts';
import { sha256 } from './sha256.ts';

test('it is that of the whole, wherever a text is cut', async () => {
  for (const text of ['', 'a', `a${'🙂'.repeat(2_500_000)}`, `${'🙂'.repeat(2_500_000)}`, '\uD83D'])
    assert.equal(await sha256(text), hash('sha256', text, 'hex'));
  const bytes = Buffer.alloc(9_000_000, 'abc');
  assert.equal(await sha256(bytes), hash('sha256', bytes, 'hex'));
});

test('nobody waits for it', async () => {
  const bytes = Buffer.alloc(200_000_000);
  assert.equal(await holdsTheLoop(() => sha256(bytes)), null);
});
