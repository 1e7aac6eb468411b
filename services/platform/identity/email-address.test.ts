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
