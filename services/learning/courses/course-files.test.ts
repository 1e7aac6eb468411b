/** Images and attachments over HTTP: who gets them, and as what. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { after, describe, test } from 'node:test';
import type { TestPerson } from '@kernos/kernel/testing';
import { archiveOf, codeOf, openToAll, publishAndWait, startSchool } from './courses.fixture.ts';

const school = await startSchool();
after(() => school[Symbol.asyncDispose]());
const { admin, instructor, colleague, learner, stranger, as, system } = school;
const mine = as(instructor);

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const get = (courseId: string, fileId: string, person?: TestPerson, headers: Record<string, string> = {}) =>
  fetch(`${system.url}/api/courses/${courseId}/files/${fileId}`, {
    headers: { ...system.headers(person), ...headers },
  });

const contents = {
  'image.png': 'png',
  'drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  'page.html': '<script>alert(1)</script>',
  'notes.txt': 'Größe',
  'data.csv': 'a,b',
  'run.js': 'alert(1)',
  'run.mjs': 'alert(2)',
  'feed.xml': '<x xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></x>',
};

async function courseWithFiles() {
  const { course } = await mine.import(archiveOf({ 'a.md': '![i](image.png)', ...contents }));
  await openToAll(mine, course);
  return course.id;
}

describe('a file of a draft', () => {
  test('is for those who edit it', async () => {
    const courseId = await courseWithFiles();
    const fileId = sha256('png');
    assert.equal((await get(courseId, fileId, instructor)).status, 200);
    for (const person of [colleague, learner, stranger])
      assert.equal((await get(courseId, fileId, person)).status, 404);
    assert.equal((await get(courseId, fileId)).status, 401);
  });

  test('is added, shown in a lesson, and removed', async () => {
    const { id: courseId } = await mine.create({ title: 'Pictures', audience: 'open' });
    const bytes = Buffer.alloc(9_000_000, 'large picture ');
    const add = (fileName: string) =>
      mine.addFile({ courseId, file: { blob: new Blob([new Uint8Array(bytes)]), fileName } });
    const file = await add('Große Vase.png');
    assert.deepEqual(file, {
      id: sha256(bytes),
      key: 'große-vase.png',
      name: 'Große Vase.png',
      mediaType: 'image/png',
      bytes: 9_000_000,
    });
    const again = await add('Große Vase.png');
    assert.notEqual(again.key, file.key);
    assert.deepEqual(
      (await mine.files({ courseId, limit: 1 })).items,
      [again]
        .concat(file)
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .slice(0, 1),
    );
    const module = await mine.addModule({ courseId, title: 'M' });
    const lesson = await mine.addLesson({
      moduleId: module.id,
      title: 'L',
      markdown: `![v](asset:${file.key})`,
    });
    assert.match(lesson.html, new RegExp(`<img alt="v" src="/api/courses/${courseId}/files/${file.id}"`));
    const response = await get(courseId, file.id, instructor);
    assert.ok(Buffer.from(await response.arrayBuffer()).equals(bytes));
    await mine.removeFile({ courseId, fileId: file.id });
    assert.equal((await get(courseId, file.id, instructor)).status, 404);
    assert.doesNotMatch((await mine.lesson({ lessonId: lesson.id })).html, /src=/);
    await assert.rejects(mine.removeFile({ courseId, fileId: file.id }), codeOf('file-not-found'));
    const { rows } = await system.sql({
      text: 'SELECT FROM courses.blobs WHERE course_id = $1',
      values: [courseId],
    });
    assert.equal(rows.length, 0);
  });

  test('is refused when a course does not carry its type', async () => {
    const { id: courseId } = await mine.create({ title: 'Programs', audience: 'open' });
    for (const fileName of ['virus.exe', 'lesson.md', 'noextension', '.png'])
      await assert.rejects(
        mine.addFile({ courseId, file: { blob: new Blob(['x']), fileName } }),
        (error: { code: string; status: number }) =>
          error.code === 'file-type-not-carried' && error.status === 415,
      );
  });
});

describe('a published file', () => {
  test('is for everyone in the organization, asked for each time, and never run', async () => {
    const courseId = await courseWithFiles();
    await publishAndWait(school, courseId, instructor);
    const expected: [keyof typeof contents, string, boolean][] = [
      ['image.png', 'image/png', true],
      ['drawing.svg', 'image/svg+xml', false],
      ['page.html', 'text/html; charset=utf-8', false],
      ['notes.txt', 'text/plain; charset=utf-8', true],
      ['data.csv', 'text/csv; charset=utf-8', false],
      ['run.js', 'text/plain; charset=utf-8', false],
      ['run.mjs', 'text/plain; charset=utf-8', false],
      ['feed.xml', 'application/xml', false],
    ];
    for (const [name, type, shown] of expected) {
      const fileId = sha256(contents[name]);
      const response = await get(courseId, fileId, learner);
      assert.equal(response.status, 200, name);
      assert.equal(response.headers.get('content-type'), type);
      assert.equal(response.headers.get('etag'), `"${fileId}"`);
      assert.equal(response.headers.get('cache-control'), 'private, no-cache');
      assert.match(response.headers.get('content-security-policy') ?? '', /sandbox/);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(
        response.headers.get('content-disposition')?.startsWith('attachment') ?? false,
        !shown,
        name,
      );
      assert.equal(await response.text(), contents[name]);
    }
    const known = await get(courseId, sha256('png'), learner, { 'if-none-match': `"${sha256('png')}"` });
    assert.equal(known.status, 304);
    assert.equal((await get(courseId, sha256('png'), stranger)).status, 404);
    assert.equal((await get(courseId, sha256('png'))).status, 401);
    assert.equal((await get(courseId, sha256('nothing'), learner)).status, 404);
    assert.equal((await get(courseId, 'not-a-hash', learner)).status, 400);
    assert.equal((await get(await courseWithFiles(), sha256('png'), learner)).status, 404);
  });

  test('is closed again, also by those who have it already or only ask for it', async () => {
    const courseId = await courseWithFiles();
    await publishAndWait(school, courseId, instructor);
    const fileId = sha256('png');
    const head = () =>
      fetch(`${system.url}/api/courses/${courseId}/files/${fileId}`, {
        method: 'HEAD',
        headers: system.headers(learner),
      });
    const openFiles = async () => (await readdir('/dev/fd')).length;
    await Promise.all(Array.from({ length: 10 }, () => get(courseId, fileId, learner)));
    const before = await openFiles();
    for (let n = 0; n < 50; n += 1) {
      assert.equal((await get(courseId, fileId, learner, { 'if-none-match': `"${fileId}"` })).status, 304);
      assert.equal((await head()).status, 200);
    }
    const after = await openFiles();
    assert.ok(after - before < 20, `${after - before} more open files after 100 requests`);
  });

  test('is not read from memory once its course is taken down or archived: asked again, it is gone', async () => {
    const remembered = () => get(courseId, sha256('png'), learner, { 'if-none-match': `"${sha256('png')}"` });
    const courseId = await courseWithFiles();
    await publishAndWait(school, courseId, instructor);
    assert.deepEqual([(await remembered()).status, await (await remembered()).text()], [304, '']);
    await mine.archive({ courseId });
    assert.equal((await remembered()).status, 404);
    await mine.restore({ courseId });
    const known = await remembered();
    assert.deepEqual([known.status, known.headers.get('cache-control')], [304, 'private, no-cache']);
    await mine.unpublish({ courseId });
    assert.equal((await remembered()).status, 404);
  });

  test('stays when the draft lets go of it, and comes from the store', async () => {
    const courseId = await courseWithFiles();
    await publishAndWait(school, courseId, instructor);
    await mine.removeFile({ courseId, fileId: sha256('png') });
    assert.equal((await get(courseId, sha256('png'), learner)).status, 200);
    await publishAndWait(school, courseId, instructor);
    // Version 1 shows it still, to whoever may learn by it.
    assert.equal((await get(courseId, sha256('png'), admin)).status, 200);
    assert.equal((await get(courseId, sha256('png'), learner)).status, 404);
  });
});
