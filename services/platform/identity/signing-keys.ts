import type { CryptoKey, JWK } from 'jose';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';

/** Ten minutes: as long as a role or a session that was taken away may still be honoured. */
export const ACCESS_TOKEN_SECONDS = 600;

/** How far apart the clocks of the process that signs and the one that checks may run. */
export const CLOCK_SKEW_SECONDS = 30;

/** The name that JWS and JWK give to Ed25519 signatures (RFC 8037). */
export const SIGNATURE_ALGORITHM = 'EdDSA';

/**
 * What checking needs of a key: the half that may be published. `retiredAt` is for a planned change: what the
 * key signed before stays good. A key that leaked is taken out of the list, and all its tokens with it.
 */
export type VerificationKey = { kid: string; publicJwk: JWK; createdAt: Date; retiredAt?: Date | undefined };

/** A whole key pair, Ed25519 as JWKs (RFC 8037). Storing the private half safely is the caller's part. */
export type SigningKey = VerificationKey & { privateJwk: JWK };

/** Makes an Ed25519 key pair; its `kid` is the thumbprint of the public half (RFC 7638). */
export async function createSigningKey(now: Date): Promise<SigningKey> {
  const pair = await generateKeyPair(SIGNATURE_ALGORITHM, { crv: 'Ed25519', extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const privateJwk = await exportJWK(pair.privateKey);
  return { kid: await calculateJwkThumbprint(publicJwk), privateJwk, publicJwk, createdAt: now };
}

/** The key to sign with: the newest that is not retired at `now`. */
export function currentSigningKey<K extends VerificationKey>(keys: readonly K[], now: Date): K | undefined {
  return keys
    .filter((key) => key.retiredAt === undefined || key.retiredAt > now)
    .toSorted((left, right) => right.createdAt.getTime() - left.createdAt.getTime())[0];
}

/**
 * The JSON Web Key Set (RFC 7517) for `/.well-known/jwks.json`: a retired key stays in it until the last
 * token that it signed has expired. Members are named one by one, so that a private one can never slip in.
 */
export function jwks(keys: readonly VerificationKey[], now: Date): { keys: PublishedKey[] } {
  return {
    keys: keys
      .filter((key) => !isOutOfUse(key, now))
      .map(({ kid, publicJwk }) => ({
        kty: 'OKP',
        crv: 'Ed25519',
        x: String(publicJwk.x),
        kid,
        alg: SIGNATURE_ALGORITHM,
        use: 'sig',
      })),
  };
}

/** A public key as others read it (RFC 8037). */
export type PublishedKey = Record<'kty' | 'crv' | 'x' | 'kid' | 'alg' | 'use', string>;

/** True once every token that a retired key may have signed has expired. */
export function isOutOfUse({ retiredAt }: VerificationKey, now: Date): boolean {
  if (!retiredAt) return false;
  return now.getTime() > retiredAt.getTime() + (ACCESS_TOKEN_SECONDS + CLOCK_SKEW_SECONDS) * 1000;
}

/** Turns a JWK into a key to sign or check with. @throws TypeError for any other kind of key. */
export type ImportKey = (jwk: JWK) => Promise<CryptoKey>;

/**
 * Imports each key once. Importing costs as much as a signature, and the caller may hand us a fresh object
 * from a row each time.
 */
export function createKeyImport(): ImportKey {
  const imported = new Map<string, CryptoKey>();
  return async (jwk) => {
    const id = `${jwk.d === undefined ? 'public' : 'private'} ${jwk.x}`;
    let key = imported.get(id);
    if (!key) {
      key = await importEd25519(jwk);
      // Keys change once in weeks; more than a few can only be a mistake, which must not grow for ever.
      if (imported.size >= 64) imported.clear();
      imported.set(id, key);
    }
    return key;
  };
}

async function importEd25519(jwk: JWK): Promise<CryptoKey> {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519') throw new TypeError('A signing key is no Ed25519 JWK.');
  const key = await importJWK(jwk, SIGNATURE_ALGORITHM);
  if (key instanceof Uint8Array) throw new TypeError('A signing key is no Ed25519 JWK.');
  return key;
}
