/**
 * `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header): the reply of a POST is recorded in
 * the transaction of the change it answers, and given again when the same person sends the same key.
 */
import type { AnyCall } from '../contract/contract.ts';
import { commonError } from '../contract/errors.ts';
import { hasSensitive } from '../contract/sensitive.ts';
import { openFields, type SealedSql, sealFields } from '../store/sealed-fields.ts';
import { ofEachService, type Sql } from '../store/sql.ts';
import { ofDatabase } from '../store/store-errors.ts';
import type { Runtime } from '../unit-of-work/context.ts';

export interface ReplyKey {
  readonly actor: string;
  readonly key: string;
  readonly call: string;
  readonly organizationId: string | null;
  /** SHA-256 of method, address and body. */
  readonly fingerprint: Buffer;
}

export interface RecordedReply {
  readonly status: number;
  readonly body: unknown;
  /** Those that the handler set, but for cookies: they are secrets, and for the one reply that they came with. */
  readonly headers: readonly (readonly [string, string])[];
}

/** The reply recorded for this person in this organization; null where the key is new. Throws `idempotency-key-reused` where it stood for another request. */
export async function findReply(
  { store, keys }: Pick<Runtime, 'store' | 'keys'>,
  { actor, key, call, organizationId, fingerprint }: ReplyKey,
  { reply }: AnyCall,
): Promise<RecordedReply | null> {
  const asked = store.query<RecordedReply & { call: string; fingerprint: Buffer; isEmpty: boolean }>({
    name: 'kernel.replies.find',
    text: `SELECT call, fingerprint, status, body, body IS NULL AS is_empty, headers FROM kernel.replies
            WHERE actor = $1 AND key = $2 AND organization_id IS NOT DISTINCT FROM $3`,
    values: [actor, key, organizationId],
  });
  const { rows } = await asked.catch((error: unknown) => {
    throw ofDatabase(error) ?? error;
  });
  const row = rows[0];
  if (!row) return null;
  if (row.call !== call || !row.fingerprint.equals(fingerprint)) {
    throw commonError(
      'idempotency-key-reused',
      'This Idempotency-Key was sent before with another request. Use a new one for each change.',
    );
  }
  const schema = reply[row.status];
  const body = hasSensitive(schema)
    ? openFields(await keys.cipherOf(organizationId), call, schema, row.body)
    : row.body;
  // A body of `null` is one, and is sent again as it was.
  return { status: row.status, body: row.isEmpty ? undefined : body, headers: row.headers };
}

/** The statement that records a reply; it fails on `replies_key` where another request was first. */
export function recordReply(key: ReplyKey, call: AnyCall, reply: RecordedReply): Sql | SealedSql {
  const schema = call.reply[reply.status];
  if (!hasSensitive(schema)) return replyRow(key, call, reply, reply.body);
  return {
    organizationId: key.organizationId,
    seal: (cipher) => replyRow(key, call, reply, sealFields(cipher, key.call, schema, reply.body)),
  };
}

const recordOf = ofEachService({
  name: 'kernel.replies.record',
  text: `INSERT INTO kernel.replies (actor, key, call, organization_id, fingerprint, status, body, headers)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
});

function replyRow(key: ReplyKey, { service }: AnyCall, reply: RecordedReply, body: unknown): Sql {
  return {
    ...recordOf(service),
    values: [
      key.actor,
      key.key,
      key.call,
      key.organizationId,
      key.fingerprint,
      reply.status,
      body === undefined ? null : JSON.stringify(body),
      JSON.stringify(reply.headers.filter(([name]) => name.toLowerCase() !== 'set-cookie')),
    ],
  };
}
