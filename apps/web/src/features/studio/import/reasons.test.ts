/** What a report on imported files tells is said in French too, whatever the values are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

// What the pages look at as soon as they are there.
Object.assign(globalThis, { document: { documentElement: { lang: '', dir: '' } } });
const { notices } = await import('../../knowledge/notices.fr.ts');
const { reasons } = await import('./reasons.fr.ts');

const texts = {
  text: 'x.md',
  name: 'x.md',
  line: 'Next',
  problem: 'Y',
  tool: 'Hugo',
  tag: 'form',
  encoding: 'x',
  begins: 'Une phrase',
};
const led = { kind: 'image', label: 'a cat', url: 'cat.png', schemes: 'http', scheme: 'ftp' };
const numbers = {
  most: 5,
  bytes: 2_000_000,
  files: 2,
  method: 9,
  more: 3,
  count: 4,
  pages: 2,
  of: 3,
  first: 1,
};
const ENGLISH = /\b(?:the|its?|is|and|was|more|link|file|pages have|not)\b/i;

test('every reason and notice has a French sentence with its values in it', () => {
  for (const kept of ['as-is', 'text', 'description'])
    for (const [code, say] of Object.entries({ ...reasons, ...notices })) {
      const said = say(
        code === 'not-read' ? { charts: 1, pictures: 3 } : { ...texts, ...led, ...numbers, kept },
      );
      assert.doesNotMatch(said, /undefined|NaN|; *$/, `${code}: ${said}`);
      assert.doesNotMatch(said, ENGLISH, `${code}: ${said}`);
      assert.doesNotMatch(said, /'/, `${code}: ${said}`);
    }
  assert.equal(
    reasons['leads-to-missing']({ ...led, kept: 'description' }),
    'l’image « a cat » vers cat.png mène à un fichier absent ; sa description a été conservée',
  );
  assert.equal(
    notices['not-read']({ charts: 1, pictures: 3 }),
    'Non lu : 1 graphique, 3 images. Seul le texte peut être trouvé.',
  );
});
