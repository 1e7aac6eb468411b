import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsTheLoop } from '@kernos/kernel/longest-turn';
import { renderMarkdown } from './content/render.ts';
import { closeLinks, openLinks, openUrls } from './open-links.ts';

const targets = {
  lesson: (key: string) => (key === 'gone' ? undefined : `/lessons/${key}`),
  asset: (key: string) => (key === 'gone.png' ? undefined : `/files/${key}`),
  course: '/course',
};
const closedUrls = { lessonUrl: targets.lesson, assetUrl: targets.asset, courseUrl: () => targets.course };

const texts = [
  '[a](lesson:a) [b](lesson:b#part-2) [c](course:) [d](asset:d.pdf) ![e](asset:e/f.png "title") [x](https://example.org/?a=1&b=2)',
  '[ü](lesson:über/größe#ä) <a href="lesson:a" title="&quot; href=&quot;kernos:lesson/a">html</a>',
  '![film](asset:film.mp4) ![sound](asset:sound.mp3) ![doc](asset:doc.pdf)',
  '| [in](lesson:a) | ![table](asset:t.png) |\n|--|--|\n| x | [y](course:) |\n\n[ref]: lesson:ref\n\n[ref] note[^1]\n\n[^1]: [n](lesson:n)',
];

test('closing open links gives what rendering with their addresses gives', async () => {
  for (const text of texts) {
    const open = renderMarkdown(text, openUrls);
    assert.match(open.html, /kernos:/);
    assert.deepEqual(
      { ...open, html: await closeLinks(open.html, targets) },
      renderMarkdown(text, closedUrls),
    );
  }
});

test('a link to nothing loses its address and keeps its text', async () => {
  const { html } = renderMarkdown('[text](lesson:gone#x) ![words](asset:gone.png)', openUrls);
  const closed = await closeLinks(html, targets);
  assert.match(closed, /<a>text<\/a>/);
  assert.match(closed, /<img alt="words"/);
  assert.doesNotMatch(closed, /kernos:|gone/);
});

test('no author can write an open link, in whatever way', async () => {
  const attempts = [
    '[x](kernos:lesson/a)',
    '<a href="kernos:lesson/a">x</a>',
    '<KERNOS:lesson/a>',
    '<img src="kernos:asset/a.png">',
    '[x]( KERNOS:lesson/a )',
    '<a href="&#107;ernos:lesson/a">x</a>',
    '<a href="ker\tnos:lesson/a">x</a>',
  ];
  for (const attempt of attempts) {
    const { html } = renderMarkdown(attempt, openUrls);
    assert.deepEqual(await openLinks(html), { lessons: [], assets: [] }, attempt);
    assert.equal(await closeLinks(html, targets), html);
  }
});

test('text that looks like an open link stays text', async () => {
  const text =
    '`<a href="kernos:lesson/a">` and " href="kernos:lesson/a" > in prose\n\n    <img src="kernos:asset/a.png">';
  const { html } = renderMarkdown(text, openUrls);
  assert.match(html, /kernos:lesson\/a/);
  assert.equal(await closeLinks(html, targets), html);
});

test('the keys that links name are told, each once', async () => {
  const { html } = renderMarkdown(`${texts[0]} [again](lesson:a)`, openUrls);
  assert.deepEqual(await openLinks(html), { lessons: ['a', 'b'], assets: ['d.pdf', 'e/f.png'] });
});

test('nobody waits while those of the longest lessons are closed', async () => {
  const html = '<p><a href="kernos:lesson/a">text</a></p>'.repeat(200_000);
  const closed = async () => {
    await openLinks(html);
    return closeLinks(html, targets);
  };
  assert.equal(await holdsTheLoop(closed), null);
});
