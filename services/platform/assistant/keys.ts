/**
 * API keys: 256 bits by chance, so a plain hash of one keeps it (there is nothing to guess). A key acts for
 * the person who made it, in the organization they made it in, with the roles they hold there at the moment of
 * each request: who leaves takes their keys' power along, at once. So does a new password with those made before.
 */

import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '@kernos/kernel/context';
import { KernosError } from '@kernos/kernel/errors';
import { newId } from '@kernos/kernel/ids';
import { list } from '@kernos/kernel/list';
import { type Authenticate, handle, on } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { identity } from '../identity/contract.ts';
import { assistant } from './contract.ts';
import type { Key } from './schemas.ts';

const PREFIX = 'kernos-';
const SHOWN = PREFIX.length + 6;
const MOST_KEYS = 20;
/** How often the use of a key is written down. */
const USED_EVERY = '5 minutes';

type KeyRow = Static<typeof Key>;

const COLUMNS = `id, name, prefix, created_at, expires_at, last_used_at`;
const OWN = 'organization_id = kernel.organization() AND owner_id = kernel.actor()';

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

export const createKey = handle(assistant.calls.createKey, async ({ name, expiresAt }, ctx) => {
  if (ctx.organizationId === null)
    return ctx.fail('forbidden', 'A key belongs to an organization, and you belong to none.');
  if (expiresAt !== undefined && Date.parse(expiresAt) <= ctx.now().getTime())
    return ctx.fail('invalid-input', 'This key would have expired already.', {
      errors: [{ path: '/expiresAt', message: 'must be in the future' }],
    });
  // Two at once would both count nineteen: the second waits for the first.
  await ctx.tx.query({
    text: `SELECT pg_advisory_xact_lock(hashtextextended('assistant.keys ' || kernel.actor(), 0))`,
  });
  const { rows: counted } = await ctx.tx.query<{ count: number }>({
    text: `SELECT count(*) FROM assistant.keys WHERE ${OWN}`,
  });
  if ((counted[0]?.count ?? 0) >= MOST_KEYS)
    return ctx.fail('too-many-keys', `You have ${MOST_KEYS} keys already. Revoke one that you do not need.`);
  const key = PREFIX + randomBytes(32).toString('base64url');
  const { rows } = await ctx.tx.query<KeyRow>({
    text: `INSERT INTO assistant.keys (id, name, prefix, hash, created_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
    values: [newId(), name.trim(), key.slice(0, SHOWN), hashOf(key), ctx.now(), expiresAt ?? null],
  });
  return { ...(rows[0] as KeyRow), key };
});

export const keys = handle(assistant.calls.keys, async (page, ctx) =>
  list(page, { createdAt: 'instant', id: 'id' }, async (before, limit) => {
    const { rows } = await ctx.tx.query<KeyRow>({
      text: `SELECT ${COLUMNS} FROM assistant.keys
            WHERE ${OWN} AND ($1::timestamptz IS NULL OR (created_at, id) < ($1, $2::uuid))
            ORDER BY created_at DESC, id DESC LIMIT $3`,
      values: [before.createdAt, before.id, limit],
    });
    return rows;
  }),
);

export const revokeKey = handle(assistant.calls.revokeKey, async ({ keyId }, ctx) => {
  const { rowCount } = await ctx.tx.query({
    text: `DELETE FROM assistant.keys WHERE id = $1 AND ${OWN}`,
    values: [keyId],
  });
  return rowCount === 1 ? null : ctx.fail('key-not-found', 'There is no such key of yours.');
});

/** Keys that open nothing any more do not stand in lists. */
export const forgetKeys = on(
  assistant,
  identity.events['user.password_changed'],
  'now',
  async ({ userId }, ctx) => {
    await ctx.tx.query({
      text: 'DELETE FROM assistant.keys WHERE organization_id = kernel.organization() AND owner_id = $1 AND created_at < $2',
      values: [userId, ctx.event.time],
    });
  },
);

const WRONG =
  'This is not a valid API key. Make one at /api/ai/keys and send it as "Authorization: Bearer <key>".';

/** Who an API key acts for. Throws `unauthenticated` for one that is wrong, revoked, expired, or of somebody who left. */
export const authenticateKey: Authenticate = async ({ headers }, ctx) => {
  const { authorization } = headers;
  if (authorization === undefined) return null;
  const key = /^Bearer +(kernos-[\w-]{43}) *$/i.exec(String(authorization))?.[1];
  if (key === undefined) return ctx.fail('unauthenticated', WRONG);
  const found = await ctx.shortTransaction((inner) => findKey(inner, key));
  if (!found) return ctx.fail('unauthenticated', WRONG);
  const { id, organizationId, ownerId, createdAt } = found;
  const member = await memberOf(ctx, organizationId, ownerId);
  if (!member || createdAt < member.keysSince) return ctx.fail('unauthenticated', WRONG);
  const { roles } = member;
  return { userId: ownerId, sessionId: id, organizationId, roles };
};

async function findKey(ctx: Pick<Context, 'tx' | 'now'>, key: string) {
  const { rows } = await ctx.tx.query<{
    id: string;
    organizationId: string;
    ownerId: string;
    createdAt: string;
    isFresh: boolean;
  }>({
    name: 'assistant.keys.find',
    text: `SELECT id, organization_id, owner_id, created_at,
                  coalesce(last_used_at > $2::timestamptz - interval '${USED_EVERY}', false) AS is_fresh
             FROM assistant.keys WHERE hash = $1 AND (expires_at IS NULL OR expires_at > $2)`,
    values: [hashOf(key), ctx.now()],
  });
  const found = rows[0];
  if (found && !found.isFresh)
    await ctx.tx.query({
      text: 'UPDATE assistant.keys SET last_used_at = $2 WHERE id = $1',
      values: [found.id, ctx.now()],
    });
  return found;
}

async function memberOf(ctx: Context, organizationId: string, userId: string) {
  try {
    return await ctx.call(identity.calls.membership, { organizationId, userId });
  } catch (error) {
    if (error instanceof KernosError && error.code === 'member-not-found') return null;
    throw error;
  }
}
