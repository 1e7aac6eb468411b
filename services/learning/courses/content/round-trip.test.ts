import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { often } from '@kernos/kernel/often';
import { because } from '../contract-import-reasons.ts';
import { readArchive } from './archive.ts';
import { exportCourse, layOutCourse, type StoredCourse } from './export.ts';
import { archiveOf, contentOf, planOf } from './plan.fixture.ts';
import { type CoursePlan, planCourse } from './plan.ts';
import { randomCourse, randomFolder } from './random-course.fixture.ts';
import { zipLayout } from './zip-layout.ts';

async function imported(course: StoredCourse): Promise<CoursePlan> {
  return planCourse(await readArchive(await buffer(exportCourse(course))));
}

test('an exported course reads well as a folder', async () => {
  const course = planOf({
    'README.md':
      '# My course\n\nWhat it is about, in a sentence.\n\nSee [the end](b/z.md#x) and ![it](b/p.png).',
    'a/00_Overview.md': '# First [part]',
    'b/z.md': '# Größe & *more*\n\n[home](..) [first](../a/)',
    'b/p.png': 'png',
  });
  const { entries } = await readArchive(await buffer(exportCourse(course)));
  const files = Object.fromEntries(entries.map(({ path, bytes }) => [path, bytes.toString()]));
  assert.deepEqual(Object.keys(files), [
    '01_my-course/01_my-course.md',
    '02_first-part/01_first-part.md',
    '03_b/01_größe-more.md',
    'assets/b/p.png',
    'Contents.md',
    'course.json',
  ]);
  assert.match(
    files['01_my-course/01_my-course.md'] ?? '',
    /\[the end\]\(\.\.\/03_b\/01_größe-more\.md#x\) and !\[it\]\(\.\.\/assets\/b\/p\.png\)/,
  );
  assert.match(
    files['03_b/01_größe-more.md'] ?? '',
    /\[home\]\(\.\.\/Contents\.md\) \[first\]\(\.\.\/02_first-part\//,
  );
  assert.equal(
    files['Contents.md'],
    '# My course\n\n- My course\n  - [My course](01_my-course/01_my-course.md)\n- First \\[part\\]\n' +
      '  - [First \\[part\\]](02_first-part/01_first-part.md)\n- B\n  - [Größe \\& more](03_b/01_größe-more.md)\n',
  );
});

test('the same course gives the same bytes, and its bytes may come late', async () => {
  const course = planOf({ 'a.md': '# A', 'p.png': 'png' });
  const now = await buffer(exportCourse(course));
  const late = course.assets.map(({ key, mediaType, bytes }) => ({
    key,
    mediaType,
    bytes: async () => bytes,
  }));
  assert.ok(now.equals(await buffer(exportCourse({ ...course, assets: late }))));
  const lost = [
    { key: 'p.png', mediaType: 'image/png', bytes: () => Promise.reject(new Error('disk gone')) },
  ];
  await assert.rejects(buffer(exportCourse({ ...course, assets: lost })), /disk gone/);
  await assert.rejects(buffer(zipLayout(layOutCourse(course), [])), /not among/);
});

test('keys that no link could hold, or that are there twice, are refused', () => {
  const course = planOf({ 'a.md': '# A' });
  for (const key of ['', 'a b', '../a', 'a/', '/a', 'a)', 'a"', 'A\u0301', '-a', 'a//b', 'x'.repeat(161)]) {
    const modules = [{ title: 'M', lessons: [{ key, title: 'L', markdown: '' }] }];
    assert.throws(() => layOutCourse({ ...course, modules }), RangeError, key);
  }
  const twice = [...course.modules, ...course.modules];
  assert.throws(() => layOutCourse({ ...course, modules: twice }), RangeError);
});

test('a course.json that is not as described is put aside, and the folders speak', async () => {
  const good = JSON.parse(layOutCourse(planOf({ 'a.md': '# A' })).texts[0]?.text ?? '');
  const broken = [
    { ...good, version: 2 },
    { ...good, modules: 'none' },
    { ...good, capacity: -1 },
    { ...good, modules: [{ title: 'M', lessons: [{ key: 'a b', title: 'T', file: 'x.md' }] }] },
    { ...good, modules: [...good.modules, ...good.modules] },
  ];
  for (const manifest of broken) {
    const plan = planOf({ 'course.json': JSON.stringify(manifest), 'x.md': '# X' });
    assert.equal(plan.source, 'tree');
    assert.match(plan.skipped[0]?.reason ?? '', /could not be used/);
    assert.deepEqual(plan.assets, []);
  }
  for (const foreign of ['{"format":"theirs"}', '[1]', 'null', '{broken', '{}']) {
    const plan = planOf({ 'course.json': foreign, 'x.md': '# X' });
    assert.equal(plan.source, 'tree');
    assert.equal(plan.assets[0]?.path, 'course.json', 'somebody else’s file is an attachment');
  }
});

test('an edited export is imported as edited', async () => {
  const { texts } = layOutCourse(planOf({ 'a/x.md': '# X', 'a/y.md': '# Y', 'b/z.md': '# Z' }));
  const files = Object.fromEntries(texts.map(({ path, text }) => [path, text]));
  const { '01_a/02_y.md': _, ...without } = files;
  const plan = planCourse(
    archiveOf({
      ...without,
      '01_a/01_x.md': '# X changed\n\n[new](../02_b/new.md) [gone](02_y.md)',
      '02_b/new.md': '# New',
      'c/w.md': '# W',
    }),
  );
  assert.equal(plan.source, 'manifest');
  assert.deepEqual(
    plan.modules.map(({ title, lessons }) => [title, lessons.map((lesson) => lesson.title)]),
    [
      ['A', ['X']],
      ['B', ['Z', 'New']],
      ['C', ['W']],
    ],
  );
  assert.match(
    plan.modules[0]?.lessons[0]?.markdown ?? '',
    /\[new\]\(lesson:02-b\/new\) \[gone\]\(02_y\.md\)/,
  );
  assert.match(plan.losses[0]?.reason ?? '', /left as it is/);
  assert.deepEqual(plan.skipped, [{ path: '01_a/02_y.md', ...because('manifest-names-missing') }]);
});

test('texts that look like something else survive', async () => {
  const texts = [
    '',
    ' ',
    '\n\n',
    '---\ntitle: not front matter of ours\n---\n# x',
    '\uFEFF# marked',
    '\uFEFF\uFEFF# marked twice',
    '# CRLF\r\n\r\nx\r\n',
    'old Mac\r\rlines\r',
    'no end of line',
    '[a](<lesson:k0>) [b](lesson:k0 "t") <a href=\'lesson:k0#x\'>c</a> <a href=lesson:k0>u</a> [d][e]\n\n[e]: <lesson:k0> (t)',
    '[a](lesson:k\\0) [a](lesson:k0#a&amp;b) [a](lesson:k0#a(b)) <lesson:k0> [c](course:) [c](course:#x)',
    '[gone](lesson:nowhere) ![gone](asset:nowhere.png) [rel](some/where.md) ![rel](x.png) [up](../../../x)',
    '![p](asset:a0.png) [![p](asset:a0.png)](lesson:k0) <img src="asset:a0.png">',
    '```\n[a](lesson:k0)\n```\n\n`[a](lesson:k0)`',
    '| [a](lesson:k0) | \\| |\n|---|---|\n| ![p](asset:a0.png) | x |',
    '\u2028\u2029\u0085\u00a0\u200b\ufffd\ud83d\ude00',
    `${'x'.repeat(100_000)} [a](lesson:k0)`,
  ];
  const course: StoredCourse = {
    title: 'T',
    summary: 'line\nline',
    capacity: 7,
    waitlist: true,
    modules: [
      { title: 'M', lessons: texts.map((markdown, i) => ({ key: `k${i}`, title: `L${i}`, markdown })) },
    ],
    assets: [{ key: 'a0.png', mediaType: 'image/png', bytes: Buffer.from('x') }],
  };
  const plan = await imported(course);
  assert.deepEqual(contentOf(plan), contentOf(course));
  const again = await imported(plan);
  assert.deepEqual(contentOf(again), contentOf(plan));
});

test('random stored courses come back identical', async () => {
  for (let seed = 1; seed <= often(200); seed++) {
    const course = randomCourse(seed);
    const plan = await imported(course);
    assert.equal(plan.source, 'manifest', `seed ${seed}`);
    assert.deepEqual(contentOf(plan), contentOf(course), `seed ${seed}`);
    assert.deepEqual(plan.skipped, [], `seed ${seed}`);
    assert.deepEqual(plan.losses, [], `seed ${seed}`);
  }
});

test('random folders are the same after import, export and import', async () => {
  for (let seed = 1; seed <= often(400); seed++) {
    const first = planCourse(archiveOf(randomFolder(seed)));
    const second = await imported(first);
    assert.deepEqual(contentOf(second), contentOf(first), `seed ${seed}`);
    assert.deepEqual(contentOf(await imported(second)), contentOf(first), `seed ${seed}`);
  }
});

test('without its course.json an export is still the same texts in the same order', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const course = randomCourse(seed);
    const files = layOutCourse(course)
      .texts.slice(1)
      .map(({ path, text }) => [path, text]);
    const plan = planCourse(archiveOf(Object.fromEntries(files)));
    const bare = (texts: string[]) =>
      texts.map((text) => text.replace(/(lesson|asset):[^)\s]*|course:/g, '…'));
    const wanted = course.modules.flatMap(({ lessons }) => lessons.map(({ markdown }) => markdown));
    const given = plan.modules.flatMap(({ lessons }) => lessons.map(({ markdown }) => markdown));
    assert.deepEqual(
      bare(given).map((text) => text.replace(/!?\[[^\]]*\]\(…\)|pic/g, '')),
      bare(wanted).map((text) => text.replace(/!?\[[^\]]*\]\(…\)|pic/g, '').replaceAll(/!\[pic\]/g, '')),
      `seed ${seed}`,
    );
  }
});
