import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DocumentRow, toDocument } from './store.ts';
import { TITLE_LENGTH, titleOf } from './titles.ts';

test('a document that nobody named is called what it has, in one line that is no longer than titles are', () => {
  assert.equal(titleOf('notes.v2.pdf'), 'notes.v2.pdf');
  assert.equal(titleOf(' The\r\n\tplan\u0000 of\u202e it '), 'The plan of it');
  assert.equal(titleOf(`${'n'.repeat(198)}.pdf`), 'n'.repeat(198));
  assert.equal(titleOf(`${'n'.repeat(3_000)}.md`), `${'n'.repeat(199)}…`);
  assert.equal(titleOf(`https://example.org/${'a'.repeat(500)}.${'b'.repeat(300)}`).length, TITLE_LENGTH);
  const faces = titleOf('😀'.repeat(150));
  assert.deepEqual([faces.isWellFormed(), faces], [true, `${'😀'.repeat(99)}…`]);
  assert.equal(titleOf('\u0000\n'), '');
});

test('what earlier releases noted of a document is shown as they noted it', () => {
  const english = 'The file is not in UTF-8; it was read as windows-1252.';
  const known = { code: 'not-utf-8', values: { encoding: 'windows-1252' }, english } as const;
  const { notices } = toDocument({ notices: [english, known] } as Partial<DocumentRow> as DocumentRow);
  assert.deepEqual(notices, [{ code: null, values: {}, english }, known]);
});
