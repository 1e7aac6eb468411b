/** The course that Kernos brings along: it comes in whole, its links lead somewhere, and its code runs. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { readArchive } from '../content/archive.ts';
import { exportCourse } from '../content/export.ts';
import { readFolder, zipFolder } from '../content/folder.ts';
import { contentOf, titlesOf } from '../content/plan.fixture.ts';
import { planCourse } from '../content/plan.ts';
import { renderMarkdown } from '../content/render.ts';
import { reportOf } from '../content/report.ts';
import { because } from '../contract-import-reasons.ts';
import { buildPythonCourse, pythonCourseSource } from './build.ts';

const built = await buildPythonCourse();
after(() => built[Symbol.asyncDispose]());
const upload = await readFolder(built.folder);
const plan = planCourse(upload);
const lessons = plan.modules.flatMap((module) => module.lessons);

test('it becomes 9 modules of 45 lessons with 7 files, and nothing is lost unsaid', () => {
  assert.equal(plan.title, 'Python step by step');
  assert.match(plan.summary, /^Learn Python from the first line to your own generators/);
  assert.deepEqual(
    titlesOf(plan).map(([title, inside]) => `${title} (${inside.length})`),
    [
      'Start here (1)',
      'First steps (5)',
      'Decisions and loops (4)',
      'Collections (8)',
      'Functions (7)',
      'Files and errors (5)',
      'Programs (5)',
      'Classes (5)',
      'Iteration (5)',
    ],
  );
  const markdown = upload.entries.map(({ path }) => path).filter((path) => path.endsWith('.md'));
  const accounted = [...lessons, ...plan.skipped].map(({ path }) => path);
  assert.deepEqual(accounted.sort(), markdown.sort());
  assert.deepEqual(
    plan.assets.map(({ name, mediaType }) => `${name} ${mediaType}`),
    [
      'references.png image/png',
      'slice.svg image/svg+xml',
      'scopes.svg image/svg+xml',
      'generator.svg image/svg+xml',
      'cheat-sheet.pdf application/pdf',
      'weather.csv text/csv',
      'weather.ipynb application/x-ipynb+json',
    ],
  );
  assert.deepEqual(reportOf(plan).skipped, [
    {
      path: 'InstructorNotes.md',
      ...because('instructor-notes'),
    },
    { path: 'SUMMARY.md', ...because('table-of-contents') },
  ]);
});

test('its lessons are kept letter by letter but for their front matter and where their links lead', () => {
  const originals = new Map(upload.entries.map(({ path, bytes }) => [path, bytes.toString()]));
  const bare = (text: string) => text.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/\]\([^)\n]*\)/g, ']()');
  for (const { path, markdown } of lessons)
    assert.equal(bare(markdown), bare(originals.get(path) ?? ''), path);
  assert.equal(lessons.filter(({ path }) => originals.get(path)?.startsWith('---\n')).length, 4);
});

test('it is the same after import, export and import', async () => {
  const first = planCourse(await readArchive(await buffer((await zipFolder(built.folder)).stream)));
  const exported = await buffer(exportCourse(first));
  const second = planCourse(await readArchive(exported));
  assert.deepEqual(contentOf(second), contentOf(first));
  assert.ok(exported.equals(await buffer(exportCourse(second))));
  assert.deepEqual([second.skipped, second.losses, second.notes], [[], [], []]);
});

test('every link of it leads to a lesson, a file or a heading that is there', () => {
  const url = (key: string) => `/at/${key}`;
  const rendered = new Map(
    lessons.map(({ key, markdown }) => [
      key,
      renderMarkdown(markdown, { lessonUrl: url, assetUrl: url, courseUrl: () => '/course' }),
    ]),
  );
  const keys = new Set([...lessons, ...plan.assets].map(({ key }) => key));
  const html = [...rendered.values()].map((lesson) => lesson.html).join('\n');
  assert.equal(html.match(/<a>/g), null);
  assert.equal(html.match(/<img /g)?.length, 4);
  const links = [...rendered].flatMap(([from, lesson]) =>
    [...lesson.html.matchAll(/(?:href|src)="(?:\/at\/([^"#]+))?(?:#([^"]+))?"/g)].map((match) => ({
      from,
      to: match[1] ?? from,
      anchor: match[2],
    })),
  );
  assert.ok(links.length > 80, `${links.length} links`);
  for (const { from, to, anchor } of links) {
    assert.ok(keys.has(to), `${from} links to ${to}`);
    if (anchor === undefined) continue;
    const ids = rendered.get(to)?.headings.map(({ id }) => id) ?? [];
    assert.ok(ids.includes(anchor), `${from} links to ${to}#${anchor}; there are ${ids.join(', ')}`);
  }
});

test('the same sources give the same files, and they hold what they promise', async () => {
  await using again = await buildPythonCourse();
  for (const name of ['cheat-sheet.pdf', 'weather.ipynb']) {
    const [once, twice] = await Promise.all([built, again].map(({ folder }) => readFile(join(folder, name))));
    assert.ok(once?.equals(twice ?? Buffer.alloc(0)), name);
  }
  const notebook = JSON.parse(await readFile(join(built.folder, 'weather.ipynb'), 'utf8')) as {
    cells: { cell_type: string; source: string; outputs?: { text: string }[] }[];
  };
  const code = notebook.cells.filter((cell) => cell.cell_type === 'code');
  assert.match(code[0]?.source ?? '', /^import csv\n/);
  assert.match(code[0]?.outputs?.[0]?.text ?? '', /^10\n\{'day': '2024-03-01'/);
  assert.doesNotMatch(notebook.cells.map(({ source }) => source).join('\n'), /\]\(|```python/);
});

/** Python 3.10 or newer, which the course asks for; undefined where this machine has none. */
function findPython(): string | undefined {
  for (const name of ['python3', 'python']) {
    try {
      const check = 'import sys; print(sys.version_info >= (3, 10))';
      if (execFileSync(name, ['-c', check], { encoding: 'utf8' }).trim() === 'True') return name;
    } catch {
      // The next name, or none.
    }
  }
  return undefined;
}

const python = findPython();
const noPython = python === undefined && 'there is no Python 3.10 here';

test('every example runs and prints what the lesson says', { skip: noPython }, async () => {
  const runner = join(pythonCourseSource, '../run_lessons.py');
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await promisify(execFile)(String(python), [runner, pythonCourseSource], { env });
  assert.match(stdout, /47 files, 2\d\d blocks, 0 files with a fault/);
});

// An extra: a course that others wrote lies beside some checkouts, and is never copied into one.
const notes = join(import.meta.dirname, '../../../../../shared/data/courses/practical-python/Notes');
if (existsSync(notes)) {
  test('Practical Python becomes 10 modules of 52 lessons, and nothing is lost unsaid', async () => {
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
        ...because('instructor-notes'),
      },
      { path: 'Contents.md', ...because('table-of-contents') },
      {
        path: '00_Setup.md',
        ...because('page-links', { line: 'Contents | Next (1 Introduction to Python)', more: 51 }),
      },
    ]);
  });

  test('Practical Python’s lessons are kept letter by letter but for their links and lines of page links', async () => {
    const folder = await readFolder(notes);
    const originals = new Map(folder.entries.map(({ path, bytes }) => [path, bytes.toString()]));
    const bare = (text: string) =>
      text
        .replace(/\]\([^)]*\)/g, ']()')
        .replace(/^\[Contents\].*$/gm, '')
        .trim();
    for (const { path, markdown } of planCourse(folder).modules.flatMap((module) => module.lessons)) {
      assert.equal(bare(markdown), bare(originals.get(path) ?? ''), path);
      assert.doesNotMatch(
        markdown.replace(/^```[\s\S]*?^```/gm, ''),
        /\]\((?!https?:|lesson:|asset:|course:|row\[|-45)/,
        path,
      );
    }
  });

  test('Practical Python is the same after import, export and import', async () => {
    const first = planCourse(await readArchive(await buffer((await zipFolder(notes)).stream)));
    const exported = await buffer(exportCourse(first));
    const second = planCourse(await readArchive(exported));
    assert.deepEqual(contentOf(second), contentOf(first));
    assert.ok(exported.equals(await buffer(exportCourse(second))));
    assert.deepEqual([second.skipped, second.losses, second.notes], [[], [], []]);
  });

  test('every link and image of Practical Python leads somewhere when it is rendered', async (t) => {
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
}
