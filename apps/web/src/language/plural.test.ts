import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directionOf, pluralForm } from './plural.ts';

test('a noun takes the form that its language has for the amount', () => {
  const lessons = { one: 'leçon', many: 'de leçons', other: 'leçons' };
  assert.deepEqual(
    [0, 1, 1.5, 2, 1_000_000].map((amount) => pluralForm(amount, lessons, 'fr')),
    ['leçon', 'leçon', 'leçon', 'leçons', 'de leçons'],
  );
  assert.equal(pluralForm(0, { one: 'lesson', other: 'lessons' }, 'en'), 'lessons');
  const polish = { one: 'lekcja', few: 'lekcje', many: 'lekcji', other: 'lekcji' };
  assert.deepEqual(
    [1, 2, 5, 22].map((amount) => pluralForm(amount, polish, 'pl')),
    ['lekcja', 'lekcje', 'lekcji', 'lekcje'],
  );
});

test('the direction of a page follows its language', () => {
  assert.deepEqual(['en', 'fr', 'ar', 'he'].map(directionOf), ['ltr', 'ltr', 'rtl', 'rtl']);
});
