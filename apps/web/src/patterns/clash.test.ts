import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clashing, differing, mergedOver } from './clash.ts';

const base = { title: 'Clay', summary: 'Earth', seats: 10 as number | null, tags: ['a'] };

describe('two changes of one thing', () => {
  it('stand beside each other where they are about other fields', () => {
    const mine = { ...base, title: 'Loam' };
    const theirs = { ...base, seats: null };
    assert.deepEqual(clashing(mine, base, theirs), []);
    assert.deepEqual(mergedOver(theirs, mine, base), { ...base, title: 'Loam', seats: null });
  });

  it('clash in the fields that both changed, and not to the same', () => {
    const mine = { ...base, title: 'Loam', seats: 5, tags: ['a', 'b'] };
    const theirs = { ...base, title: 'Sand', seats: 5, tags: ['c'] };
    assert.deepEqual(clashing(mine, base, theirs), ['title', 'tags']);
    assert.deepEqual(mergedOver(theirs, mine, base, ['title', 'tags']), theirs);
    assert.deepEqual(mergedOver(theirs, mine, base), mine);
  });

  it('are none where lists hold the same', () => {
    assert.deepEqual(differing({ ...base, tags: ['a'] }, base), []);
  });
});
