import { hash, randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import type { ImportKey, SigningKey, VerificationKey } from './signing-keys.ts';
import {
  ACCESS_TOKEN_SECONDS,
  CLOCK_SKEW_SECONDS,
  createKeyImport,
  SIGNATURE_ALGORITHM,
} from './signing-keys.ts';

const MAX_TOKEN_LENGTH = 4096;
const TOKEN_TYPE = 'at+jwt';

/** Three parts in base64url (RFC 7515, section 7.1), strictly: decoders let white space and other letters pass. */
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Whom a token speaks for. */
export type AccessSubject = {
  userId: string;
  sessionId: string;
  organizationId?: string | undefined;
  roles: readonly string[];
};

/** What a token said and was found true. Frozen, since one answer is shared by many requests. */
export type AccessClaims = Readonly<AccessSubject> & {
  readonly tokenId: string;
  /** Seconds since 1970, UTC. */
  readonly issuedAt: number;
  readonly expiresAt: number;
};

/** Why a token was refused. Safe to log; a caller outside should hear no more than "invalid token". */
export type RefusalReason =
  | 'malformed'
  | 'algorithm'
  | 'type'
  | 'unknown-key'
  | 'key-retired'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'not-yet-valid'
  | 'claims';

export type Verification = { ok: true; claims: AccessClaims } | { ok: false; reason: RefusalReason };

export type AccessTokens = {
  /** Signs a token of ten minutes with `key`. */
  issue(key: SigningKey, subject: AccessSubject, now: Date): Promise<{ token: string; expiresAt: Date }>;
  /** Checks a token against the keys that are valid at this moment; never throws for a bad token. */
  verify(keys: readonly VerificationKey[], token: string, now: Date): Promise<Verification>;
};

export type AccessTokensOptions = {
  issuer: string;
  audience: string;
  /** Checked tokens remembered until they expire; each takes about 1 kB. 0 remembers none. */
  remembered?: number;
};

/**
 * Issues and checks access tokens: JWTs signed with EdDSA (RFC 8037) after the profile of RFC 9068, less
 * `client_id`, since there are no OAuth clients here. `sid` names the session, `org` the organization.
 */
export function createAccessTokens(options: AccessTokensOptions): AccessTokens {
  const importKey = createKeyImport();
  const checked = createMemory(options.remembered ?? 5000);
  return {
    issue: (key, subject, now) => sign(options, importKey, key, subject, now),

    async verify(keys, token, now) {
      if (token.length > MAX_TOKEN_LENGTH) return refuse('malformed');
      const digest = hash('sha256', token, 'base64url');
      const hit = checked.recall(digest);
      if (hit) return judge(keys, hit, now);
      const result = await checkSignature(options, importKey, keys, token, now);
      if ('reason' in result) return refuse(result.reason);
      const verification = judge(keys, result, now);
      if (verification.ok) checked.remember(digest, result);
      return verification;
    },
  };
}

async function sign(
  { issuer, audience }: AccessTokensOptions,
  importKey: ImportKey,
  key: SigningKey,
  { userId, sessionId, organizationId, roles }: AccessSubject,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const issuedAt = secondsOf(now);
  const expiresAt = issuedAt + ACCESS_TOKEN_SECONDS;
  const token = await new SignJWT({ sid: sessionId, org: organizationId, roles: [...roles] })
    .setProtectedHeader({ alg: SIGNATURE_ALGORITHM, kid: key.kid, typ: TOKEN_TYPE })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(userId)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(await importKey(key.privateJwk));
  return { token, expiresAt: new Date(expiresAt * 1000) };
}

/** A token whose signature was found good, and the public key that it was checked with. */
type Checked = { kid: string; publicKey: string | undefined; claims: AccessClaims };

async function checkSignature(
  { issuer, audience }: AccessTokensOptions,
  importKey: ImportKey,
  keys: readonly VerificationKey[],
  token: string,
  now: Date,
): Promise<Checked | { reason: RefusalReason }> {
  const header = COMPACT_JWS.test(token) ? headerOf(token) : undefined;
  if (!header) return { reason: 'malformed' };
  // Before the key is chosen: neither `none` nor a MAC over the public key comes near a key.
  if (header.alg !== SIGNATURE_ALGORITHM) return { reason: 'algorithm' };
  const key = keys.find(({ kid }) => kid === header.kid);
  if (!key) return { reason: 'unknown-key' };
  const publicKey = await importKey(key.publicJwk);
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: [SIGNATURE_ALGORITHM],
      typ: TOKEN_TYPE,
      issuer,
      audience,
      currentDate: now,
      requiredClaims: ['sub', 'sid', 'jti', 'iat', 'exp', 'roles'],
    });
    const claims = claimsOf(payload);
    return claims ? { kid: key.kid, publicKey: key.publicJwk.x, claims } : { reason: 'claims' };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** What must hold at every use of a token, whether its signature was checked now or before. */
function judge(
  keys: readonly VerificationKey[],
  { kid, publicKey, claims }: Checked,
  now: Date,
): Verification {
  const key = keys.find((candidate) => candidate.kid === kid && candidate.publicJwk.x === publicKey);
  if (!key) return refuse('unknown-key');
  const seconds = secondsOf(now);
  // No more is needed for the age of the key: what it signed before it retired expires soon enough.
  const isAfterRetirement = key.retiredAt && claims.issuedAt > secondsOf(key.retiredAt) + CLOCK_SKEW_SECONDS;
  if (isAfterRetirement) return refuse('key-retired');
  if (claims.expiresAt <= seconds) return refuse('expired');
  if (claims.issuedAt > seconds + CLOCK_SKEW_SECONDS) return refuse('not-yet-valid');
  return { ok: true, claims };
}

/**
 * Remembers tokens whose signature was found good; the least recently used leave first. A client sends one
 * token hundreds of times. Measured on two cores: jose takes 150 µs for a signature, 30 of them on the event
 * loop and the rest in the thread pool (Node's synchronous `verify` takes 110, all on the event loop); a
 * remembered token takes 1.6. The key is the token's SHA-256, so that no bearer token lies about in memory;
 * that costs no more than the token itself as a key. Refused tokens are not remembered, so that nobody can
 * flush the good ones out.
 */
function createMemory(limit: number) {
  const entries = new Map<string, Checked>();
  return {
    recall(digest: string): Checked | undefined {
      const hit = entries.get(digest);
      if (hit && entries.delete(digest)) entries.set(digest, hit);
      return hit;
    },
    remember(digest: string, checked: Checked): void {
      entries.set(digest, checked);
      // A Map keeps the order of insertion, and every hit is inserted anew.
      for (const oldest of entries.keys()) {
        if (entries.size <= limit) break;
        entries.delete(oldest);
      }
    },
  };
}

function refuse(reason: RefusalReason): Verification {
  return { ok: false, reason };
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function headerOf(token: string): { alg?: string; kid?: string } | undefined {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return undefined;
  }
}

function claimsOf({ sub, sid, org, roles, jti, iat, exp }: JWTPayload): AccessClaims | undefined {
  if (!isText(sub) || !isText(sid) || !isText(jti) || !(org === undefined || isText(org))) return undefined;
  if (!Array.isArray(roles) || !roles.every(isText)) return undefined;
  if (!isWhole(iat) || !isWhole(exp) || exp - iat > ACCESS_TOKEN_SECONDS) return undefined;
  const subject = { userId: sub, sessionId: sid, organizationId: org, roles: Object.freeze([...roles]) };
  return Object.freeze({ ...subject, tokenId: jti, issuedAt: iat, expiresAt: exp });
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

const CLAIM_REASONS: Record<string, RefusalReason> = {
  iss: 'issuer',
  aud: 'audience',
  typ: 'type',
  nbf: 'not-yet-valid',
};

function reasonOf(error: unknown): RefusalReason {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return CLAIM_REASONS[error.claim] ?? 'claims';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JOSEError) return 'malformed';
  throw error;
}
