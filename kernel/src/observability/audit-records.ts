/** What is on record of administration, to be read; audit.ts writes it. */
import { hideSealed } from '../store/sealed-fields.ts';
import type { Store } from '../store/store.ts';

export interface AuditRecord {
  readonly id: string;
  readonly at: string;
  readonly actorKind: 'person' | 'service' | 'anonymous';
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly roles: string[];
  readonly call: string;
  readonly title: string;
  readonly params: unknown;
  readonly body: unknown;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly status: number;
  readonly error: string | null;
  readonly address: string | null;
  readonly traceId: string;
  readonly purpose: string | null;
}

/**
 * Which acts to read. `call` is one, or all of a service; `pattern` is one of LIKE, which stands for an act of `called`
 * too; `before` is the id of an act.
 */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly call?: string | undefined;
  readonly outcome?: AuditRecord['outcome'] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly pattern?: string | null;
  readonly called?: readonly string[];
  /** Of these traces alone. */
  readonly traceIds?: readonly string[] | undefined;
  readonly before: string | null;
  readonly limit: number;
}

/** Acts of an organization, newest first: their ids sort by time. */
export async function readAudit(
  store: Store,
  organizationId: string | null,
  { actor, call, outcome, from, to, pattern, called = [], traceIds, before, limit }: AuditFilter,
): Promise<readonly AuditRecord[]> {
  const { rows } = await store.query<AuditRecord>({
    text: `SELECT id, at, actor_kind, actor_id, actor_name, roles, call, title, params, body, outcome, status, error, address, trace_id, purpose
             FROM kernel.audit
            WHERE organization_id = $1 AND ($2::uuid IS NULL OR id < $2)
              AND ($3::uuid IS NULL OR actor_id = $3)
              AND ($4::text IS NULL OR call = $4 OR starts_with(call, $4 || '.'))
              AND ($5::text IS NULL OR outcome = $5)
              AND ($6::timestamptz IS NULL OR at >= $6) AND ($7::timestamptz IS NULL OR at < $7)
              AND ($8::text IS NULL OR title ILIKE $8 OR call ILIKE $8 OR address ILIKE $8
                   OR params::text ILIKE $8 OR body::text ILIKE $8 OR call = ANY ($9))
              AND ($10::text[] IS NULL OR trace_id = ANY ($10))
            ORDER BY id DESC LIMIT $11`,
    values: [organizationId, before, actor, call, outcome, from, to, pattern, called, traceIds, limit].map(
      (value) => value ?? null,
    ),
  });
  return rows.map((row) => ({ ...row, params: hideSealed(row.params), body: hideSealed(row.body) }));
}
