import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeTexts } from './merge-texts.ts';

const base = 'one\ntwo\nthree\nfour\nfive';

test('changes in different places are both kept', () => {
  const merged = mergeTexts(base, 'ONE\ntwo\nthree\nfour\nfive', 'one\ntwo\nthree\nfive\nsix');
  assert.deepEqual(merged, { text: 'ONE\ntwo\nthree\nfive\nsix', clashes: 0 });
});

test('the same change is made once, and a change of one alone is taken', () => {
  const same = 'one\n2\nthree\nfour\nfive';
  assert.deepEqual(mergeTexts(base, same, same), { text: same, clashes: 0 });
  assert.deepEqual(mergeTexts(base, base, same), { text: same, clashes: 0 });
  assert.deepEqual(mergeTexts(base, same, base), { text: same, clashes: 0 });
  assert.deepEqual(mergeTexts('', 'mine', 'mine'), { text: 'mine', clashes: 0 });
});

test('where both changed the same line, both versions stay, mine first', () => {
  const merged = mergeTexts(base, 'one\ntwo\nmine\nfour\nfive', 'one\ntwo\ntheirs\nfour\nfive');
  assert.deepEqual(merged, { text: 'one\ntwo\nmine\ntheirs\nfour\nfive', clashes: 1 });
});

test('no line that either wrote is lost, whatever they do', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let round = 0; round < 500; round += 1) {
    const lines = Array.from({ length: random(8) }, (_, n) => `base ${n}`);
    const edited = (who: string) => {
      const result = [...lines];
      for (let edit = 0; edit < 3; edit += 1)
        result.splice(random(result.length + 1), random(2), `${who} ${edit}`);
      return result;
    };
    const [mine, theirs] = [edited('mine'), edited('theirs')];
    const merged = mergeTexts(lines.join('\n'), mine.join('\n'), theirs.join('\n')).text.split('\n');
    for (const line of [...mine, ...theirs].filter((one) => !one.startsWith('base')))
      assert.ok(merged.includes(line), `round ${round}: “${line}” is gone`);
  }
});
