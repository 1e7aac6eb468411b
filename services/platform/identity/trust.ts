/** What a running process knows to judge access tokens by: the keys, and what was revoked. */
import type { Context } from '@kernos/kernel/context';
import { type AccessTokens, createAccessTokens } from './access-tokens.ts';
import { REVOCATION_MS, type Revocations, remember } from './revocations.ts';
import { createSigningKey, currentSigningKey, type SigningKey } from './signing-keys.ts';

/** Revocations are looked for this far back: a request may take half a minute to commit one. */
const LATE_COMMIT_MS = 60_000;
/** How old the knowledge may be: so long may another process's revocation take to act here. */
const STALE_MS = 5_000;

export interface Trust {
  readonly tokens: AccessTokens;
  readonly revocations: Revocations;
  keys: readonly SigningKey[];
  readAt: number;
  reading: boolean;
}

type Work = Pick<Context, 'tx' | 'now' | 'cipher'>;

const PRIVATE_JWK = 'identity.signing_keys.private_jwk';

/** The trust of this process; made once, with a first signing key where there is none. */
export const trustOf = (ctx: Context): Promise<Trust> => ctx.shared(loadTrust);

/**
 * Reads keys and revocations again where they are older than `maxAgeMs`. One request at a time does, and the
 * others go on with what is known. Needs a platform transaction.
 */
export async function freshen(ctx: Work, trust: Trust, maxAgeMs = STALE_MS): Promise<void> {
  if (trust.reading || Math.abs(ctx.now().getTime() - trust.readAt) < maxAgeMs) return;
  trust.reading = true;
  try {
    await read(ctx, trust);
  } finally {
    trust.reading = false;
  }
}

/** The key to sign with now. */
export function signingKeyOf(trust: Trust, now: Date): SigningKey {
  const key = currentSigningKey(trust.keys, now);
  if (!key) throw new Error('there is no signing key, though one was made at the start');
  return key;
}

async function loadTrust(ctx: Context): Promise<Trust> {
  const { publicUrl } = ctx.settings;
  const tokens = createAccessTokens({ issuer: publicUrl, audience: publicUrl });
  const trust: Trust = { tokens, revocations: new Map(), keys: [], readAt: 0, reading: false };
  await read(ctx, trust);
  if (!currentSigningKey(trust.keys, ctx.now())) {
    await insertKey(ctx, await createSigningKey(ctx.now()));
    await read(ctx, trust);
  }
  return trust;
}

async function read(ctx: Work, trust: Trust): Promise<void> {
  const now = ctx.now();
  const since = now.getTime() - REVOCATION_MS;
  const [keys, revoked] = await Promise.all([
    selectKeys(ctx),
    ctx.tx.query<{ key: string; at: string }>({
      name: 'identity.revocations.recent',
      text: 'SELECT key, at FROM identity.revocations WHERE at > $1',
      values: [new Date(Math.max(since, trust.readAt - LATE_COMMIT_MS)).toISOString()],
    }),
  ]);
  trust.keys = keys;
  remember(
    trust.revocations,
    revoked.rows.map(({ key, at }) => [key, Date.parse(at)] as const),
    now,
  );
  trust.readAt = now.getTime();
}

export async function selectKeys(ctx: Work): Promise<SigningKey[]> {
  type Row = Pick<SigningKey, 'kid' | 'publicJwk'> & {
    privateJwk: Buffer;
    createdAt: string;
    retiredAt: string | null;
  };
  const cipher = await ctx.cipher({ organizationId: null });
  const { rows } = await ctx.tx.query<Row>({
    name: 'identity.signing_keys',
    text: `SELECT kid, public_jwk, private_jwk,
                  created_at, retired_at FROM identity.signing_keys`,
  });
  return rows.map(({ createdAt, retiredAt, privateJwk, ...key }) => ({
    ...key,
    privateJwk: JSON.parse(cipher.decrypt(PRIVATE_JWK, privateJwk)) as SigningKey['privateJwk'],
    createdAt: new Date(createdAt),
    retiredAt: retiredAt === null ? undefined : new Date(retiredAt),
  }));
}

export async function insertKey(ctx: Work, key: SigningKey): Promise<void> {
  const cipher = await ctx.cipher({ organizationId: null });
  await ctx.tx.query({
    text: `INSERT INTO identity.signing_keys (kid, public_jwk, private_jwk, created_at) VALUES ($1, $2, $3, $4)`,
    values: [
      key.kid,
      JSON.stringify(key.publicJwk),
      cipher.encrypt(PRIVATE_JWK, JSON.stringify(key.privateJwk)),
      key.createdAt.toISOString(),
    ],
  });
}
