import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import {
  createRecoveryCodes,
  createTotpSecret,
  findRecoveryCode,
  RECOVERY_CODE_COUNT,
  totpUri,
  verifyTotp,
} from './second-factor.ts';

const RFC_SECRET = Secret.fromLatin1('12345678901234567890').base32;
const atSecond = (seconds: number) => new Date(seconds * 1000);

/** RFC 6238, appendix B, SHA-1, the last six of its eight digits. */
const RFC_6238: [seconds: number, code: string][] = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
];

test('the codes of RFC 6238, appendix B, are accepted at their time', () => {
  for (const [seconds, code] of RFC_6238) {
    const step = Math.floor(seconds / 30);
    assert.deepEqual(verifyTotp(RFC_SECRET, code, null, atSecond(seconds)), { ok: true, usedStep: step });
  }
});

test('a clock may be one step off, not two, and the step is the code’s, not the clock’s', () => {
  const code = '005924';
  const step = Math.floor(1234567890 / 30);
  for (const drift of [-30, 0, 30]) {
    const result = verifyTotp(RFC_SECRET, code, null, atSecond(1234567890 + drift));
    assert.deepEqual(result, { ok: true, usedStep: step });
  }
  for (const drift of [-60, 60, 3600]) {
    const result = verifyTotp(RFC_SECRET, code, null, atSecond(1234567890 + drift));
    assert.deepEqual(result, { ok: false, reason: 'wrong' });
  }
});

test('a code works once, and no older one after it', () => {
  const now = atSecond(1234567890);
  const rules = { secret: Secret.fromBase32(RFC_SECRET), algorithm: 'SHA1', digits: 6, period: 30 };
  const codeAt = (seconds: number) => TOTP.generate({ ...rules, timestamp: seconds * 1000 });
  const first = verifyTotp(RFC_SECRET, codeAt(1234567890), null, now);
  assert.ok(first.ok);
  const { usedStep } = first;
  const replayed = { ok: false, reason: 'replayed' };
  assert.deepEqual(verifyTotp(RFC_SECRET, codeAt(1234567890), usedStep, now), replayed);
  assert.deepEqual(verifyTotp(RFC_SECRET, codeAt(1234567890), usedStep, atSecond(1234567915)), replayed);
  assert.deepEqual(verifyTotp(RFC_SECRET, codeAt(1234567860), usedStep, now), replayed, 'the step before');
  const next = verifyTotp(RFC_SECRET, codeAt(1234567920), usedStep, atSecond(1234567920));
  assert.deepEqual(next, { ok: true, usedStep: usedStep + 1 });
});

test('spaces are forgiven, anything but six digits is not', () => {
  const now = atSecond(1234567890);
  assert.ok(verifyTotp(RFC_SECRET, ' 005 924 ', null, now).ok);
  for (const code of [
    '',
    '5924',
    '89005924',
    '00592a',
    '٠٠٥٩٢٤',
    '-05924',
    '0x5924',
    '1e5',
    '0'.repeat(100_000),
  ]) {
    assert.deepEqual(
      verifyTotp(RFC_SECRET, code, null, now),
      { ok: false, reason: 'malformed' },
      code.slice(0, 9),
    );
  }
  assert.deepEqual(verifyTotp(RFC_SECRET, '005925', null, now), { ok: false, reason: 'wrong' });
});

test('a secret is 160 random bits in base32', () => {
  assert.equal(
    createTotpSecret(() => Buffer.from('12345678901234567890')),
    RFC_SECRET,
  );
  assert.match(createTotpSecret(), /^[A-Z2-7]{32}$/);
  assert.notEqual(createTotpSecret(), createTotpSecret());
});

test('the address for authenticator apps names issuer, account and the rules', () => {
  const uri = new URL(totpUri(RFC_SECRET, { issuer: 'Kernos', account: 'ada@example.org' }));
  assert.equal(uri.protocol, 'otpauth:');
  assert.equal(uri.host, 'totp');
  assert.equal(decodeURIComponent(uri.pathname), '/Kernos:ada@example.org');
  assert.deepEqual(Object.fromEntries(uri.searchParams), {
    issuer: 'Kernos',
    secret: RFC_SECRET,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});

test('ten recovery codes of 80 bits, all different, in letters that cannot be mistaken', () => {
  const { codes, codeHashes } = createRecoveryCodes();
  assert.equal(codes.length, RECOVERY_CODE_COUNT);
  assert.equal(new Set(codes).size, codes.length);
  assert.equal(new Set(codeHashes).size, codes.length);
  for (const code of codes) assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  for (const codeHash of codeHashes) {
    assert.match(codeHash, /^sha256\$[\w-]{22}\$[\w-]{43}$/);
    assert.ok(
      codes.every((code) => !codeHash.includes(code) && !codeHash.includes(code.replaceAll('-', ''))),
    );
  }
});

test('every letter of the alphabet comes as often as any other', () => {
  const counts = new Map<string, number>();
  for (let round = 0; round < 200; round += 1) {
    for (const letter of createRecoveryCodes().codes.join('').replaceAll('-', '')) {
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
  }
  assert.equal(counts.size, 32);
  // 1000 of each are expected; six standard deviations are 187.
  for (const [letter, count] of counts) assert.ok(Math.abs(count - 1000) < 187, `${letter}: ${count}`);
});

test('equal codes are stored differently', () => {
  let calls = 0;
  const { codes, codeHashes } = createRecoveryCodes((size) => {
    calls += 1;
    return calls <= RECOVERY_CODE_COUNT ? Buffer.alloc(size) : randomBytes(size);
  });
  assert.deepEqual([...new Set(codes)], ['0000-0000-0000-0000']);
  assert.equal(new Set(codeHashes).size, RECOVERY_CODE_COUNT);
});

test('a code finds its own hash, however it was typed, and no other', () => {
  const { codes, codeHashes } = createRecoveryCodes();
  for (const [index, code] of codes.entries()) {
    const spoken = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    for (const typed of [code, code.replaceAll('-', ''), ` ${spoken} `]) {
      assert.equal(findRecoveryCode(codeHashes, typed), codeHashes[index], typed);
    }
  }
  for (const wrong of ['', '-', 'AAAA-AAAA-AAAA-AAAA', codes[0]?.slice(0, -1) ?? '', 'A'.repeat(1_000_000)]) {
    assert.equal(findRecoveryCode(codeHashes, wrong), undefined);
  }
  assert.equal(findRecoveryCode([], codes[0] ?? ''), undefined);
  assert.equal(findRecoveryCode(['', 'sha256$$', 'rubbish'], codes[0] ?? ''), undefined);
});

test('a used code is gone once its hash is deleted', () => {
  const { codes, codeHashes } = createRecoveryCodes();
  const used = findRecoveryCode(codeHashes, codes[3] ?? '');
  const left = codeHashes.filter((codeHash) => codeHash !== used);
  assert.equal(left.length, RECOVERY_CODE_COUNT - 1);
  assert.equal(findRecoveryCode(left, codes[3] ?? ''), undefined);
});
