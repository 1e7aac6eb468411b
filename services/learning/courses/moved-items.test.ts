import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movedItems } from './moved-items.ts';

const moved = (before: string, after: string): string =>
  [...movedItems([...before], [...after])].sort().join('');

test('what moved is the least that explains the new order', () => {
  assert.equal(moved('abcdef', 'abcdef'), '');
  assert.equal(moved('abcdef', 'fabcde'), 'f', 'from the end to the beginning');
  assert.equal(moved('abcdef', 'bcdefa'), 'a');
  assert.equal(moved('abcdef', 'abdcef').length, 1, 'of two that changed places, one');
  assert.equal(moved('abcd', 'dcba').length, 3);
});

test('what came or went is not moved, and moves nothing', () => {
  assert.equal(moved('abcd', 'xaybzcd'), '');
  assert.equal(moved('abcd', 'ad'), '');
  assert.equal(moved('', 'ab'), '');
});
