/** Searching the catalog: words, phrases, typing errors, pages. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ANALYSIS } from '../../formats/terms.ts';
import { archiveOf, publishAndWait, publishedCourse, startSchool } from './courses.fixture.ts';
import { Vector } from './search-terms.ts';

const school = await startSchool();
after(() => school[Symbol.asyncDispose]());
const { instructor, colleague, admin, learner, stranger, as, system } = school;
const mine = as(instructor);

/** Titles found by a learner, best first. */
const find = async (q: string, person = learner) =>
  (await as(person).list({ q, limit: 100 })).items.map(({ title }) => title);

before(async () => {
  await publishedCourse(school, 'Practical Python', {
    Generators: 'A generator function uses `yield`. List comprehensions came before.',
    Files: 'Opening a file; reading it line by line with an iterator.',
  });
  await publishedCourse(
    school,
    'Greek pottery',
    { Kernos: 'A ring that carries many small cups.', Café: 'Über naïve façades.' },
    { summary: 'Vessels of clay, painted and fired' },
  );
  await publishedCourse(school, 'Cooking with clay', {
    Bread: 'Clay ovens bake bread; a python function does not. A comprehension of list order.',
  });
});

describe('words', () => {
  test('are found in title, summary and lessons, whatever their form, case or accents', async () => {
    assert.deepEqual(await find('pottery'), ['Greek pottery']);
    assert.deepEqual(await find('VESSEL'), ['Greek pottery']);
    assert.deepEqual(await find('reads'), ['Practical Python']);
    assert.deepEqual(await find('cafe'), ['Greek pottery']);
    assert.deepEqual(await find('uber FAÇADE'), ['Greek pottery']);
    assert.deepEqual(await find('kernos'), ['Greek pottery']);
  });

  test('may stand in different lessons of a course; all of them must be there', async () => {
    assert.deepEqual(await find('yield iterator'), ['Practical Python']);
    assert.deepEqual(await find('kernos facade clay'), ['Greek pottery']);
    assert.deepEqual(await find('yield pottery'), []);
  });

  test('in a title count more than in a summary, and there more than in a lesson', async () => {
    assert.deepEqual(await find('clay'), ['Cooking with clay', 'Greek pottery']);
    assert.deepEqual(await find('python'), ['Practical Python', 'Cooking with clay']);
  });

  test('can be alternatives, left out, or a phrase', async () => {
    assert.deepEqual((await find('bread or kernos')).sort(), ['Cooking with clay', 'Greek pottery']);
    assert.deepEqual(await find('clay -bread'), ['Greek pottery']);
    assert.deepEqual(await find('"list comprehension"'), ['Practical Python']);
    assert.deepEqual(await find('"comprehension list"'), []);
    assert.deepEqual(await find('"greek pottery"'), ['Greek pottery']);
  });

  test('that mean nothing to a search engine find nothing, and break nothing', async () => {
    for (const q of [
      'the',
      '"',
      '-',
      'or',
      "'; DROP TABLE --",
      '&|!()<->:*',
      '\\',
      '%',
      '🏺',
      'a'.repeat(200),
    ])
      assert.deepEqual(await find(q), [], q);
    assert.equal((await find(' ')).length, 3);
  });
});

describe('typing errors', () => {
  test('are forgiven: a letter wrong, missing, too many, or two swapped', async () => {
    const errors: [string, string[]][] = [
      ['pyhton', ['Practical Python', 'Cooking with clay']],
      ['pythn', ['Practical Python', 'Cooking with clay']],
      ['bython', ['Practical Python', 'Cooking with clay']],
      ['genertors', ['Practical Python']],
      ['comprehensoins', ['Practical Python', 'Cooking with clay']],
      ['potery', ['Greek pottery']],
      ['potttery', ['Greek pottery']],
      ['vesels', ['Greek pottery']],
      ['lsit', ['Practical Python', 'Cooking with clay']],
      ['facede', ['Greek pottery']],
    ];
    for (const [q, titles] of errors) assert.deepEqual((await find(q)).sort(), titles.sort(), q);
  });

  test('among right words leave those as they are', async () => {
    assert.deepEqual(await find('practical pyhton'), ['Practical Python']);
    assert.deepEqual(await find('pyhton -practical'), ['Cooking with clay']);
    assert.deepEqual(await find('"list comprehensoin"'), ['Practical Python']);
    assert.deepEqual(await find('greek pyhton'), []);
  });

  test('are not suspected in words that are there, nor in short or far ones', async () => {
    assert.deepEqual(await find('clay'), ['Cooking with clay', 'Greek pottery']);
    assert.deepEqual(await find('cly'), []);
    assert.deepEqual(await find('zebra'), []);
    assert.deepEqual(await find('xylophone'), []);
  });
});

describe('a last word that is not finished', () => {
  test('is the beginning of others: from two letters to the last but one', async () => {
    for (let length = 4; length <= 'generators'.length; length += 1)
      assert.deepEqual(await find('generators'.slice(0, length)), ['Practical Python'], `${length} letters`);
    assert.deepEqual(await find('po'), ['Greek pottery']);
    assert.deepEqual(await find('PRACTICAL Pyth'), ['Practical Python']);
    assert.deepEqual(await find('faça'), ['Greek pottery']);
    assert.deepEqual(await find('yield comprehensi'), ['Practical Python']);
    assert.deepEqual(await find('bread or kern'), ['Cooking with clay', 'Greek pottery']);
  });

  test('may end a phrase that is not closed yet', async () => {
    assert.deepEqual(await find('"greek pott'), ['Greek pottery']);
    assert.deepEqual(await find('"pottery gre'), []);
  });

  test('stands by itself, at the very end, and is not what is left out', async () => {
    for (const q of ['p', 'genera yield', 'genera ', '"pott"']) assert.deepEqual(await find(q), [], q);
    assert.deepEqual(await find('pottery -gre'), ['Greek pottery']);
  });

  test('counts less than the word itself, whatever has it', async () => {
    await publishedCourse(school, 'Hydroponics', { One: 'Hydroponic work.' });
    await publishedCourse(school, 'Of other things', { One: 'Somewhere deep in its text it says hydro.' });
    const expected = ['Of other things', 'Hydroponics'];
    assert.deepEqual(await find('hydro'), expected);
    const { items, nextCursor } = await as(learner).list({ q: 'hydro', limit: 1 });
    const { items: others } = await as(learner).list({ q: 'hydro', cursor: nextCursor ?? '' });
    assert.deepEqual(
      [...items, ...others].map(({ title }) => title),
      expected,
    );
  });

  test('is rather taken for mistyped where nothing goes on like it', async () => {
    assert.deepEqual(await find('genre'), []);
    assert.deepEqual(await find('geneart'), []);
    assert.deepEqual(await find('genreators'), ['Practical Python']);
  });
});

describe('what is found', () => {
  test('is nothing of other organizations', async () => {
    for (const q of ['python', 'pyhton', '"list comprehension"'])
      assert.deepEqual(await find(q, stranger), []);
    const other = { ...school, instructor: stranger };
    await publishedCourse(other, 'Foreign python', { A: 'Snakes with a list comprehension.' });
    assert.deepEqual(await find('python', stranger), ['Foreign python']);
    assert.ok(!(await find('python')).includes('Foreign python'));
    assert.deepEqual(await find('snakes'), []);
    assert.deepEqual(await find('sankes'), []);
    assert.deepEqual(await find('sankes', stranger), ['Foreign python']);
  });

  test('includes drafts for those who edit them, by title and summary', async () => {
    const { id: courseId } = await mine.create({ title: 'Astronomy', summary: 'Planets' });
    const module = await mine.addModule({ courseId, title: 'One' });
    await mine.addLesson({ moduleId: module.id, title: 'Telescopes', markdown: 'Lenses.' });
    for (const q of ['astronomy', 'planet', 'astronmy']) {
      assert.deepEqual(await find(q, instructor), ['Astronomy']);
      assert.deepEqual(await find(q, admin), ['Astronomy']);
      for (const person of [learner, colleague]) assert.deepEqual(await find(q, person), []);
    }
    await publishAndWait(school, courseId, instructor);
    for (const q of ['astronomy', 'astronmy', 'lenses', 'telescope', 'telescpoe'])
      assert.deepEqual(await find(q), ['Astronomy']);
  });

  test('tells nobody the words of drafts that they may not see: a cursor carries what a search was taken for', async () => {
    const cursor = async (person: typeof learner, q = 'zygomorhp or clay') => {
      const { nextCursor } = await as(person).list({ q, limit: 1 });
      return Buffer.from(nextCursor ?? '', 'base64url').toString();
    };
    const { id: courseId } = await mine.create({ title: 'Zygomorph', summary: 'Of the university' });
    // As far as it was typed, and no further: "universiti" has a shorter stem.
    const begun = 'clay or kernos or universit';
    assert.match(await cursor(instructor, begun), /'univers'/);
    for (const person of [learner, colleague]) assert.doesNotMatch(await cursor(person, begun), /'univers'/);
    assert.deepEqual(await find('universit', colleague), []);
    assert.deepEqual(await find('universit', instructor), ['Zygomorph']);
    for (const person of [learner, colleague]) {
      assert.match(await cursor(person), /clay/);
      assert.doesNotMatch(await cursor(person), /zygomorph'/);
    }
    for (const person of [instructor, admin]) assert.match(await cursor(person), /zygomorph'/);

    // One stem, so a word of the published course, but a far one: only the draft could have been meant.
    await publishedCourse(school, 'Cosmos', { Everything: 'The universe.' });
    for (const person of [learner, colleague]) assert.deepEqual(await find('univresity', person), []);
    assert.deepEqual((await find('univresity', instructor)).sort(), ['Cosmos', 'Zygomorph']);

    const module = await mine.addModule({ courseId, title: 'One' });
    await mine.addLesson({ moduleId: module.id, title: 'Flowers', markdown: 'Orchids.' });
    await publishAndWait(school, courseId, instructor);
    assert.match(await cursor(learner), /zygomorph'/);
    assert.deepEqual((await find('univresity')).sort(), ['Cosmos', 'Zygomorph']);
    await mine.archive({ courseId });
    assert.doesNotMatch(await cursor(learner), /zygomorph'/);
    assert.match(await cursor(instructor), /zygomorph'/);
  });

  test('follows a new title at once, and new lessons when they are published', async () => {
    const course = await publishedCourse(school, 'Gardening', { Roses: 'Thorns.' });
    const courseId = course.id;
    await mine.update({ courseId, title: 'Horticulture', ifMatch: course.version });
    assert.deepEqual(await find('gardening'), []);
    assert.deepEqual(await find('hortikulture'), ['Horticulture']);
    const moduleId = course.modules[0]?.id ?? '';
    await mine.addLesson({ moduleId, title: 'Tulips', markdown: 'Bulbs.' });
    await mine.removeLesson({ lessonId: course.modules[0]?.lessons[0]?.id ?? '' });
    assert.deepEqual([await find('bulbs'), await find('thorns')], [[], ['Horticulture']]);
    await publishAndWait(school, courseId, instructor);
    assert.deepEqual([await find('bulbs'), await find('thorns')], [['Horticulture'], []]);
  });
});

test('pages of a search fit together while the catalog changes', async () => {
  const other = { ...school, instructor: system.person(['instructor']) };
  const theirs = as(other.instructor);
  const made: string[] = [];
  for (let n = 0; n < 30; n += 1) {
    const title = n % 3 === 0 ? `Whales ${n}` : `Animals ${n}`;
    made.push(
      (await theirs.create({ title, summary: n % 2 === 0 ? 'About whales' : 'Of the sea, whales too' })).id,
    );
  }
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof theirs.list>> = await theirs.list({
      q: 'wahles',
      limit: 7,
      ...(cursor && { cursor }),
    });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
    // Makes the mistyped word one that is known: understood anew, the next page would be of another search.
    if (seen.length === 7) await publishedCourse(other, 'Wahles', { A: 'wahles' });
  } while (cursor);
  assert.deepEqual(
    made.filter((id) => !seen.includes(id)),
    [],
  );
  assert.equal(new Set(seen).size, seen.length);
  assert.equal((await theirs.list({ q: 'wahles' })).items.length, 1);
});

test('words of any number and length are indexed as far as the index takes them', async () => {
  const word = (n: number) => `w${n.toString(36)}${'漢字'.repeat(3)}${n}`;
  const many = Array.from({ length: 60_000 }, (_, n) => word(n)).join(' ');
  const { course } = await mine.import(
    archiveOf({
      'a.md': `# Enormous\n\n${many.slice(0, 330_000)}`,
      'b.md': `# Second\n\nneedle ${many.slice(330_000, 600_000)}`,
      'c.md': `# ${'long '.repeat(39)}\n\n${'x'.repeat(5000)}`,
    }),
  );
  const { status, error } = await publishAndWait(school, course.id, instructor);
  assert.equal(status, 'succeeded', JSON.stringify(error));
  assert.deepEqual(await find('enormous'), [course.title]);
  assert.deepEqual(await find('"second needle"'), [course.title]);
});

test('in a large catalog the answer comes quickly, by index', async (t) => {
  const crowd = system.person(['learner']);
  const { rows: made } = await system.sql<{ id: string; title: string; said: string }>({
    text: `WITH made AS (
             INSERT INTO courses.courses (id, organization_id, title, instructor_id, created_at, updated_at)
             SELECT gen_random_uuid(), $1, 'Course ' || md5(n::text), gen_random_uuid(), now(), now() FROM generate_series(1, 2000) n
             RETURNING id, organization_id, title
           ), versioned AS (
             INSERT INTO courses.versions (course_id, organization_id, version, title, content_version, lessons, words, workflow_id, frozen_at)
             SELECT id, organization_id, 1, title, 1, 1, 30, id::text, now() FROM made
           )
           SELECT id, title, (SELECT string_agg(translate(left(md5(made.id::text || w), 12), '0123456789', 'ghijklmnop'), ' ')
                                FROM generate_series(1, 30) w) AS said FROM made`,
    values: [crowd.organizationId],
  });
  const terms = [];
  for (const { title, said } of made) {
    const vector = await new Vector().add(title, 'A', 'en');
    terms.push((await vector.add(said, 'D', 'en')).toString());
  }
  await system.sql({
    text: `INSERT INTO courses.searchable_courses (course_id, organization_id, title, summary, analysis, terms)
           SELECT course_id, $1, '', '', ${ANALYSIS}, terms::tsvector FROM unnest($2::uuid[], $3::text[]) AS made (course_id, terms)`,
    values: [crowd.organizationId, made.map(({ id }) => id), terms],
  });
  await system.sql({
    text: `UPDATE courses.courses SET published_version = 1, published_at = now() WHERE organization_id = $1`,
    values: [crowd.organizationId],
  });
  await system.sql({
    text: `INSERT INTO courses.vocabulary (organization_id, word)
           SELECT DISTINCT organization_id, translate(left(md5(course_id::text || w), 12), '0123456789', 'ghijklmnop')
             FROM courses.searchable_courses, generate_series(1, 30) w WHERE organization_id = $1`,
    values: [crowd.organizationId],
  });
  await system.sql({ text: 'ANALYZE' });
  const { rows } = await system.sql<{ word: string }>({
    text: 'SELECT word FROM courses.vocabulary WHERE organization_id = $1 LIMIT 40',
    values: [crowd.organizationId],
  });
  const words = rows.map(({ word }) => word);
  const timed = async (queries: string[]) => {
    const times: number[] = [];
    for (const q of queries) {
      const began = performance.now();
      const { items } = await as(crowd).list({ q });
      times.push(performance.now() - began);
      // By chance another word may be as near.
      assert.ok(items.length > 0 && items.length < 4, q);
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  };
  const right = await timed(words);
  const wrong = await timed(words.map((word) => word.slice(0, 5) + word.slice(6)));
  const unfinished = await timed(words.map((word) => word.slice(0, 8)));
  const began = performance.now();
  const { items } = await as(crowd).list({ q: 'course' });
  const common = performance.now() - began;
  assert.equal(items.length, 20);
  const before = performance.now();
  await as(crowd).list({ q: words[0]?.slice(0, 2) ?? '' });
  const short = performance.now() - before;
  const ms = (time: number) => `${time.toFixed(1)} ms`;
  t.diagnostic(
    `2,000 courses, 60,000 words: right ${ms(right)}, unfinished ${ms(unfinished)}, mistyped ${ms(wrong)} (medians), a word of all courses ${ms(common)}, two letters ${ms(short)}`,
  );
  // Far above what it takes, far below what reading all rows takes on a slow machine.
  assert.ok(
    right < 200 && unfinished < 200 && wrong < 500,
    `right ${ms(right)}, unfinished ${ms(unfinished)}, mistyped ${ms(wrong)}`,
  );
});
