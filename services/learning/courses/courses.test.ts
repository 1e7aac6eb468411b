/** Courses: who may see and change them, and what happens when two people do at once. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { codeOf, eventsOf, publishAndWait, publishedCourse, startSchool } from './courses.fixture.ts';

const school = await startSchool();
after(() => school[Symbol.asyncDispose]());
const { instructor, colleague, admin, learner, stranger, as, system } = school;
const mine = as(instructor);

const pageOf = async (client: typeof mine, query: Parameters<typeof mine.list>[0] = {}) =>
  (await client.list({ limit: 100, ...query })).items;

describe('a draft', () => {
  test('begins empty, at version 1, with what was said about it', async () => {
    const course = await mine.create({
      title: '  Greek  vases ',
      summary: 'Pots.',
      capacity: 12,
      waitlist: true,
    });
    const { id, createdAt, updatedAt, ...rest } = course;
    assert.deepEqual(rest, {
      title: 'Greek vases',
      summary: 'Pots.',
      state: 'draft',
      capacity: 12,
      waitlist: true,
      audience: 'enrolled',
      instructorId: instructor.userId,
      version: 1,
      publishedVersion: null,
      lessons: 0,
      words: 0,
      minutes: 0,
      publishedAt: null,
    });
    assert.equal(createdAt, updatedAt);
    assert.deepEqual(await mine.get({ courseId: id }), { ...course, modules: [] });
  });

  test('is there for its instructor and for administrators, and for nobody else', async () => {
    const course = await mine.create({ title: 'Hidden' });
    const module = await mine.addModule({ courseId: course.id, title: 'One' });
    const lesson = await mine.addLesson({ moduleId: module.id, title: 'Secret', markdown: 'Secret.' });
    assert.equal((await as(admin).get({ courseId: course.id })).title, 'Hidden');
    assert.equal((await as(admin).lesson({ lessonId: lesson.id })).title, 'Secret');
    for (const person of [colleague, learner, stranger]) {
      const theirs = as(person);
      await assert.rejects(theirs.get({ courseId: course.id }), codeOf('course-not-found'));
      await assert.rejects(theirs.version({ courseId: course.id }), codeOf('course-not-found'));
      await assert.rejects(theirs.lesson({ lessonId: lesson.id }), codeOf('lesson-not-found'));
      await assert.rejects(theirs.lesson({ lessonId: lesson.id, draft: true }), codeOf('lesson-not-found'));
      assert.ok(!(await pageOf(theirs)).some(({ id }) => id === course.id));
    }
  });

  test('another instructor can change nothing of it, and is not told that it exists', async () => {
    const course = await mine.create({ title: 'Mine alone' });
    const courseId = course.id;
    const module = await mine.addModule({ courseId, title: 'One' });
    const lesson = await mine.addLesson({ moduleId: module.id, title: 'L', markdown: 'x' });
    const before = await mine.get({ courseId });
    for (const person of [colleague, stranger]) {
      const theirs = as(person);
      const refused: [() => Promise<unknown>, string][] = [
        [() => theirs.update({ courseId, title: 'Ours', ifMatch: course.version }), 'course-not-found'],
        [() => theirs.archive({ courseId }), 'course-not-found'],
        [() => theirs.restore({ courseId }), 'course-not-found'],
        [() => theirs.publish({ courseId }), 'course-not-found'],
        [() => theirs.versions({ courseId }), 'course-not-found'],
        [() => theirs.export({ courseId }), 'course-not-found'],
        [() => theirs.files({ courseId }), 'course-not-found'],
        [
          () => theirs.addFile({ courseId, file: { blob: new Blob(['x']), fileName: 'x.txt' } }),
          'course-not-found',
        ],
        [() => theirs.removeFile({ courseId, fileId: 'a'.repeat(64) }), 'course-not-found'],
        [() => theirs.addModule({ courseId, title: 'x' }), 'course-not-found'],
        [() => theirs.updateModule({ moduleId: module.id, title: 'x' }), 'module-not-found'],
        [() => theirs.removeModule({ moduleId: module.id }), 'module-not-found'],
        [() => theirs.addLesson({ moduleId: module.id, title: 'x', markdown: '' }), 'module-not-found'],
        [() => theirs.updateLesson({ lessonId: lesson.id, title: 'x', ifMatch: 1 }), 'lesson-not-found'],
        [() => theirs.removeLesson({ lessonId: lesson.id }), 'lesson-not-found'],
      ];
      for (const [call, code] of refused) await assert.rejects(call(), codeOf(code));
    }
    assert.deepEqual(await mine.get({ courseId }), before);
  });

  test('an administrator edits it like its instructor, who stays its instructor', async () => {
    const course = await mine.create({ title: 'Helped' });
    const after = await as(admin).update({ courseId: course.id, summary: 'By admin', ifMatch: 1 });
    assert.equal(after.summary, 'By admin');
    assert.equal(after.instructorId, instructor.userId);
  });

  test('of a person who is no instructor any more is theirs no longer', async () => {
    const former = system.person(['learner'], instructor.organizationId ?? '');
    const course = await as({ ...former, roles: ['instructor'] }).create({ title: 'From better days' });
    await assert.rejects(as(former).get({ courseId: course.id }), codeOf('course-not-found'));
  });

  test('learners and visitors begin none', async () => {
    await assert.rejects(as(learner).create({ title: 'x' }), codeOf('forbidden'));
    await assert.rejects(as().create({ title: 'x' }), codeOf('unauthenticated'));
  });
});

describe('a change', () => {
  test('needs the version it was made of', async () => {
    const { id } = await mine.create({ title: 'Versioned' });
    const send = (headers: Record<string, string>) =>
      fetch(`${system.url}/api/courses/${id}`, {
        method: 'PATCH',
        headers: { ...system.headers(instructor), 'content-type': 'application/json', ...headers },
        body: '{"title":"Changed"}',
      });
    assert.equal((await send({})).status, 428);
    assert.equal((await send({ 'if-match': '"2"' })).status, 412);
    const done = await send({ 'if-match': '"1"' });
    assert.deepEqual([done.status, done.headers.get('etag')], [200, '"2"']);
    assert.equal((await send({ 'if-match': '"1"' })).status, 412);
    const read = await fetch(`${system.url}/api/courses/${id}`, {
      headers: { ...system.headers(instructor), 'if-none-match': '"2"' },
    });
    assert.equal(read.status, 304);
  });

  test('of two people at once is saved for one and refused to the other', async () => {
    const { id: courseId } = await mine.create({ title: 'Contested' });
    const results = await Promise.allSettled(
      [instructor, admin, instructor, admin].map((person, n) =>
        as(person).update({ courseId, title: `By ${n}`, ifMatch: 1 }),
      ),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const result of results)
      if (result.status === 'rejected') assert.ok(codeOf('version-conflict')(result.reason));
    assert.equal((await mine.get({ courseId })).version, 2);
  });

  test('keeps what it does not name, and can take a limit away', async () => {
    const { id: courseId } = await mine.create({ title: 'Settings', capacity: 5, waitlist: true });
    const same = await mine.update({ courseId, summary: 'New', ifMatch: 1 });
    assert.deepEqual([same.title, same.capacity, same.waitlist], ['Settings', 5, true]);
    const without = await mine.update({ courseId, capacity: null, waitlist: false, ifMatch: 2 });
    assert.deepEqual([without.capacity, without.waitlist, without.summary], [null, false, 'New']);
  });

  test('with bad input says which field', async () => {
    const bad: [Record<string, unknown>, string][] = [
      [{ title: ' ' }, '/title'],
      [{ title: '\u0007\u0007' }, '/title'],
      [{ title: 'x'.repeat(201) }, '/title'],
      [{ title: 'x', capacity: 0 }, '/capacity'],
      [{ title: 'x', colour: 'red' }, '/colour'],
      [{ title: 'x', summary: 'x'.repeat(2001) }, '/summary'],
    ];
    for (const [body, path] of bad) {
      const response = await fetch(`${system.url}/api/courses`, {
        method: 'POST',
        headers: { ...system.headers(instructor), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const problem = (await response.json()) as { errors: { path: string }[] };
      assert.equal(response.status, 400);
      assert.ok(
        problem.errors.some((error) => error.path === path),
        JSON.stringify(problem),
      );
    }
    await assert.rejects(mine.create({ title: 'With\u0000 NUL', summary: 'a' }), codeOf('invalid-input'));
  });

  test('is announced once learners can know the course, and only where it matters to them', async () => {
    const draft = await mine.create({ title: 'Quiet' });
    await mine.update({ courseId: draft.id, capacity: 3, ifMatch: 1 });
    const course = await publishedCourse(school, 'Loud', { A: 'a' }, { capacity: 2 });
    const courseId = course.id;
    const v1 = await mine.update({ courseId, summary: 'No news', ifMatch: course.version });
    const v2 = await mine.update({ courseId, capacity: 9, ifMatch: v1.version });
    await mine.update({ courseId, waitlist: true, title: 'Louder', ifMatch: v2.version });
    const events = await eventsOf<{ courseId: string }>(school, 'course.updated');
    assert.deepEqual(events, [
      { courseId, title: 'Loud', capacity: 9, waitlist: false, audience: 'open' },
      { courseId, title: 'Louder', capacity: 9, waitlist: true, audience: 'open' },
    ]);
  });
});

describe('archiving', () => {
  test('takes a course out of the catalog, and from whoever has no seat; restoring puts it back', async () => {
    const { id: courseId, modules } = await publishedCourse(school, 'Seasonal', { Winter: 'Snow.' });
    const lessonId = modules[0]?.lessons[0]?.id ?? '';
    const archived = await mine.archive({ courseId });
    assert.equal(archived.state, 'archived');
    assert.deepEqual(await mine.archive({ courseId }), archived);
    for (const person of [learner, colleague]) {
      assert.ok(!(await pageOf(as(person))).some(({ id }) => id === courseId));
      assert.ok(!(await pageOf(as(person), { q: 'Seasonal' })).some(({ id }) => id === courseId));
      assert.deepEqual(await pageOf(as(person), { state: 'archived' }), []);
      assert.deepEqual(await pageOf(as(person), { ids: courseId }), []);
      await assert.rejects(as(person).get({ courseId }), codeOf('course-not-found'));
      await assert.rejects(as(person).lesson({ lessonId }), codeOf('lesson-not-found'));
    }
    assert.ok((await pageOf(mine, { state: 'archived' })).some(({ id }) => id === courseId));
    await assert.rejects(mine.publish({ courseId }), codeOf('course-archived'));
    assert.equal((await mine.restore({ courseId })).state, 'published');
    assert.equal((await mine.restore({ courseId })).state, 'published');
    assert.ok((await pageOf(as(learner), { q: 'Seasonal' })).some(({ id }) => id === courseId));
    const about = ({ courseId: id }: { courseId: string }) => id === courseId;
    assert.equal((await eventsOf<{ courseId: string }>(school, 'course.archived')).filter(about).length, 1);
    assert.equal((await eventsOf<{ courseId: string }>(school, 'course.restored')).filter(about).length, 1);
  });

  test('puts a draft away without a word to anyone', async () => {
    const { id: courseId } = await mine.create({ title: 'Abandoned' });
    assert.equal((await mine.archive({ courseId })).state, 'archived');
    await assert.rejects(as(learner).get({ courseId }), codeOf('course-not-found'));
    assert.equal((await mine.restore({ courseId })).state, 'draft');
    const events = await eventsOf<{ courseId: string }>(school, 'course.archived');
    assert.ok(!events.some((event) => event.courseId === courseId));
  });
});

describe('the list', () => {
  test('gives every course once, newest first, page by page, also while new ones are made', async () => {
    const other = system.person(['instructor']);
    const theirs = as(other);
    const made: string[] = [];
    for (let n = 0; n < 25; n += 1) made.unshift((await theirs.create({ title: `Course ${n}` })).id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof theirs.list>> = await theirs.list({
        limit: 10,
        ...(cursor && { cursor }),
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await theirs.create({ title: 'Made meanwhile' });
    } while (cursor);
    assert.deepEqual(seen, made);
  });

  test('filters by state and by whose they are', async () => {
    const other = system.person(['instructor']);
    const school2 = { ...school, instructor: other };
    const boss = system.person(['admin'], other.organizationId ?? '');
    const draft = await as(other).create({ title: 'Draft' });
    const ready = await publishedCourse(school2, 'Ready', { A: 'a' });
    const bosses = await as(boss).create({ title: 'Of the boss' });
    const ids = async (person: typeof other, query: Parameters<typeof mine.list>[0] = {}) =>
      (await pageOf(as(person), query)).map(({ id }) => id);
    assert.deepEqual(await ids(boss), [bosses.id, ready.id, draft.id]);
    assert.deepEqual(await ids(boss, { mine: true }), [bosses.id]);
    assert.deepEqual(await ids(other), [ready.id, draft.id]);
    assert.deepEqual(await ids(other, { state: 'draft' }), [draft.id]);
    assert.deepEqual(await ids(other, { state: 'published' }), [ready.id]);
    const pupil = system.person(['learner'], other.organizationId ?? '');
    assert.deepEqual(await ids(pupil), [ready.id]);
    assert.deepEqual(await ids(pupil, { state: 'draft' }), []);
    assert.deepEqual(await ids(pupil, { mine: true }), []);
  });

  test('refuses a cursor that it did not give out', async () => {
    const forged = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
    for (const cursor of ['x', forged(['x']), forged([1]), forged({}), forged([newId(), 2])])
      await assert.rejects(mine.list({ cursor }), codeOf('invalid-input'));
    for (const cursor of [
      forged([0.5, 'x', 'a']),
      forged([0.5, newId(), "'a' &&& ("]),
      forged([0.5, newId()]),
    ])
      await assert.rejects(mine.list({ q: 'a', cursor }), codeOf('invalid-input'));
  });
});

test('readers and editors see a course as it concerns them', async () => {
  const course = await publishedCourse(school, 'Two faces', { A: 'a', B: 'b' });
  const courseId = course.id;
  const moduleId = course.modules[0]?.id ?? '';
  await mine.addLesson({ moduleId, title: 'C', markdown: 'c' });
  const draft = await mine.get({ courseId });
  const seen = await as(learner).get({ courseId });
  assert.equal(draft.lessons, 3);
  assert.equal(seen.lessons, 2);
  assert.deepEqual(
    seen.modules[0]?.lessons.map(({ title }) => title),
    ['A', 'B'],
  );
  const { modules, ...preview } = await mine.get({ courseId, published: true });
  assert.deepEqual([modules, preview], [seen.modules, (({ modules: _, ...rest }) => rest)(seen)]);
  const listed = (await pageOf(as(learner))).find(({ id }) => id === courseId);
  assert.equal(listed?.lessons, 2);
});

test('versions tell which lessons a course had when', async () => {
  const course = await publishedCourse(school, 'Twice', { A: 'a', B: 'b' });
  const courseId = course.id;
  const [first, second] = course.modules[0]?.lessons.map(({ id }) => id) ?? [];
  await mine.removeLesson({ lessonId: first ?? '' });
  await publishAndWait(school, courseId, instructor);
  const versions = await mine.versions({ courseId });
  assert.deepEqual(
    versions.items.map(({ version, lessonIds }) => ({ version, lessonIds })),
    [
      { version: 2, lessonIds: [second] },
      { version: 1, lessonIds: [first, second] },
    ],
  );
  assert.deepEqual((await mine.versions({ courseId, limit: 1 })).items, versions.items.slice(0, 1));
  const cursor = (await mine.versions({ courseId, limit: 1 })).nextCursor ?? '';
  assert.deepEqual((await mine.versions({ courseId, limit: 1, cursor })).items, versions.items.slice(1));
  assert.deepEqual(await as(learner).version({ courseId }), versions.items[0]);
  assert.deepEqual(await as(learner).version({ courseId, version: 1 }), versions.items[1]);
  await assert.rejects(as(learner).version({ courseId, version: 3 }), codeOf('course-not-found'));
  await assert.rejects(as(stranger).version({ courseId }), codeOf('course-not-found'));
  // What was taken out is read on by those with a seat, and by whoever edits it.
  assert.equal((await as(school.admin).lesson({ lessonId: first ?? '' })).publishedVersion, 1);
  await assert.rejects(as(learner).lesson({ lessonId: first ?? '' }), codeOf('lesson-taken-down'));
  assert.equal((await as(learner).lesson({ lessonId: second ?? '' })).publishedVersion, 2);
  await assert.rejects(as(stranger).lesson({ lessonId: second ?? '' }), codeOf('lesson-not-found'));
});
