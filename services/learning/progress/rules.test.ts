import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import {
  certificateCode,
  certificateFileName,
  measuringVersion,
  nextLesson,
  normalizeCode,
  tallyOf,
  type Version,
} from './rules.ts';

const version = (number: number, lessons: string): Version => ({ version: number, lessonIds: [...lessons] });
const done = (lessons: string) => new Set(lessons);

test('the percent is rounded down, and 100 only when nothing is missing', () => {
  assert.deepEqual(tallyOf(version(1, 'abc'), done('')), { completed: 0, total: 3, percent: 0 });
  assert.deepEqual(tallyOf(version(1, 'abc'), done('az')), { completed: 1, total: 3, percent: 33 });
  assert.equal(tallyOf(version(1, 'abc'), done('abc')).percent, 100);
  const long = { version: 1, lessonIds: Array.from({ length: 1_000 }, (_, n) => String(n)) };
  assert.equal(tallyOf(long, new Set(long.lessonIds.slice(1))).percent, 99);
  assert.deepEqual(tallyOf(version(1, ''), done('a')), { completed: 0, total: 0, percent: 0 });
});

test('a newer version measures as soon as it shows no less', () => {
  const first = version(1, 'abcd');
  const measured = (newest: string, lessons: string) =>
    measuringVersion(first, version(2, newest), done(lessons)).version;
  assert.equal(measured('abcdef', ''), 2, 'nothing done, nothing lost');
  assert.equal(measured('abcdef', 'a'), 1);
  assert.equal(measured('abcdef', 'aef'), 2, 'what is new counts');
  assert.equal(measured('abc', 'a'), 2, 'a dropped lesson is forgiven');
  assert.equal(measured('bcd', 'a'), 1, 'a dropped lesson that was done still counts');
  assert.equal(measured('abcdef', 'abcd'), 1, 'who is at 100 stays there');
  assert.equal(measuringVersion(version(3, 'ab'), version(2, 'a'), done('a')).version, 3, 'never backwards');
});

test('whatever is published and completed, in whatever order, the percent never falls', () => {
  const letters = [...'abcdefghij'];
  const some = () => letters.filter(() => Math.random() < 0.5).join('') || 'a';
  for (let round = 0; round < 3_000; round += 1) {
    const lessons = new Set<string>();
    let newest = version(1, some());
    let current = newest;
    let percent = 0;
    for (let step = 0; step < 30; step += 1) {
      if (Math.random() < 0.3) newest = version(newest.version + 1, some());
      else lessons.add(letters[Math.floor(Math.random() * letters.length)] as string);
      // The learner may be looked at after each change, or only after several.
      if (Math.random() < 0.5) current = measuringVersion(current, newest, lessons);
      const now = tallyOf(current, lessons).percent;
      assert.ok(now >= percent && now <= 100, `${percent} became ${now}`);
      percent = now;
    }
    for (const id of newest.lessonIds) lessons.add(id);
    assert.equal(
      tallyOf(measuringVersion(current, newest, lessons), lessons).percent,
      100,
      'nobody is stuck',
    );
  }
});

test('it goes on after the lesson completed last, then with what was skipped, then with what is new', () => {
  const next = (current: string, newest: string, lessons: string) =>
    nextLesson(version(1, current), version(2, newest), [...lessons]);
  assert.equal(next('abcd', 'abcd', ''), 'a');
  assert.equal(next('abcd', 'abcd', 'b'), 'c');
  assert.equal(next('abcd', 'abcd', 'bd'), 'a');
  assert.equal(next('abcd', 'abcd', 'bda'), 'c', 'after the last one, not from the start');
  assert.equal(next('abcd', 'abcd', 'abcd'), null);
  assert.equal(next('abcd', 'abecd', 'abcd'), 'e');
  assert.equal(next('abcd', 'acd', 'a'), 'c', 'nobody meets a dropped lesson first');
  assert.equal(next('abcd', 'acd', 'acd'), 'b', 'but it still counts for who is measured by it');
});

test('following where to go on always ends, with everything completed', () => {
  const letters = [...'abcdefgh'];
  const some = () => letters.filter(() => Math.random() < 0.6).sort(() => Math.random() - 0.5);
  for (let round = 0; round < 500; round += 1) {
    const [current, newest] = [
      { version: 1, lessonIds: some() },
      { version: 2, lessonIds: some() },
    ];
    const lessons: string[] = [];
    for (
      let id = nextLesson(current, newest, lessons);
      id !== null;
      id = nextLesson(current, newest, lessons)
    ) {
      assert.ok(!lessons.includes(id));
      lessons.push(id);
    }
    assert.deepEqual(new Set(lessons), new Set([...current.lessonIds, ...newest.lessonIds]));
  }
});

test('a code is twenty letters nobody confuses, and is recognised as people type it', () => {
  const codes = Array.from({ length: 1_000 }, () => certificateCode(randomBytes(20)));
  assert.equal(new Set(codes).size, codes.length);
  for (const code of codes) {
    assert.match(code, /^(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    assert.equal(normalizeCode(code), code);
    assert.equal(
      normalizeCode(` ${code.toLowerCase().replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l')}`),
      code,
    );
  }
});

test('a certificate can be saved on any system, whatever the course is called', () => {
  assert.equal(certificateFileName('Practical Python'), 'Certificate Practical Python.pdf');
  assert.equal(certificateFileName('a/b\\c: "why?"\n'), 'Certificate a b c why.pdf');
  assert.equal(certificateFileName('…'.repeat(200)).length, 'Certificate .pdf'.length + 80);
});
