/** Editing a draft: modules and lessons in order, whoever edits at the same time. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@kernos/kernel/ids';
import { often } from '@kernos/kernel/often';
import { codeOf, startSchool } from './courses.fixture.ts';

const school = await startSchool();
after(() => school[Symbol.asyncDispose]());
const { instructor, admin, as, system } = school;
const mine = as(instructor);

/** A course with modules named by letters, each with lessons named by numbers: `{ A: 3, B: 0 }`. */
async function courseWith(sizes: Record<string, number>) {
  const { id: courseId } = await mine.create({ title: 'Edited' });
  const modules: Record<string, string> = {};
  const lessons: Record<string, string> = {};
  for (const [title, size] of Object.entries(sizes)) {
    const { id: moduleId } = await mine.addModule({ courseId, title });
    modules[title] = moduleId;
    for (let n = 1; n <= size; n += 1)
      lessons[`${title}${n}`] = (
        await mine.addLesson({ moduleId, title: `${title}${n}`, markdown: `Text ${n}` })
      ).id;
  }
  const module = (title: string) => modules[title] ?? '';
  const lesson = (title: string) => lessons[title] ?? '';
  return { courseId, module, lesson };
}

/** The outline as `A: A1 A2 | B:`, as the API tells it and, position by position, as it is stored. */
async function outlineOf(courseId: string): Promise<string> {
  const { modules } = await mine.get({ courseId });
  const { rows } = await system.sql<{ position: number; lessons: number[] }>({
    text: `SELECT m.position, ARRAY(SELECT l.position FROM courses.lessons l WHERE l.module_id = m.id ORDER BY l.position) AS lessons
             FROM courses.modules m WHERE m.course_id = $1 ORDER BY m.position`,
    values: [courseId],
  });
  assert.deepEqual(
    rows,
    modules.map((module, position) => ({ position, lessons: module.lessons.map((_, n) => n) })),
    'positions are dense, from 0',
  );
  return modules
    .map(({ title, lessons }) => [`${title}:`, ...lessons.map((lesson) => lesson.title)].join(' '))
    .join(' | ');
}

describe('modules', () => {
  test('stand where they are put', async () => {
    const { courseId, module } = await courseWith({ A: 0, B: 0, C: 0, D: 0 });
    await mine.updateModule({ moduleId: module('A'), position: 2 });
    assert.equal(await outlineOf(courseId), 'B: | C: | A: | D:');
    await mine.updateModule({ moduleId: module('D'), position: 0, title: 'First' });
    assert.equal(await outlineOf(courseId), 'First: | B: | C: | A:');
    await mine.updateModule({ moduleId: module('B'), position: 999 });
    assert.equal(await outlineOf(courseId), 'First: | C: | A: | B:');
  });

  test('go with their lessons, and the others close up', async () => {
    const { courseId, module, lesson } = await courseWith({ A: 1, B: 2, C: 1 });
    await mine.removeModule({ moduleId: module('B') });
    assert.equal(await outlineOf(courseId), 'A: A1 | C: C1');
    await assert.rejects(mine.lesson({ lessonId: lesson('B1') }), codeOf('lesson-not-found'));
    await assert.rejects(mine.removeModule({ moduleId: module('B') }), codeOf('module-not-found'));
    await assert.rejects(
      mine.addLesson({ moduleId: module('B'), title: 'x', markdown: 'x' }),
      codeOf('module-not-found'),
    );
  });

  test('that never were are not found', async () => {
    await assert.rejects(mine.updateModule({ moduleId: newId(), title: 'x' }), codeOf('module-not-found'));
    await assert.rejects(mine.addModule({ courseId: newId(), title: 'x' }), codeOf('course-not-found'));
  });
});

describe('lessons', () => {
  test('move within their module and to another one', async () => {
    const { courseId, module, lesson } = await courseWith({ A: 3, B: 2 });
    await mine.updateLesson({ lessonId: lesson('A1'), position: 1, ifMatch: 1 });
    assert.equal(await outlineOf(courseId), 'A: A2 A1 A3 | B: B1 B2');
    await mine.updateLesson({ lessonId: lesson('A3'), moduleId: module('B'), position: 1, ifMatch: 1 });
    assert.equal(await outlineOf(courseId), 'A: A2 A1 | B: B1 A3 B2');
    const last = await mine.updateLesson({ lessonId: lesson('A2'), moduleId: module('B'), ifMatch: 1 });
    assert.equal(await outlineOf(courseId), 'A: A1 | B: B1 A3 B2 A2');
    assert.deepEqual([last.previousLessonId, last.nextLessonId], [lesson('B2'), null]);
    const first = await mine.lesson({ lessonId: lesson('A1') });
    assert.deepEqual([first.previousLessonId, first.nextLessonId], [null, lesson('B1')]);
    await mine.removeLesson({ lessonId: lesson('A3') });
    assert.equal(await outlineOf(courseId), 'A: A1 | B: B1 B2 A2');
  });

  test('do not move into another course', async () => {
    const here = await courseWith({ A: 1 });
    const there = await courseWith({ B: 1 });
    await assert.rejects(
      mine.updateLesson({ lessonId: here.lesson('A1'), moduleId: there.module('B'), ifMatch: 1 }),
      codeOf('module-not-found'),
    );
    assert.equal(await outlineOf(here.courseId), 'A: A1');
  });

  test('with one title have keys of their own, which stay when titles change', async () => {
    const { courseId, module } = await courseWith({ A: 0 });
    const add = () => mine.addLesson({ moduleId: module('A'), title: 'Same title', markdown: 'x' });
    const [one, two] = [await add(), await add()];
    assert.deepEqual([one.key, two.key], ['same-title', 'same-title-2']);
    const renamed = await mine.updateLesson({ lessonId: one.id, title: 'Other', ifMatch: 1 });
    assert.deepEqual([renamed.key, renamed.title], ['same-title', 'Other']);
    const { modules } = await mine.get({ courseId });
    assert.deepEqual(
      modules[0]?.lessons.map(({ key }) => key),
      ['same-title', 'same-title-2'],
    );
  });

  test('are rendered, safe, with links that follow what there is', async () => {
    const { module } = await courseWith({ A: 0 });
    const markdown =
      '# Head\n\nTo [two](lesson:two#part), ![gone](asset:gone.png)<script>alert(1)</script> [c](course:)';
    const one = await mine.addLesson({ moduleId: module('A'), title: 'One', markdown });
    assert.equal(one.markdown, markdown);
    assert.deepEqual(one.headings, [{ depth: 1, text: 'Head', id: 'user-content-head' }]);
    assert.doesNotMatch(one.html, /script|kernos:|lesson:|asset:/);
    assert.match(one.html, /<a>two<\/a>/);
    assert.match(one.html, new RegExp(`<a href="/courses/${one.courseId}">c</a>`));
    const two = await mine.addLesson({ moduleId: module('A'), title: 'Two', markdown: 'x' });
    const linked = await mine.lesson({ lessonId: one.id });
    assert.match(linked.html, new RegExp(`<a href="/lessons/${two.id}#user-content-part">two</a>`));
    await mine.removeLesson({ lessonId: two.id });
    assert.match((await mine.lesson({ lessonId: one.id })).html, /<a>two<\/a>/);
  });

  test('are previewed as they would be saved, by those who edit them alone, and nothing is kept', async () => {
    const { module, lesson } = await courseWith({ A: 2 });
    const markdown = '# Head\n\nTo [two](lesson:a2), ![gone](asset:gone.png)<script>alert(1)</script>';
    const lessonId = lesson('A1');
    const preview = await mine.previewLesson({ lessonId, markdown });
    assert.equal((await mine.lesson({ lessonId })).markdown, 'Text 1');
    const saved = await mine.addLesson({ moduleId: module('A'), title: 'Same', markdown });
    assert.deepEqual(preview, { html: saved.html, words: saved.words });
    assert.match(preview.html, new RegExp(`href="/lessons/${lesson('A2')}"`));
    await assert.rejects(
      as(school.colleague).previewLesson({ lessonId, markdown }),
      codeOf('lesson-not-found'),
    );
    await assert.rejects(
      mine.previewLesson({ lessonId, markdown: '> '.repeat(500) }),
      codeOf('markdown-too-deep'),
    );
  });

  test('are rendered for those alone who may edit them: the others are refused before', async () => {
    const { module, lesson } = await courseWith({ A: 1 });
    const tooDeep = '> '.repeat(500);
    const [lessonId, moduleId] = [lesson('A1'), module('A')];
    for (const person of [school.colleague, system.person(['instructor'])]) {
      const theirs = as(person);
      const change = { lessonId, markdown: tooDeep, ifMatch: 1 };
      await assert.rejects(theirs.previewLesson({ lessonId, markdown: tooDeep }), codeOf('lesson-not-found'));
      await assert.rejects(theirs.updateLesson(change), codeOf('lesson-not-found'));
      const added = theirs.addLesson({ moduleId, title: 'x', markdown: tooDeep });
      await assert.rejects(added, codeOf('module-not-found'));
    }
  });

  test('are previewed for another organization soon, whatever one waits for', async () => {
    const { lesson } = await courseWith({ A: 1 });
    const elsewhere = as(system.person(['instructor']));
    const { id: courseId } = await elsewhere.create({ title: 'Elsewhere' });
    const { id: moduleId } = await elsewhere.addModule({ courseId, title: 'A' });
    const { id: lessonId } = await elsewhere.addLesson({ moduleId, title: 'A1', markdown: 'Text' });
    // Slow to read, and too long for the lane of short texts.
    const hard = `${'<a '.repeat(100)}\n\n`.repeat(often(500) + 60);
    let done = 0;
    const waiting = Array.from({ length: 14 }, () =>
      mine
        .previewLesson({ lessonId: lesson('A1'), markdown: hard })
        .catch(codeOf('content-too-complex'))
        .finally(() => {
          done += 1;
        }),
    );
    while (done === 0) await pause(1);
    const before = done;
    await elsewhere.previewLesson({ lessonId, markdown: 'A line.\n\n'.repeat(2_000) });
    assert.ok(done - before <= 2, `${done - before} of the other organization came first`);
    await Promise.all(waiting);
  });

  test('that no parser should be given are refused, and nothing is kept of them', async () => {
    const { courseId, module } = await courseWith({ A: 0 });
    const add = (markdown: string) => mine.addLesson({ moduleId: module('A'), title: 'x', markdown });
    await assert.rejects(add('> '.repeat(500)), codeOf('markdown-too-deep'));
    await assert.rejects(add('漢'.repeat(500_000)), codeOf('markdown-too-large'));
    await assert.rejects(add('x'.repeat(1_000_001)), codeOf('invalid-input'));
    await assert.rejects(add('a\u0000b'), codeOf('invalid-input'));
    assert.equal(await outlineOf(courseId), 'A:');
    assert.equal((await add('')).words, 0);
  });
});

describe('two editors', () => {
  test('of one lesson: the second to save is told, and loses nothing of theirs or the other’s', async () => {
    const { lesson } = await courseWith({ A: 1 });
    const lessonId = lesson('A1');
    const read = await fetch(`${system.url}/api/lessons/${lessonId}`, {
      headers: system.headers(instructor),
    });
    assert.deepEqual(
      [read.headers.get('etag'), read.headers.get('cache-control')],
      ['"1"', 'private, no-store'],
    );
    const saved = await mine.updateLesson({ lessonId, markdown: 'Mine', ifMatch: 1 });
    assert.equal(saved.version, 2);
    await assert.rejects(
      as(admin).updateLesson({ lessonId, markdown: 'Theirs', ifMatch: 1 }),
      (error: { code: string; status: number }) => error.code === 'version-conflict' && error.status === 412,
    );
    assert.equal((await mine.lesson({ lessonId })).markdown, 'Mine');
    const blind = await fetch(`${system.url}/api/lessons/${lessonId}`, {
      method: 'PATCH',
      headers: { ...system.headers(instructor), 'content-type': 'application/json' },
      body: '{"markdown":"Blind"}',
    });
    assert.equal(blind.status, 428);
  });

  test('of two lessons do not stand in each other’s way', async () => {
    const { courseId, lesson } = await courseWith({ A: 2 });
    await Promise.all([
      mine.updateLesson({ lessonId: lesson('A1'), markdown: 'one', ifMatch: 1 }),
      as(admin).updateLesson({ lessonId: lesson('A2'), markdown: 'two', ifMatch: 1 }),
    ]);
    assert.equal((await mine.lesson({ lessonId: lesson('A1') })).markdown, 'one');
    assert.equal((await mine.lesson({ lessonId: lesson('A2') })).markdown, 'two');
    // 1 when it began, +1 for the module, +2 for the lessons, +2 for these changes.
    assert.equal((await mine.get({ courseId })).version, 6);
  });

  test('of one outline leave it whole, whatever they do at the same time', async () => {
    const { courseId, module, lesson } = await courseWith({ A: 4, B: 3, C: 0 });
    const titles = ['A1', 'A2', 'A3', 'A4', 'B1', 'B2', 'B3'];
    const random = seeded(7);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const anywhere = () => Math.floor(random() * 5);
    const shuffle = async (editor: typeof mine, n: number) => {
      for (let round = 0; round < 12; round += 1) {
        const lessonId = lesson(pick(titles));
        const moduleId = module(pick(['A', 'B', 'C']));
        if (round % 4 === 3) await editor.updateModule({ moduleId, position: anywhere() });
        else if (round % 4 === 2)
          await editor.addLesson({ moduleId, title: `N${n}-${round}`, markdown: 'x' });
        else {
          const { version } = await editor.lesson({ lessonId, draft: true });
          const move = editor.updateLesson({ lessonId, moduleId, position: anywhere(), ifMatch: version });
          await move.catch((error: unknown) => assert.ok(codeOf('version-conflict')(error), String(error)));
        }
      }
    };
    await Promise.all([mine, as(admin), mine, as(admin)].map(shuffle));
    const outline = await outlineOf(courseId);
    const lessons = outline.split(/[ |]+/).filter((word) => !word.endsWith(':'));
    assert.equal(lessons.length, 7 + 4 * 3);
    assert.equal(new Set(lessons).size, lessons.length);
  });

  test('adding at the same time both find a place at the end', async () => {
    const { courseId, module } = await courseWith({ A: 0 });
    await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => mine.addModule({ courseId, title: `M${n}` })),
      ...Array.from({ length: 10 }, () =>
        mine.addLesson({ moduleId: module('A'), title: 'Same', markdown: '' }),
      ),
    ]);
    const { modules } = await mine.get({ courseId });
    assert.equal(modules.length, 11);
    assert.equal(new Set(modules[0]?.lessons.map(({ key }) => key)).size, 10);
    await outlineOf(courseId);
  });

  test('one removing what the other moves: one of them is told', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { courseId, module, lesson } = await courseWith({ A: 2, B: 1 });
      const results = await Promise.allSettled([
        mine.removeModule({ moduleId: module('B') }),
        as(admin).updateLesson({ lessonId: lesson('A1'), moduleId: module('B'), ifMatch: 1 }),
      ]);
      assert.equal(results[0]?.status, 'fulfilled');
      if (results[1]?.status === 'rejected') assert.ok(codeOf('module-not-found')(results[1].reason));
      // Moved in before, it went with the module; after, it stayed where it was.
      const expected = results[1]?.status === 'fulfilled' ? 'A: A2' : 'A: A1 A2';
      assert.equal(await outlineOf(courseId), expected);
    }
  });
});

test('the database refuses two at one place, whatever the code does', async () => {
  const { module, lesson } = await courseWith({ A: 2, B: 0 });
  const refused = (text: string, values: unknown[], constraint: string) =>
    assert.rejects(
      system.sql({ text, values }),
      (error: { constraint?: string }) => error.constraint === constraint,
    );
  await refused('UPDATE courses.lessons SET position = 0 WHERE id = $1', [lesson('A2')], 'lessons_position');
  await refused('UPDATE courses.modules SET position = 0 WHERE id = $1', [module('B')], 'modules_position');
  const other = await courseWith({ C: 0 });
  await refused(
    'UPDATE courses.lessons SET module_id = $2 WHERE id = $1',
    [lesson('A1'), other.module('C')],
    'lessons_module',
  );
});

/** Numbers that look random and are the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
