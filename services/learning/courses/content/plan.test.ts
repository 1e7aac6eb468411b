import assert from 'node:assert/strict';
import { test } from 'node:test';
import { often } from '@kernos/kernel/often';
import { because } from '../contract-import-reasons.ts';
import { ContentError } from './errors.ts';
import { archiveOf, markdownOf, planOf, titlesOf, toldOf } from './plan.fixture.ts';
import { planCourse } from './plan.ts';
import { reportOf } from './report.ts';

test('folders become modules, their overview titles them and comes first', () => {
  const plan = planOf({
    '02_Second/01_a.md': '# Two A',
    '02_Second/00_Overview.md': '# The second part',
    '10_Tenth/1.md': '# One',
    '10_Tenth/README.md': '# The tenth',
    '1_First_steps/b.md': 'no heading',
    '1_First_steps/02-a_file.md': 'none here either',
  });
  assert.deepEqual(titlesOf(plan), [
    ['First steps', ['A file', 'B']],
    ['The second part', ['The second part', 'Two A']],
    ['The tenth', ['The tenth', 'One']],
  ]);
  assert.deepEqual(
    plan.modules.map(({ path }) => path),
    ['1_First_steps', '02_Second', '10_Tenth'],
  );
});

test('files at the top form a module of their own', () => {
  const plan = planOf({ 'setup.md': '# Get ready', 'a/x.md': '# X', 'a/y.md': '# Y' });
  assert.deepEqual(titlesOf(plan), [
    ['Get ready', ['Get ready']],
    ['A', ['X', 'Y']],
  ]);
  const several = planCourse(archiveOf({ '1.md': '# One', '2.md': '# Two' }, 'upload/My_course'));
  assert.equal(several.title, 'My course');
  assert.deepEqual(titlesOf(several), [['My course', ['One', 'Two']]]);
});

test('deeper folders are flattened in order, and one outer folder is no module', () => {
  const plan = planOf({
    'book/one/3.md': '# Three',
    'book/one/2/b.md': '# Two B',
    'book/one/2/index.md': '# Two',
    'book/one/1/x/y.md': '# Deep',
    'book/two/1.md': '# Last',
    'pictures/p.png': 'x',
  });
  assert.deepEqual(titlesOf(plan), [
    ['One', ['Deep', 'Two', 'Two B', 'Three']],
    ['Two', ['Last']],
  ]);
  assert.equal(plan.assets.length, 1);
});

test('a table of contents gives order, names and links to the course, and is no lesson', () => {
  const plan = planOf({
    'Contents.md': '# My course\n\n- [Second](b/x.md)\n- [Start](start.md)\n- [First of a](a/z.md)\n',
    'start.md': 'hello',
    'a/y.md': '# Y',
    'a/z.md': 'back to [the list](../Contents.md#top) and [home](..)',
    'b/x.md': '# X',
  });
  assert.equal(plan.title, 'My course');
  assert.deepEqual(titlesOf(plan), [
    ['B', ['X']],
    ['Start', ['Start']],
    ['A', ['First of a', 'Y']],
  ]);
  assert.match(toldOf(plan, 'Contents.md').join(), /table of contents/);
  assert.equal(markdownOf(plan, 'a/z.md'), 'back to [the list](course:) and [home](course:)');
  assert.deepEqual(plan.losses, []);
});

test('a README that tells something is a lesson, one that only lists is not', () => {
  const lists = '# All\n\n* [A](a.md)\n* [B](b.md)\n';
  const listing = planOf({ 'README.md': lists, 'a.md': '# A', 'b.md': '# B' });
  assert.equal(listing.modules[0]?.lessons.length, 2);
  const telling = planOf({
    'README.md': `# Welcome\n\nThis course is about things that ought to be known by everybody.\n\n${lists}`,
    'b.md': '# B',
    'a.md': '# A',
  });
  assert.deepEqual(titlesOf(telling), [['Welcome', ['Welcome', 'A', 'B']]]);
  assert.equal(telling.title, 'Welcome');
  assert.equal(telling.summary, 'This course is about things that ought to be known by everybody.');
});

test('an overview that lists its lessons gives their order', () => {
  const plan = planOf({
    'm/00_Overview.md': '# M\n\n1. [B](b.md)\n2. [A](a.md)\n\n[Next](../n/00_Overview.md)',
    'm/a.md': '# A',
    'm/b.md': '# B',
    'm/c.md': '# C',
    'n/00_Overview.md': '# N',
  });
  assert.deepEqual(titlesOf(plan), [
    ['M', ['M', 'B', 'A', 'C']],
    ['N', ['N']],
  ]);
});

test('lessons with one title are kept apart', () => {
  const plan = planOf({ 'a/Intro.md': '# Same', 'a/intro.md': '# Same', 'a/intro!.md': '# Same' });
  const lessons = plan.modules.flatMap((module) => module.lessons);
  assert.deepEqual(
    lessons.map(({ title }) => title),
    ['Same', 'Same', 'Same'],
  );
  assert.deepEqual(lessons.map(({ key }) => key).sort(), ['a/intro', 'a/intro-2', 'a/intro-3']);
});

test('every file is a lesson, an asset, or in the report', () => {
  const files = {
    'a.md': '# A',
    'empty.md': ' \n\t\n',
    'LICENSE.md': '# Licence',
    'Instructor-Notes.md': '# Secret',
    'binary.md': Buffer.from([0x89, 0x50, 0, 0, 1, 2, 3]),
    'noise.md': Buffer.from(Array.from({ length: 400 }, (_, i) => 1 + ((i * 37) % 255))),
    'huge.md': 'x'.repeat(1024 * 1024 + 1),
    'deep.md': `${'> '.repeat(150)}deep`,
    'dense.md': `# Dense\n\nSo it begins ${'](b) '.repeat(7_000)}`,
    'data.csv': 'a,b',
    'pic.svg': '<svg/>',
  };
  const plan = planOf(files);
  const placed = plan.modules.flatMap((module) => module.lessons.map(({ path }) => path));
  const carried = plan.assets.map(({ path }) => path);
  const told = plan.skipped.map(({ path }) => path);
  assert.deepEqual([...placed, ...carried, ...told].sort(), Object.keys(files).sort());
  assert.deepEqual(placed, ['a.md']);
  assert.deepEqual(carried, ['data.csv', 'pic.svg']);
  assert.match(toldOf(plan, 'empty.md').join(), /no text/);
  assert.match(toldOf(plan, 'huge.md').join(), /larger than 1 MB/);
  assert.match(toldOf(plan, 'deep.md').join(), /at most 100 deep/);
  assert.match(toldOf(plan, 'dense.md').join(), /paragraph that begins “So it begins .*” has too many/);
  assert.match(toldOf(plan, 'binary.md').join(), /not a text file/);
  assert.match(toldOf(plan, 'noise.md').join(), /not a text file/);
});

test('encodings are recognized, and guesses are told', () => {
  const text = '# Größe “quoted”\r\n\r\nx';
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  const plan = planOf({
    'bom.md': `\uFEFF${text}`,
    'le.md': utf16,
    'be.md': Buffer.from(utf16).swap16(),
    'w.md': Buffer.from('# Gr\xf6\xdfe \x93quoted\x94\r\n\r\nx', 'latin1'),
  });
  for (const lesson of plan.modules.flatMap((module) => module.lessons)) {
    assert.equal(lesson.markdown, text, lesson.path);
    assert.equal(lesson.title, 'Größe “quoted”');
  }
  assert.deepEqual(toldOf(plan, 'bom.md'), []);
  assert.match(toldOf(plan, 'le.md').join(), /UTF-16/);
  assert.match(toldOf(plan, 'w.md').join(), /Windows-1252/);
});

test('front matter is taken off and its title used; thematic breaks are left alone', () => {
  const plan = planOf({
    '1.md': '---\ntitle: "A \\"quoted\\" title"\ntags: [a, b]\n---\n# Heading\n',
    '2.md': "---\r\ntitle: 'It''s'\r\n---\r\nText",
    '3.md': '---\nlayout: page # no title\n---\n# From heading',
    '4.md': '---\nSome prose, not YAML.\n\n---\n# Real',
    '5.md': '---\ntitle: >\n  Folded\n  title\nother: 1\n...\nText',
    '6.md': '---\n\n---\n\n# Two breaks',
    '7.md': '+++\ntitle = "Third with TOML"\n+++\n\nText',
    '8.md': '---\ntitle: Python: the basics\n---\nText',
  });
  assert.deepEqual(titlesOf(plan)[0]?.[1], [
    'A "quoted" title',
    "It's",
    'From heading',
    'Real',
    'Folded title',
    'Two breaks',
    'Third with TOML',
    'Python: the basics',
  ]);
  assert.match(toldOf(plan, '8.md').join(), /no valid YAML/);
  assert.equal(markdownOf(plan, '1.md'), '# Heading\n');
  assert.equal(markdownOf(plan, '2.md'), 'Text');
  assert.match(markdownOf(plan, '4.md'), /^---\nSome prose/);
  assert.match(markdownOf(plan, '6.md'), /^---\n\n---/);
});

test('titles are one clean line and not too long', () => {
  const plan = planOf({
    '1.md': `# ${'very long '.repeat(100)}`,
    '2.md': '# Some *emphasis*, `code`, [a link](x.md) & <b>HTML</b> ![pic](y.png)',
    '3.md': 'Setext\nover lines\n===',
    '4.md': `# ${'😀'.repeat(150)}`,
  });
  const [long, mixed, setext, emoji] = plan.modules[0]?.lessons.map(({ title }) => title) ?? [];
  assert.equal(long?.length, 200);
  assert.ok(long?.endsWith('…'));
  assert.equal(mixed, 'Some emphasis, code, a link & HTML pic');
  assert.equal(setext, 'Setext over lines');
  assert.ok(emoji?.isWellFormed() && emoji.length <= 200);
});

test('a course without Markdown is refused', () => {
  for (const files of [{}, { 'a.png': 'x' }, { 'a.md': '  ' }, { 'LICENSE.md': '# L' }]) {
    assert.throws(
      () => planOf(files as Record<string, string>),
      (error) => error instanceof ContentError && error.code === 'course-empty',
    );
  }
});

test('the wanted title wins, and the name of the upload is the last resort', () => {
  assert.equal(planOf({ 'README.md': '# R', 'a.md': 'x' }, { title: 'Mine' }).title, 'Mine');
  assert.equal(planOf({ 'a.md': 'x', 'b.md': 'y' }, { fallbackTitle: 'my-upload' }).title, 'My upload');
  assert.equal(planOf({ 'a.md': 'x', 'b.md': 'y' }).title, 'Untitled course');
});

test('the same files give the same plan', () => {
  const files = { 'b/x.md': '[y](y.md)', 'b/y.md': '# Y', 'a.png': 'x', 'a.md': '![x](a.png)' };
  assert.deepEqual(planOf(files), planOf(Object.fromEntries(Object.entries(files).reverse())));
});

test('a report stays readable when everything is lost', () => {
  const links = Array.from({ length: 1500 }, (_, i) => `- [x${i}](gone${i}.md)`).join('\n');
  const report = reportOf(planOf({ 'a.md': links }));
  assert.equal(report.skipped.length, 1001);
  assert.deepEqual(report.skipped.at(-1), { path: '', ...because('more', { count: 500 }) });
  assert.deepEqual({ ...report, skipped: [] }, { modules: 1, lessons: 1, files: 0, skipped: [] });
});

const MANY = often(10_000);

test(`${MANY} small lessons are planned`, () => {
  const files = Object.fromEntries(
    Array.from({ length: MANY }, (_, i) => [`m${i % 50}/${i}.md`, `# L${i}\n\n[next](${i + 50}.md)\n`]),
  );
  const plan = planOf(files);
  assert.equal(plan.modules.length, 50);
  assert.equal(reportOf(plan).lessons, MANY);
  assert.equal(plan.losses.length, 50);
});
