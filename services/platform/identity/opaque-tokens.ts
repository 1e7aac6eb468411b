import { randomBytes } from 'node:crypto';

/** Gives cryptographically random bytes. Node's own, unless a test needs to know them. */
export type RandomBytes = (size: number) => Buffer;

/**
 * Makes a token that means nothing by itself: a prefix that tells what it is for (and lets secret scanners
 * find it), and 256 random bits in base64url. Plain SHA-256 is enough to store such a token: there is
 * nothing to guess, so nothing to salt or to slow down.
 */
export function createOpaqueToken(prefix: string, random: RandomBytes = randomBytes): string {
  return `${prefix}_${random(32).toString('base64url')}`;
}

/** False for what cannot be such a token, so that no other text is ever hashed or looked up. */
export function isOpaqueToken(prefix: string, presented: string): boolean {
  return presented.startsWith(`${prefix}_`) && /^[A-Za-z0-9_-]{43}$/.test(presented.slice(prefix.length + 1));
}
