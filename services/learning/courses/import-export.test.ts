/** Courses that come in as a zip and go out as one, through the API and into the database. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, describe, test } from 'node:test';
import { type RawEntry, rawZip, zipOf } from './content/archive.fixture.ts';
import { zipFolder } from './content/folder.ts';
import { archiveOf, codeOf, openToAll, publishAndWait, startSchool } from './courses.fixture.ts';
import { buildPythonCourse } from './python-course/build.ts';

const school = await startSchool();
after(() => school[Symbol.asyncDispose]());
const { instructor, admin, learner, as, system } = school;
const mine = as(instructor);

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Everything a course holds, without ids, as the API gives it: what an export must keep. */
async function contentOf(courseId: string) {
  const { title, summary, capacity, waitlist, modules } = await mine.get({ courseId });
  const files = await mine.files({ courseId, limit: 100 });
  assert.equal(files.nextCursor, null);
  return {
    ...{ title, summary, capacity, waitlist },
    files: files.items.map(({ key, id, mediaType, bytes }) => ({ key, id, mediaType, bytes })),
    modules: await Promise.all(
      modules.map(async (module) => ({
        title: module.title,
        lessons: await Promise.all(
          module.lessons.map(async ({ id: lessonId }) => {
            const { key, title, markdown, headings, words } = await mine.lesson({ lessonId, draft: true });
            return { key, title, markdown, headings, words };
          }),
        ),
      })),
    ),
  };
}

async function exported(courseId: string) {
  const { body, contentType, fileName = '' } = await mine.export({ courseId });
  assert.equal(contentType, 'application/zip');
  return { archive: { blob: new Blob([body as unknown as Uint8Array<ArrayBuffer>]), fileName } };
}

const fetchAs = (path: string, person = learner) =>
  fetch(system.url + path, { headers: system.headers(person) });

interface Expected {
  readonly name: string;
  readonly folder: string;
  readonly counts: { readonly modules: number; readonly lessons: number; readonly files: number };
  /** What is left out, by path. */
  readonly skipped: readonly string[];
  /** How many different pictures its lessons show, and the media types of them. */
  readonly images: readonly [number, readonly string[]];
}

const built = await buildPythonCourse();
after(() => built[Symbol.asyncDispose]());
const real: Expected[] = [
  {
    name: 'Python step by step',
    folder: built.folder,
    counts: { modules: 9, lessons: 45, files: 7 },
    skipped: ['InstructorNotes.md', 'SUMMARY.md'],
    images: [4, ['image/png', 'image/svg+xml']],
  },
];
// An extra: a course that others wrote lies beside some checkouts, and is never copied into one.
const notes = join(import.meta.dirname, '../../../../shared/data/courses/practical-python/Notes');
if (existsSync(notes)) {
  real.push({
    name: 'Practical Python',
    folder: notes,
    counts: { modules: 10, lessons: 52, files: 2 },
    skipped: ['InstructorNotes.md', 'Contents.md', '00_Setup.md'],
    images: [2, ['image/png']],
  });
}

async function zipOfFolder(folder: string) {
  const zip = await buffer((await zipFolder(folder)).stream);
  return { blob: new Blob([new Uint8Array(zip)]), fileName: 'course.zip' };
}

for (const { name, folder, counts, skipped, images } of real) {
  let courseId: string;

  test(`${name} comes in whole, is published, and its pictures are shown`, async (t) => {
    const archive = await zipOfFolder(folder);
    const began = performance.now();
    const { course, report } = await mine.import({ archive, title: name });
    await openToAll(mine, course);
    courseId = course.id;
    const imported = performance.now();
    const published = await publishAndWait(school, course.id, instructor);
    t.diagnostic(
      `import ${Math.round(imported - began)} ms, publish ${Math.round(performance.now() - imported)} ms`,
    );
    assert.deepEqual([course.title, course.state, course.lessons], [name, 'draft', counts.lessons]);
    const { skipped: told, ...counted } = report;
    assert.deepEqual(counted, counts);
    assert.deepEqual(
      told.map(({ path }) => path),
      skipped,
    );
    assert.equal(published.status, 'succeeded', JSON.stringify(published.error));

    const { modules } = await as(learner).get({ courseId: course.id });
    const ids = modules.flatMap(({ lessons }) => lessons.map(({ id }) => id));
    assert.equal(ids.length, counts.lessons);
    const lessons = await Promise.all(ids.map((lessonId) => as(learner).lesson({ lessonId })));
    const html = lessons.map((lesson) => lesson.html).join('\n');
    assert.doesNotMatch(html, /="(?:kernos|lesson|asset):|<script/);
    const shown = new Set([...html.matchAll(/<img[^>]* src="([^"]+)"/g)].map((match) => match[1] ?? ''));
    const types = new Set<string>();
    for (const image of shown) {
      const response = await fetchAs(image);
      const type = response.headers.get('content-type') ?? '';
      assert.equal(response.status, 200, image);
      types.add(type);
      const start = Buffer.from(await response.arrayBuffer()).subarray(0, 4);
      assert.match(start.toString('latin1'), type === 'image/png' ? /^.PNG/ : /^<svg/, image);
    }
    assert.deepEqual([shown.size, [...types].sort()], images);
    const links = [...html.matchAll(/ href="\/lessons\/([^"#]+)/g)].map((match) => match[1] ?? '');
    assert.ok(links.length > 40, `${links.length} links between lessons`);
    for (const id of links) assert.ok(ids.includes(id));
    // From the first lesson to the last by "next" alone.
    const next = new Map(lessons.map(({ id, nextLessonId }) => [id, nextLessonId]));
    const walk: string[] = [];
    for (let id: string | null | undefined = ids[0]; id; id = next.get(id)) walk.push(id);
    assert.deepEqual(walk, ids);
  });

  test(`${name} goes out and comes in again as it was`, async () => {
    const once = await exported(courseId);
    const second = await mine.import(once);
    assert.deepEqual(await contentOf(second.course.id), await contentOf(courseId));
    // What the first import could not keep is gone; the second has nothing left to lose.
    assert.deepEqual(second.report, { ...counts, skipped: [] });
    const twice = await exported(second.course.id);
    assert.deepEqual(await once.archive.blob.bytes(), await twice.archive.blob.bytes());
  });
}

test('an edited course goes out and comes in with all its settings, keys and files', async () => {
  const made = await mine.create({ title: 'Édité: a/b', summary: 'Line\n2', capacity: 7, waitlist: true });
  const courseId = made.id;
  const file = await mine.addFile({ courseId, file: { blob: new Blob([png]), fileName: 'Dot image.PNG' } });
  await mine.addFile({ courseId, file: { blob: new Blob([]), fileName: 'empty.txt' } });
  const module = await mine.addModule({ courseId, title: 'Only *one*' });
  await mine.addModule({ courseId, title: 'Without lessons' });
  const markdown = `![dot](asset:${file.key}) [self](lesson:first#a) [c](course:) [gone](lesson:gone)\r\n\ttab\n`;
  await mine.addLesson({ moduleId: module.id, title: 'First', markdown });
  await mine.addLesson({ moduleId: module.id, title: 'First', markdown: '' });
  const { course, report } = await mine.import(await exported(courseId));
  assert.deepEqual(await contentOf(course.id), await contentOf(courseId));
  assert.deepEqual(
    report.skipped.map(({ path: _, ...why }) => why),
    [
      {
        code: 'leads-to-nothing',
        values: { kind: 'link', label: 'gone', url: 'lesson:gone' },
        reason: 'the link “gone” to lesson:gone leads to nothing in this course',
      },
    ],
  );
  const named = await mine.import({ ...(await exported(courseId)), title: 'Renamed', capacity: 3 });
  assert.deepEqual([named.course.title, named.course.capacity], ['Renamed', 3]);
  const byAdmin = await as(admin).export({ courseId });
  assert.ok((byAdmin.body as unknown as Uint8Array).length > 100);
});

describe('an archive', () => {
  const send = (bytes: Buffer, fileName = 'x.zip') =>
    mine.import({ archive: { blob: new Blob([new Uint8Array(bytes)]), fileName } });
  const many = (count: number): RawEntry[] =>
    Array.from({ length: count }, (_, n) => ({ name: `${n}.md`, bytes: 'x', method: 0 }));
  const bad: [string, () => Buffer, string, number][] = [
    ['no zip at all', () => Buffer.from('This is no zip.'), 'archive-broken', 400],
    ['empty upload', () => Buffer.alloc(0), 'archive-broken', 400],
    ['cut off', () => zipOf({ 'a.md': '# A\n'.repeat(1000) }).subarray(0, -30), 'archive-broken', 400],
    [
      'with a lie about its content',
      () => rawZip([{ name: 'a.md', bytes: '# A', declared: { crc: 1 } }]),
      'archive-broken',
      400,
    ],
    [
      'with a password',
      () => rawZip([{ name: 'a.md', bytes: '# A', flags: 0x801 }]),
      'archive-encrypted',
      400,
    ],
    ['without a file', () => rawZip([{ name: 'folder/', method: 0 }]), 'archive-empty', 400],
    ['without a lesson', () => zipOf({ 'a.png': png }), 'course-empty', 400],
    [
      'that is a bomb',
      () => zipOf({ 'a.md': '# A', 'b.txt': Buffer.alloc(40_000_000) }),
      'archive-too-large',
      413,
    ],
    ['of more than 10,000 files', () => rawZip(many(10_001)), 'archive-too-many-files', 413],
  ];
  for (const [what, bytes, code, status] of bad) {
    test(`${what} is refused as ${code}, and nothing is made`, async () => {
      const before = (await mine.list({ limit: 100 })).items.length;
      await assert.rejects(
        send(bytes()),
        (error: { code: string; status: number }) => error.code === code && error.status === status,
      );
      assert.equal((await mine.list({ limit: 100 })).items.length, before);
    });
  }

  test('with harmful names and links keeps what is harmless and names the rest', async () => {
    const { course, report } = await send(
      rawZip([
        { name: 'a.md', bytes: '# A\n\n<script>alert(1)</script>\n\n![gone](no.png) [up](../../etc/passwd)' },
        { name: '../outside.md', bytes: '# Out' },
        { name: '/etc/absolute.md', bytes: '# Out' },
        { name: 'link.md', bytes: 'a.md', mode: 0o120777 },
        { name: 'latin.md', bytes: Buffer.from('# Caf\xe9', 'latin1') },
        { name: 'program.exe', bytes: 'MZ' },
        { name: 'nul.md', bytes: 'a\0b' },
      ]),
    );
    assert.deepEqual(
      (await mine.get({ courseId: course.id })).modules.flatMap(({ lessons }) => lessons.map((l) => l.title)),
      ['A', 'Café'],
    );
    for (const path of [
      '../outside.md',
      '/etc/absolute.md',
      'link.md',
      'program.exe',
      'nul.md',
      'a.md',
      'latin.md',
    ])
      assert.ok(
        report.skipped.some((line) => line.path === path),
        path,
      );
  });

  test('with two files of one content keeps both names, stored once', async () => {
    const { course } = await mine.import(
      archiveOf({
        'a.md': '![1](one.png) ![2](two.png)',
        'one.png': png,
        'two.png': png,
        'three.txt': 'text',
      }),
    );
    const { items } = await mine.files({ courseId: course.id });
    assert.deepEqual(
      items.map(({ key }) => key),
      ['one.png', 'three.txt', 'two.png'],
    );
    const { rows } = await system.sql({
      text: 'SELECT FROM courses.blobs WHERE course_id = $1',
      values: [course.id],
    });
    assert.equal(rows.length, 2);
    const response = await fetchAs(`/api/courses/${course.id}/files/${items[0]?.id}`, instructor);
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), png);
  });

  test('sent twice under one Idempotency-Key makes one course', async () => {
    const once = { headers: { 'idempotency-key': 'import-1' } };
    const first = await mine.import(archiveOf({ 'a.md': '# A' }), once);
    assert.deepEqual(await mine.import(archiveOf({ 'a.md': '# A' }), once), first);
    await assert.rejects(mine.import(archiveOf({ 'a.md': '# B' }), once), codeOf('idempotency-key-reused'));
  });

  test('must be a file in a form', async () => {
    const headers = { ...system.headers(instructor), 'content-type': 'application/json' };
    const json = await fetch(`${system.url}/api/courses/import`, { method: 'POST', headers, body: '{}' });
    assert.equal(json.status, 415);
    const form = new FormData();
    form.append('title', 'No file');
    const without = await fetch(`${system.url}/api/courses/import`, {
      method: 'POST',
      headers: system.headers(instructor),
      body: form,
    });
    assert.equal(without.status, 400);
    await assert.rejects(as(learner).import(archiveOf({ 'a.md': 'x' })), codeOf('forbidden'));
  });
});

test('several imports and exports at once all end well', async () => {
  const results = await Promise.all(
    Array.from({ length: 6 }, async (_, n) => {
      const { course } = await mine.import(archiveOf({ 'a.md': `# Lesson ${n}`, 'dot.png': png }));
      const again = await mine.import(await exported(course.id));
      return (await contentOf(again.course.id)).modules[0]?.lessons[0]?.title;
    }),
  );
  assert.deepEqual(
    results,
    Array.from({ length: 6 }, (_, n) => `Lesson ${n}`),
  );
});
