/** Finding lessons, and the orders of the catalog. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '@kernos/kernel/ids';
import { codeOf, publishAndWait, publishedCourse, startSchool } from './courses.fixture.ts';

const school = await startSchool();
after(() => school[Symbol.asyncDispose]());
const { instructor, learner, stranger, admin, as } = school;
const mine = as(instructor);
const reader = as(learner);

const foundBy = async (q: string, person = learner) => (await as(person).searchLessons({ q })).items;
const titlesOf = async (q: string) => (await foundBy(q)).map(({ title }) => title);

test('a lesson is found by its title and text, with the place where it says so', async () => {
  const course = await publishedCourse(school, 'Pottery', {
    'Wheel throwing': `# Start\n\n${'Long words before. '.repeat(60)}Centre the **clay** & press a < b.`,
    Glazing: 'Of copper and ash.',
  });
  const [found, ...others] = await foundBy('clay');
  assert.ok(found);
  assert.equal(others.length, 0);
  const { id, snippet, ...rest } = found;
  assert.equal(id, course.modules[0]?.lessons[0]?.id);
  assert.deepEqual(rest, {
    courseId: course.id,
    courseTitle: 'Pottery',
    title: 'Wheel throwing',
    moduleTitle: 'Only module',
    words: rest.words,
  });
  assert.deepEqual(
    snippet.filter(({ match }) => match).map(({ text }) => text),
    ['clay'],
  );
  assert.match(snippet.map(({ text }) => text).join(''), /Centre the clay & press a < b/);
  assert.deepEqual(await titlesOf('glazing'), ['Glazing']);
  assert.deepEqual(await titlesOf('coper'), ['Glazing'], 'a typing error');
  assert.deepEqual(await titlesOf('"ash copper"'), []);
  assert.deepEqual(await titlesOf('  '), []);
});

test('words of scripts without spaces are found, and Latin ones between their letters', async () => {
  const course = await publishedCourse(school, '程序設計入門', {
    一: '使用Python編寫程序，並用Docker部署。',
    二: 'サーバーはKubernetesで動かします。テストはpytestで書きます。',
  });
  for (const [q, title] of [
    ['編寫', '一'],
    ['程序', '一'],
    ['Python', '一'],
    ['docker', '一'],
    ['サーバー', '二'],
    ['Kubernetes', '二'],
    ['pytest 書きます', '二'],
    ['"編寫程序"', '一'],
  ] as const)
    assert.deepEqual(await titlesOf(q), [title], q);
  assert.deepEqual(await titlesOf('寫編'), []);
  const [found] = await foundBy('編寫');
  assert.equal(found?.snippet.map(({ text }) => text).join(''), '使用Python編寫程序，並用Docker部署。');
  assert.deepEqual(
    found?.snippet.filter(({ match }) => match).map(({ text }) => text),
    ['編寫'],
  );
  for (const q of ['設計入門', '程序設計', 'Kubernetes', 'サーバー'])
    assert.deepEqual(
      (await reader.list({ q })).items.map(({ id }) => id),
      [course.id],
      q,
    );
});

test('only what is published, in no archived course, in the own organization', async () => {
  const course = await publishedCourse(school, 'Hidden things', { Open: 'quagga once' });
  const lessonId = course.modules[0]?.lessons[0]?.id ?? '';
  await mine.addLesson({ moduleId: course.modules[0]?.id ?? '', title: 'Draft', markdown: 'quagga twice' });
  assert.deepEqual(await titlesOf('quagga'), ['Open']);
  assert.deepEqual(
    (await foundBy('quagga', instructor)).map(({ title }) => title),
    ['Open'],
  );
  assert.deepEqual(await foundBy('quagga', stranger), []);
  await mine.removeLesson({ lessonId });
  assert.deepEqual(await titlesOf('quagga'), ['Open'], 'until it is published anew');
  await publishAndWait(school, course.id, instructor);
  assert.deepEqual(await titlesOf('quagga'), ['Draft']);
  await mine.archive({ courseId: course.id });
  assert.deepEqual(await titlesOf('quagga'), []);
  assert.deepEqual(await foundBy('quagga', admin), []);
});

test('pages fit together, and a cursor that is not ours is refused', async () => {
  const lessons = Object.fromEntries(Array.from({ length: 7 }, (_, n) => [`Lesson ${n}`, 'zebrawood']));
  await publishedCourse(school, 'Woods', lessons);
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await reader.searchLessons({ q: 'zebrawood', limit: 3, ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor;
  }
  assert.deepEqual(seen.sort(), Object.keys(lessons));
  const forged = Buffer.from(JSON.stringify([1, newId(), "'", "'"])).toString('base64url');
  await assert.rejects(reader.searchLessons({ q: 'x', cursor: forged }), codeOf('invalid-input'));
  await assert.rejects(reader.searchLessons({ q: 'x', cursor: 'no' }), codeOf('invalid-input'));
});

test('the last word may be unfinished; a lesson that has it as it is comes first', async () => {
  await publishedCourse(school, 'Weather', {
    Meteorology: 'Of hailstorms, as there are many.',
    Ice: 'It may hail.',
    Snow: 'No such thing here.',
  });
  assert.deepEqual(await titlesOf('hail'), ['Ice', 'Meteorology']);
  assert.deepEqual(await titlesOf('hailst'), ['Meteorology']);
  assert.deepEqual(await titlesOf('meteorol'), ['Meteorology']);
  assert.deepEqual(await titlesOf('hailst many'), [], 'only the last');
  const [found] = await foundBy('many hailst');
  assert.deepEqual(
    found?.snippet.filter(({ match }) => match).map(({ text }) => text),
    ['hailstorms', 'many'],
  );
});

test('titles of published lessons are told by their ids', async () => {
  const course = await publishedCourse(school, 'Titled', { One: 'a b c' });
  const { id: moduleId, lessons } = course.modules[0] ?? { id: '', lessons: [] };
  const draft = await mine.addLesson({ moduleId, title: 'Draft', markdown: 'x' });
  const id = lessons[0]?.id ?? '';
  const ids = [id, draft.id, newId()].join(',');
  const expected = [{ id, courseId: course.id, title: 'One', moduleTitle: 'Only module', words: 3 }];
  assert.deepEqual((await reader.lessonTitles({ ids })).items, expected);
  assert.deepEqual((await as(stranger).lessonTitles({ ids })).items, []);
  await mine.removeLesson({ lessonId: id });
  assert.deepEqual((await reader.lessonTitles({ ids })).items, expected, 'removed from the draft alone');
  await assert.rejects(reader.lessonTitles({ ids: '-'.repeat(36) }), codeOf('invalid-input'));
});

test('the catalog tells how long a course is, and goes by title where that is asked for', async () => {
  for (const title of ['okapi Zebras', 'Okapi ants', 'okapi bees'])
    await publishedCourse(school, title, { One: 'word '.repeat(201), Two: 'word' });
  const all = async (query: Parameters<typeof reader.list>[0]) => {
    const titles: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await reader.list({ ...query, limit: 2, ...(cursor && { cursor }) });
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    return titles;
  };
  const byTitle = ['Okapi ants', 'okapi bees', 'okapi Zebras'];
  const newest = ['okapi bees', 'Okapi ants', 'okapi Zebras'];
  assert.deepEqual(await all({ q: 'okapi', sort: 'title' }), byTitle);
  assert.deepEqual(await all({ q: 'okapi', sort: 'newest' }), newest);
  assert.deepEqual((await all({ q: 'okapi' })).sort(), [...byTitle].sort());
  const isOkapi = (title: string) => title.toLowerCase().startsWith('okapi');
  assert.deepEqual((await all({ sort: 'title' })).filter(isOkapi), byTitle);
  assert.deepEqual((await all({ sort: 'newest' })).filter(isOkapi), newest);
  const [found] = (await reader.list({ q: 'okapi', sort: 'title' })).items;
  assert.deepEqual([found?.lessons, found?.words, found?.minutes], [2, 202, 2]);
  const own = await mine.get({ courseId: found?.id ?? '' });
  await mine.addLesson({ moduleId: own.modules[0]?.id ?? '', title: 'Three', markdown: 'word '.repeat(200) });
  assert.equal((await mine.get({ courseId: own.id })).words, 402, 'of the draft, to its editors');
  assert.equal((await reader.get({ courseId: own.id })).words, 202, 'as published, to readers');
});
