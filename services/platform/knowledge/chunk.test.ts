import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growsTooFast } from '@kernos/kernel/longest-turn';
import { chunk, type Markup } from './chunk.ts';

/** A generator of numbers from 0 to 1 that begins the same each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PIECES = [
  '# One',
  '## Two ##',
  'Title\n=====',
  '```python\nx = 1\n\n# no heading\n```',
  '~~~\nopen',
  'A sentence. Another!',
  'naïve 生成器 😀 text',
  '\n',
  '\n\n',
  '   ',
  '- item\n- item',
  '| a | b |',
  '\r\n',
  '[Next](a.md) | [Back](b.md)',
  'long '.repeat(600),
  'x'.repeat(3_000),
  '😀'.repeat(1_500),
  '\t',
];

test('passages are exact slices of the bytes, in order, and nothing that says something is left out', () => {
  const next = random(7);
  for (let round = 0; round < 400; round += 1) {
    const text = Array.from(
      { length: Math.floor(next() * 14) },
      () => PIECES[Math.floor(next() * PIECES.length)],
    ).join(next() < 0.7 ? '\n' : '\n\n');
    for (const markup of ['markdown', 'plain', 'code', 'lines'] satisfies Markup[]) {
      const bytes = Buffer.from(text);
      let last = 0;
      let between = '';
      for (const { startByte, endByte, text: own } of chunk(text, markup)) {
        assert.equal(bytes.subarray(startByte, endByte).toString(), own);
        assert.ok(startByte >= last && own.trim() === own && own !== '');
        between += bytes.subarray(last, startByte).toString();
        last = endByte;
      }
      between += bytes.subarray(last).toString();
      const lost = between.replaceAll('[Next](a.md) | [Back](b.md)', '');
      assert.equal(lost.trim(), '', `${markup}: ${JSON.stringify(lost.slice(0, 80))}`);
    }
  }
});

test('a heading begins a passage and names it, with the headings above it', () => {
  const text = '# Lists\n\nIntro.\n\n## Sorting\n\nUse `sort`.\n\n### In place\n\nMore.\n\n## Math\n\nNo.';
  assert.deepEqual(
    chunk(text, 'markdown').map(({ headings, text: own }) => [headings.join(' > '), own.split('\n')[0]]),
    [
      ['Lists', '# Lists'],
      ['Lists > Sorting', '## Sorting'],
      ['Lists > Sorting > In place', '### In place'],
      ['Lists > Math', '## Math'],
    ],
  );
});

test('a heading without text of its own goes with the next, and markup is no part of a name', () => {
  const [one] = chunk('## Exercises\n\n### The `with` [statement](x) [![](y)](z)\n\nText.', 'markdown');
  assert.deepEqual(one?.headings, ['Exercises', 'The with statement']);
  assert.ok(one?.text.startsWith('## Exercises'));
});

test('a code block stays whole, though it is longer than a passage should be', () => {
  const code = `\`\`\`python\n${Array.from({ length: 120 }, (_, n) => `line_${n} = ${n}  # about forty letters`).join('\n\n')}\n\`\`\``;
  assert.ok(code.length > 4_000);
  const passages = chunk(`# Code\n\nBefore:\n\n${code}\n\nAfter.`, 'markdown');
  assert.equal(passages.filter(({ text }) => text.includes('line_')).length, 1);
  assert.ok(passages.some(({ text }) => text.includes(code)));
});

test('what is no heading in a code block makes none', () => {
  const [only] = chunk('# Real\n\n```\n# not\n```', 'markdown');
  assert.deepEqual(only?.headings, ['Real']);
});

test('an id in braces is no part of a heading', () => {
  const text = '# Sets {#sets .wide}\n\nOne.\n\n## Of {a, b}\n\nTwo.\n';
  assert.deepEqual(chunk(text, 'markdown').at(-1)?.headings, ['Sets', 'Of {a, b}']);
});

test('headings and code are what CommonMark says', () => {
  const paths = (text: string) => chunk(text, 'markdown').map(({ headings }) => headings.join(' > '));
  assert.deepEqual(
    paths('# Guide\n\n```pip install x``` on one line.\n\n## Second part\n\nMore.\n\n## Third part\n\nEnd.'),
    ['Guide', 'Guide > Second part', 'Guide > Third part'],
  );
  for (const code of [
    '    # indented',
    '- item\n\n  ```\n  # in a list\n  ```',
    '> # quoted',
    '<!--\n# unseen\n-->',
    '~~~\n```\n# other marks\n~~~',
  ])
    assert.deepEqual(paths(`# Guide\n\n${code}\n\n## Next\n\nMore.`), ['Guide', 'Guide > Next'], code);
  assert.deepEqual(paths('Two\nlines\n===\n\nText.\n\n# C# ##\n\nMore.'), ['Two lines', 'C#']);
});

test('text made to take long does not', async () => {
  for (const piece of ['[', '](', '`', '> ', '<a ', '- ', '# [](', '*a_', '\n- [![a'])
    assert.equal(await growsTooFast((times) => chunk(piece.repeat(times), 'markdown'), 5_000), null, piece);
});

test('long prose is cut between sentences, near the size that is enough', () => {
  const text = 'This is a sentence of some length. '.repeat(300);
  const passages = chunk(text, 'plain');
  assert.ok(passages.length >= 5);
  for (const { text: own } of passages) assert.ok(own.length <= 1_800 && own.endsWith('.'));
});
