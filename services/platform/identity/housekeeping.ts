/** What the clock does: throwing away what has run out, and changing the key that signs. */
import type { Context } from '@kernos/kernel/context';
import { DEVICE_DAYS } from './known-devices.ts';
import { REVOCATION_MS } from './revocations.ts';
import { createSigningKey, currentSigningKey, isOutOfUse } from './signing-keys.ts';
import { insertKey, selectKeys } from './trust.ts';

type Work = Pick<Context, 'tx'>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A key signs for this long. */
const KEY_DAYS = 90;

/** What can go, and from when on: each has meant nothing to anybody since. */
const REMAINS: readonly { text: string; ageMs: number }[] = [
  // Revoked ones stay until then, too: their rotated tokens still tell a thief from a stranger, their addresses an owner.
  { text: 'DELETE FROM identity.sessions WHERE least(idle_expires_at, expires_at) < $1', ageMs: 0 },
  { text: 'DELETE FROM identity.one_time_tokens WHERE expires_at < $1', ageMs: 0 },
  { text: 'DELETE FROM identity.revocations WHERE at < $1', ageMs: REVOCATION_MS },
  { text: 'DELETE FROM identity.letters WHERE at < $1', ageMs: DAY_MS },
  { text: 'DELETE FROM identity.known_devices WHERE seen_at < $1', ageMs: DEVICE_DAYS * DAY_MS },
  {
    text: 'DELETE FROM identity.lockouts WHERE last_failure_at IS NULL OR last_failure_at < $1',
    ageMs: DAY_MS,
  },
  {
    text: 'DELETE FROM identity.second_factors WHERE confirmed_at IS NULL AND created_at < $1',
    ageMs: DAY_MS,
  },
  { text: 'DELETE FROM identity.invitations WHERE expires_at < $1', ageMs: 30 * DAY_MS },
];

/** Throws away what ran out before `now`. */
export async function purge(now: Date, ctx: Work): Promise<void> {
  for (const { text, ageMs } of REMAINS)
    await ctx.tx.query({ text, values: [new Date(now.getTime() - ageMs).toISOString()] });
}

/** Makes a new signing key when the one in use is old, and forgets those whose last token has expired. */
export async function changeKeys(now: Date, ctx: Pick<Context, 'tx' | 'now' | 'cipher'>): Promise<void> {
  const keys = await selectKeys(ctx);
  const current = currentSigningKey(keys, now);
  if (!current || now.getTime() - current.createdAt.getTime() >= KEY_DAYS * DAY_MS) {
    await insertKey(ctx, await createSigningKey(now));
    await ctx.tx.query({
      text: 'UPDATE identity.signing_keys SET retired_at = $1 WHERE retired_at IS NULL AND created_at < $1',
      values: [now.toISOString()],
    });
  }
  const gone = keys.filter((key) => isOutOfUse(key, now)).map(({ kid }) => kid);
  if (gone.length > 0)
    await ctx.tx.query({ text: 'DELETE FROM identity.signing_keys WHERE kid = ANY ($1)', values: [gone] });
}
