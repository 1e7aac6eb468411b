import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Mark, placeIn } from './extracted.ts';

test('a slice has the pages and the time that it touches, as whoever looks at all marks finds them', () => {
  const marks: Mark[] = [0, 0, 10, 10, 25, 40].map((at, index) => ({
    at,
    page: index + 1,
    from: at * 100,
    to: at * 100 + 90,
  }));
  const touched = (start: number, end: number) =>
    marks.filter(({ at }, index) => at < end && (marks[index + 1]?.at ?? Number.POSITIVE_INFINITY) > start);
  for (let start = 0; start < 50; start += 1)
    for (const end of [start + 1, start + 7, start + 30]) {
      const expected = touched(start, end);
      assert.deepEqual(placeIn(marks, start, end), {
        firstPage: expected.at(0)?.page,
        lastPage: expected.at(-1)?.page,
        from: expected.at(0)?.from,
        to: expected.at(-1)?.to,
      });
    }
  assert.deepEqual(placeIn([], 0, 5), { firstPage: null, lastPage: null, from: null, to: null });
  assert.deepEqual(placeIn([{ at: 9, page: 2 }], 0, 5), {
    firstPage: null,
    lastPage: null,
    from: null,
    to: null,
  });
});

test('many marks are not looked at for each of many slices', () => {
  let looked = 0;
  const marks: Mark[] = Array.from({ length: 4_096 }, (_, index) => ({
    get at() {
      looked += 1;
      return index;
    },
    page: index,
  }));
  for (let start = 0; start < 100; start += 1) placeIn(marks, start * 40, start * 40 + 3);
  assert.ok(looked < 100 * 60, `${looked} looks`);
});
