import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXACT, fit } from './fit.ts';

test('a name fits better the more of it was typed, whatever its accents and capitals', () => {
  const typed = 'reglages';
  const best = ['Réglages', 'Réglages du compte', 'Profil et réglages', 'Préréglages', 'Profil'];
  const fits = best.map((name) => fit(name, typed));
  assert.deepEqual(fits, [EXACT, 3, 2, 1, 0]);
  assert.equal(fit('Finding a course', 'cou fin'), 2, 'words in any order');
  assert.equal(fit('Leçon d’introduction', "lecon d'intro"), 3);
  assert.equal(fit('循环与列表', '列表'), 1);
  assert.equal(fit('100 %', '%'), 1);
});
