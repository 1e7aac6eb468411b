/**
 * Browsers that an account knows, after OWASP's device cookies: what is guessed elsewhere, from the same network too,
 * does not delay them. A guess made in one of them counts there alone.
 */
import { hash } from 'node:crypto';
import type { Context } from '@kernos/kernel/context';
import { parseCookie, stringifySetCookie } from 'cookie';
import { createOpaqueToken, isOpaqueToken } from './opaque-tokens.ts';

type Work = Pick<Context, 'tx' | 'now'>;

const COOKIE = '__Host-kernos-device';
const PREFIX = 'kd';
/** As long as browsers keep a cookie at most. */
export const DEVICE_DAYS = 400;
const DEVICES_AT_MOST = 20;
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

const hashOf = (token: string): string => hash('sha256', token, 'hex');

/** The hash of the device's token that came with a request; undefined where none did. */
export function presentedDevice(ctx: Pick<Context, 'requestHeader'>): string | undefined {
  const cookie = ctx.requestHeader('cookie');
  const token = cookie === undefined ? undefined : parseCookie(cookie)[COOKIE];
  return token !== undefined && isOpaqueToken(PREFIX, token) ? hashOf(token) : undefined;
}

/** The account knows from now on the device that it signs in with. Needs a platform transaction. */
export async function rememberDevice(
  ctx: Work & Pick<Context, 'requestHeader' | 'header'>,
  accountId: string,
): Promise<void> {
  const presented = presentedDevice(ctx);
  // A token that we gave to nobody may have been put there by somebody.
  const known = presented !== undefined && (await isOurs(ctx, presented));
  const token = known ? undefined : createOpaqueToken(PREFIX);
  const tokenHash = token === undefined ? presented : hashOf(token);
  if (token !== undefined) {
    const cookie = { ...ATTRIBUTES, name: COOKIE, value: token, maxAge: DEVICE_DAYS * 86_400 };
    ctx.header('set-cookie', stringifySetCookie(cookie));
  }
  await ctx.tx.query({
    name: 'identity.known_devices.keep',
    text: `INSERT INTO identity.known_devices (account_id, token_hash, seen_at) VALUES ($1, $2, $3)
           ON CONFLICT ON CONSTRAINT known_devices_pkey DO UPDATE SET seen_at = excluded.seen_at`,
    values: [accountId, tokenHash, ctx.now().toISOString()],
  });
  await ctx.tx.query({
    name: 'identity.known_devices.limit',
    text: `DELETE FROM identity.known_devices WHERE account_id = $1 AND token_hash IN (
             SELECT token_hash FROM identity.known_devices WHERE account_id = $1
              ORDER BY seen_at DESC, token_hash OFFSET ${DEVICES_AT_MOST})`,
    values: [accountId],
  });
}

async function isOurs(ctx: Work, tokenHash: string): Promise<boolean> {
  const { rowCount } = await ctx.tx.query({
    text: 'SELECT FROM identity.known_devices WHERE token_hash = $1 LIMIT 1',
    values: [tokenHash],
  });
  return rowCount === 1;
}

/** The account knows no device any more, but the one that is used now. */
export async function forgetDevices(
  ctx: Work & Pick<Context, 'requestHeader'>,
  accountId: string,
  which: 'all' | 'others',
): Promise<void> {
  const kept = which === 'others' ? presentedDevice(ctx) : undefined;
  await ctx.tx.query({
    text: 'DELETE FROM identity.known_devices WHERE account_id = $1 AND token_hash IS DISTINCT FROM $2',
    values: [accountId, kept ?? null],
  });
}
