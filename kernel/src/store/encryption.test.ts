/** What is encrypted opens where it belongs and nowhere else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../contract/ids.ts';
import { Cipher, DoesNotOpen, newSecret, unwrapKey, wrapKey } from './encryption.ts';

const organization = newId();
const key = { id: newId(), secret: newSecret() };
const indexSecret = newSecret();
const cipher = new Cipher(organization, [key], key, indexSecret);

test('any text comes back, and no two encryptions of it are alike', () => {
  for (const text of ['', 'Ana', `Zoë 🩺 \u0000 ${'x'.repeat(100_000)}`]) {
    const [one, two] = [cipher.encrypt('a.b.c', text), cipher.encrypt('a.b.c', text)];
    assert.equal(cipher.decrypt('a.b.c', one), text);
    assert.notDeepEqual(one, two);
  }
});

test('a value opens in no other place, organization or version of itself', () => {
  const value = cipher.encrypt('a.b.c', 'Ana');
  assert.throws(() => cipher.decrypt('a.b.d', value), DoesNotOpen);
  assert.throws(() => new Cipher(newId(), [key], key, indexSecret).decrypt('a.b.c', value), DoesNotOpen);
  for (let at = 0; at < value.length; at += 1) {
    const changed = Buffer.from(value);
    changed[at] = (changed[at] as number) ^ 1;
    assert.throws(() => cipher.decrypt('a.b.c', changed), DoesNotOpen, `byte ${at}`);
  }
  for (const length of [0, 1, 44, value.length - 1])
    assert.throws(() => cipher.decrypt('a.b.c', value.subarray(0, length)), DoesNotOpen, `${length} bytes`);
});

test('what an earlier key encrypted stays readable, and what is new is under the current one', () => {
  const next = { id: newId(), secret: newSecret() };
  const rotated = new Cipher(organization, [next, key], next, indexSecret);
  assert.equal(rotated.decrypt('a.b.c', cipher.encrypt('a.b.c', 'before')), 'before');
  assert.throws(
    () => cipher.decrypt('a.b.c', rotated.encrypt('a.b.c', 'after')),
    /under a key that is not there/,
  );
});

test('a blind index is equal for equal texts of one place alone', () => {
  assert.deepEqual(cipher.blindIndex('a.b.c', 'ana'), cipher.blindIndex('a.b.c', 'ana'));
  assert.notDeepEqual(cipher.blindIndex('a.b.c', 'ana'), cipher.blindIndex('a.b.d', 'ana'));
  assert.notDeepEqual(cipher.blindIndex('a.b.c', 'ana'), cipher.blindIndex('a.b.c', 'anna'));
});

test('a key is wrapped for its organization under one secret', () => {
  const [master, other] = [newSecret(), newSecret()];
  const wrapped = wrapKey(master, key, organization);
  assert.deepEqual(unwrapKey(master, wrapped, organization), key);
  assert.equal(wrapped.includes(key.secret), false);
  assert.throws(() => unwrapKey(other, wrapped, organization), DoesNotOpen);
  assert.throws(() => unwrapKey(master, wrapped, newId()), DoesNotOpen);
});
