import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WEIGHTS } from '../rules.ts';
import { Gathered } from './gather.ts';
import { takeIn } from './writer.ts';

test('the words of long passages are taken in with turns for others between', async () => {
  const text = 'def parts_of(words): return [word for word in words if word]\n'.repeat(130);
  const passages = Array.from({ length: 200 }, (_, number) => ({
    ...{ number, title: 'Code', section: null, headings: [], text },
  }));
  let turns = 0;
  const count = () => {
    turns += 1;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const gathered = new Gathered(WEIGHTS);
  await takeIn(passages, gathered);
  clearImmediate(next);
  assert.equal(gathered.passages, 200);
  assert.ok(turns >= 20, `${turns} turns`);
});
