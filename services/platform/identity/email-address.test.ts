import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalEmail } from './email-address.ts';

test('an address has one form, however it was typed', () => {
  assert.equal(canonicalEmail(' Ada.Lovelace@Example.ORG\n'), 'ada.lovelace@example.org');
  assert.equal(canonicalEmail('zoe\u0308@example.org'), canonicalEmail('zo\u00eb@example.org'));
  assert.equal(canonicalEmail(canonicalEmail('ADA@EXAMPLE.ORG')), 'ada@example.org');
});

test('look-alikes stay different people', () => {
  assert.notEqual(canonicalEmail('m\u0131ke@example.org'), canonicalEmail('mike@example.org'));
  assert.notEqual(canonicalEmail('ａda@example.org'), canonicalEmail('ada@example.org'));
  assert.notEqual(canonicalEmail('a.da@example.org'), canonicalEmail('ada@example.org'));
});

test('an international domain is the same however it is written', () => {
  const ascii = 'zoe@xn--bcher-kva.example';
  for (const typed of [
    'zoe@bücher.example',
    'Zoe@BÜCHER.Example',
    'zoe@bu\u0308cher.example',
    ascii.toUpperCase(),
  ])
    assert.equal(canonicalEmail(typed), ascii);
  assert.equal(canonicalEmail('zoe@例え.jp'), 'zoe@xn--r8jz45g.jp');
  // Full-width letters are those that mail goes to.
  assert.equal(canonicalEmail('zoe@ｅxample.org'), 'zoe@example.org');
});
