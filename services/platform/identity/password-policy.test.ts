import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PasswordOwner } from './password-policy.ts';
import { checkPassword, PASSWORD_MIN_LENGTH_ALONE } from './password-policy.ts';

const OWNER = { email: 'ada.lovelace@analytical.example', name: 'Ada Lovelace' };
const codesOf = (password: string, owner: PasswordOwner = OWNER) =>
  checkPassword(password, owner).map(({ code }) => code);

test('passphrases, mixtures and other scripts are accepted as they are', () => {
  const good = [
    'engine waltz pebble',
    'tr0mbone&seven',
    'kjh3!mnvE2',
    'gehäkelte Straßenbahn',
    '学习新的东西每天都很快乐',
    'маленькая рыжая лиса',
    'x7x7Qm-plover-9',
    'sunshine over the old harbour',
    'ada likes her engine',
    `zzz horse lamp ${'y'.repeat(1000)}`,
  ];
  for (const password of good) assert.deepEqual(codesOf(password), [], password);
});

test('short ones are refused, counted in characters as people count them', () => {
  assert.deepEqual(codesOf('kjh3!mnvE'), ['too-short']);
  assert.deepEqual(codesOf(''), ['too-short']);
  assert.deepEqual(codesOf('', {}), ['too-short']);
  assert.deepEqual(codesOf('🦊🐢🦉🐌🐙'), ['too-short'], 'ten UTF-16 units, five characters');
  assert.deepEqual(codesOf('🦊🐢🦉🐌🐙🦋🐝🐠🦔🐿'), []);
  assert.deepEqual(codesOf('kjh3!mnvE2', { minLength: PASSWORD_MIN_LENGTH_ALONE }), ['too-short']);
});

test('the sentence says what would be right and never repeats the password', () => {
  const [problem] = checkPassword('kjh3!mnvE', OWNER);
  assert.equal(
    problem?.message,
    'Use at least 10 characters; this has 9. A few unrelated words in a row are easy to remember.',
  );
  for (const password of ['Password123!', 'x'.repeat(2000), 'aaaaaaaaaaaa', 'AdaLovelace1815']) {
    const [first] = checkPassword(password, OWNER);
    assert.ok(first && /^(Use|This) .*(characters|words).*\.$/.test(first.message), password);
    assert.ok(!first.message.includes(password));
  }
});

test('too long is refused before anything reads it', ({ mock }) => {
  assert.deepEqual(codesOf('x y'.repeat(342)), ['too-long']);
  const huge = '\u{fdfa}'.repeat(20_000_000);
  const normalize = mock.method(String.prototype, 'normalize');
  assert.deepEqual(codesOf(huge), ['too-long']);
  assert.equal(normalize.mock.callCount(), 0, 'the whole of it was normalised');
  assert.deepEqual(codesOf('\u{fdfa}'.repeat(1024)), ['too-long'], 'eighteen letters each, once normalised');
});

test('half of a character is refused', () => {
  assert.deepEqual(codesOf('engine waltz \ud83d'), ['not-text']);
});

test('the most guessed words are refused however they are decorated', () => {
  const common = [
    'password123',
    'P@ssw0rd2026!',
    'PASSWORD!!!!!',
    'pass-word-1234',
    'Passwort2026',
    'qwerty123456',
    'letmein12345',
    '1234iloveyou',
    'administrator',
    'Welcome2026!!',
    'kernos123456',
    'ｐａｓｓｗｏｒｄ１２３',
  ];
  for (const password of common) assert.deepEqual(codesOf(password), ['too-common'], password);
});

test('repetitions and runs over the keyboard are refused', () => {
  const regular = ['aaaaaaaaaaaa', 'abababababab', '123123123123', '1234567890', '0987654321', 'qwertyuiop'];
  regular.push('poiuytrewq', 'abcdefghijkl', '1q2w3e4r5t', '1qaz2wsx3edc', 'helloHELLO');
  for (const password of regular) assert.deepEqual(codesOf(password), ['too-regular'], password);
});

test('one’s own name and address are refused', () => {
  const personal = [
    'ada.lovelace@analytical.example',
    'AdaLovelace',
    'lovelace1815',
    'Lovelace-Ada-1',
    'l0v3l4c3***',
  ];
  for (const password of personal) assert.deepEqual(codesOf(password), ['too-personal'], password);
  assert.deepEqual(codesOf('lovelace1815', { email: 'grace@navy.example', name: 'Grace Hopper' }), []);
  assert.deepEqual(codesOf('5550142739', { email: '5550142739@phone.example' }), ['too-personal']);
  assert.deepEqual(codesOf('engine waltz pebble', { email: '', name: '' }), []);
});
