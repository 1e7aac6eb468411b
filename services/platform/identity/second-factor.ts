import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { RandomBytes } from './opaque-tokens.ts';

/** What every authenticator app understands: SHA-1, six digits, thirty seconds (RFC 6238). */
const TOTP_RULES = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** Steps of thirty seconds that a telephone's clock may be off, either way (RFC 6238, section 5.2). */
const TOTP_WINDOW = 1;

/** Makes a shared secret of 160 bits (RFC 4226, section 4), in base32. Store it encrypted or well guarded. */
export function createTotpSecret(random: RandomBytes = randomBytes): string {
  return secretOf(random(20)).base32;
}

/** The `otpauth://totp/…` address that an authenticator app reads from a QR code. */
export function totpUri(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  return new TOTP({ ...TOTP_RULES, issuer, label: account, secret: Secret.fromBase32(secret) }).toString();
}

export type TotpResult =
  /** Store `usedStep`, in an update that only lets it grow, so that a code works once (RFC 6238, section 5.2). */
  { ok: true; usedStep: number } | { ok: false; reason: 'malformed' | 'wrong' | 'replayed' };

/**
 * Checks a code of an authenticator app. `lastUsedStep` is the `usedStep` of the last accepted code, or
 * null. Six digits can be guessed: count every attempt with lockout.ts.
 */
export function verifyTotp(secret: string, code: string, lastUsedStep: number | null, now: Date): TotpResult {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return { ok: false, reason: 'malformed' };
  const timestamp = now.getTime();
  const rules = { ...TOTP_RULES, secret: Secret.fromBase32(secret), timestamp };
  const delta = TOTP.validate({ ...rules, token, window: TOTP_WINDOW });
  if (delta === null) return { ok: false, reason: 'wrong' };
  const usedStep = TOTP.counter({ period: TOTP_RULES.period, timestamp }) + delta;
  if (lastUsedStep !== null && usedStep <= lastUsedStep) return { ok: false, reason: 'replayed' };
  return { ok: true, usedStep };
}

export const RECOVERY_CODE_COUNT = 10;

/** Crockford's base32: no I, L, O, U, so that what is read aloud or copied by hand comes back right. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RECOVERY_CODE_LENGTH = 16;
const SALT_BYTES = 16;

/** Codes to show once, and what is stored of each. */
export type RecoveryCodes = { codes: string[]; codeHashes: string[] };

/**
 * Makes ten codes of 80 bits, `XXXX-XXXX-XXXX-XXXX`. NIST SP 800-63B wants look-up secrets of fewer than
 * 112 bits salted; with 80 random bits behind a salt of its own each, a fast hash leaves nothing to search.
 */
export function createRecoveryCodes(random: RandomBytes = randomBytes): RecoveryCodes {
  const codes = Array.from({ length: RECOVERY_CODE_COUNT }, () => recoveryCode(random));
  return { codes, codeHashes: codes.map((code) => saltedHash(plainCode(code), random(SALT_BYTES))) };
}

/**
 * Finds the stored hash that a presented code belongs to, or undefined. Case, spaces and hyphens do not
 * matter, nor O for 0 and I or L for 1. A code works once: whoever accepts it deletes that hash in the
 * same transaction, and only if the delete found it.
 */
export function findRecoveryCode(codeHashes: readonly string[], presented: string): string | undefined {
  const plain = plainCode(presented.slice(0, 64));
  let found: string | undefined;
  // Every hash is compared, so that the time does not tell which code it was.
  for (const codeHash of codeHashes) if (matches(codeHash, plain)) found = codeHash;
  return found;
}

function secretOf(bytes: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}

function recoveryCode(random: RandomBytes): string {
  // 256 is a multiple of 32, so that five bits of each byte favour no letter.
  const letters = [...random(RECOVERY_CODE_LENGTH)].map((byte) => ALPHABET[byte & 31]);
  return letters.join('').replace(/(.{4})(?!$)/g, '$1-');
}

function plainCode(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}

function saltedHash(plain: string, salt: Buffer): string {
  const digest = hash('sha256', Buffer.concat([salt, Buffer.from(plain, 'utf8')]), 'base64url');
  return `sha256$${salt.toString('base64url')}$${digest}`;
}

function matches(codeHash: string, plain: string): boolean {
  const salt = Buffer.from(codeHash.split('$')[1] ?? '', 'base64url');
  const [stored, computed] = [Buffer.from(codeHash), Buffer.from(saltedHash(plain, salt))];
  return stored.length === computed.length && timingSafeEqual(stored, computed);
}
