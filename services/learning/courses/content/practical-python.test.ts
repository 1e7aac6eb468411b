import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { readArchive } from './archive.ts';
import { exportCourse } from './export.ts';
import { readFolder, zipFolder } from './folder.ts';
import { contentOf } from './plan.fixture.ts';
import { planCourse, reportOf } from './plan.ts';
import { renderMarkdown } from './render.ts';

// An extra: a course that others wrote lies beside some checkouts, and is never copied into one.
const notes = join(import.meta.dirname, '../../../../../shared/data/courses/practical-python/Notes');
const extra = existsSync(notes) ? test : () => undefined;

extra('Practical Python becomes 10 modules of 52 lessons, and nothing is lost unsaid', async () => {
  const folder = await readFolder(notes);
  const plan = planCourse(folder);
  assert.equal(plan.title, 'Practical Python Programming');
  assert.deepEqual(
    plan.modules.map(({ title, lessons }) => `${title} (${lessons.length})`),
    [
      'Course Setup and Overview (1)',
      '1. Introduction to Python (8)',
      '2. Working With Data (8)',
      '3. Program Organization (7)',
      '4. Classes and Objects (5)',
      '5. Inner Workings of Python Objects (3)',
      '6. Generators (5)',
      '7. Advanced Topics (6)',
      '8. Testing and debugging (4)',
      '9 Packages (5)',
    ],
  );
  const lessons = plan.modules.flatMap((module) => module.lessons);
  const accounted = [...lessons, ...plan.skipped].map(({ path }) => path);
  const markdown = folder.entries.map(({ path }) => path).filter((path) => path.endsWith('.md'));
  assert.equal(markdown.length, 54);
  assert.deepEqual(accounted.sort(), markdown.sort());
  assert.deepEqual(
    plan.assets.map(({ name }) => name),
    ['references.png', 'shallow.png'],
  );
  assert.deepEqual(reportOf(plan).skipped, [
    {
      path: 'InstructorNotes.md',
      reason: 'notes for instructors are not shown to learners; rename it to make it a lesson',
    },
    { path: 'Contents.md', reason: 'it is a table of contents; order and titles were taken from it' },
    {
      path: '09_Packages/TheEnd.md',
      reason: 'the link “Home” to ../.. leads out of the course; its text was kept',
    },
  ]);
});

extra('its lessons are kept letter by letter but for their links', async () => {
  const folder = await readFolder(notes);
  const originals = new Map(folder.entries.map(({ path, bytes }) => [path, bytes.toString()]));
  const bare = (text: string) => text.replace(/\]\([^)]*\)/g, ']()').replace('[Home]()', 'Home');
  for (const { path, markdown } of planCourse(folder).modules.flatMap((module) => module.lessons)) {
    assert.equal(bare(markdown), bare(originals.get(path) ?? ''), path);
    assert.doesNotMatch(
      markdown.replace(/^```[\s\S]*?^```/gm, ''),
      /\]\((?!https?:|lesson:|asset:|course:|row\[|-45)/,
      path,
    );
  }
});

extra('it is the same after import, export and import', async () => {
  const first = planCourse(await readArchive(await buffer((await zipFolder(notes)).stream)));
  const exported = await buffer(exportCourse(first));
  const second = planCourse(await readArchive(exported));
  assert.deepEqual(contentOf(second), contentOf(first));
  assert.ok(exported.equals(await buffer(exportCourse(second))));
  assert.deepEqual([second.skipped, second.losses, second.notes], [[], [], []]);
});

extra('every link and image of it leads somewhere when it is rendered', async (t) => {
  const plan = planCourse(await readFolder(notes));
  const lessons = plan.modules.flatMap((module) => module.lessons);
  const keys = new Set([...lessons, ...plan.assets].map(({ key }) => key));
  const url = (key: string) => {
    assert.ok(keys.has(key), key);
    return `/at/${key}`;
  };
  const started = performance.now();
  const rendered = lessons.map(({ markdown }) =>
    renderMarkdown(markdown, { lessonUrl: url, assetUrl: url, courseUrl: () => '/course' }),
  );
  const seconds = (performance.now() - started) / 1000;
  t.diagnostic(`${Math.round(lessons.length / seconds)} lessons rendered a second`);
  const html = rendered.map((lesson) => lesson.html).join('');
  assert.equal(html.match(/<img /g)?.length, 2);
  assert.equal(html.match(/<a>/g), null);
  assert.ok(rendered.every(({ headings, words }) => headings.length > 0 && words > 10));
});
