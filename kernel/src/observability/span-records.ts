/** What is on record of requests, calls and jobs by the clock, to be read; spans.ts writes it. */
import type { Store } from '../store/store.ts';

export interface SpanRecord {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | null;
  readonly kind: 'request' | 'call' | 'schedule';
  readonly service: string;
  /** Call or schedule. */
  readonly name: string;
  readonly method: string | null;
  readonly route: string | null;
  readonly status: number | null;
  readonly actorId: string | null;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly error: string | null;
  /** False for what belongs to no organization: signing in, a job by the clock. */
  readonly own: boolean;
}

/** Which requests to list. `after` is the last one that was seen. */
export interface RequestFilter {
  readonly pattern?: string | null;
  /** Calls that `pattern` stands for as well, by what they are called in words. */
  readonly called?: readonly string[];
  readonly traceId?: string | undefined;
  readonly actor?: string | undefined;
  readonly failed: boolean;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after: { readonly startedAt: string | null; readonly spanId: string | null };
  readonly limit: number;
}

const columns = `trace_id, span_id, parent_id, kind, service, name, method, route,
                 status, actor_id, started_at, duration_ms, error,
                 organization_id IS NOT NULL AS own`;

/** Requests of an organization, newest first. `pattern`, one of LIKE, is looked for in name and route, or `traceId` fits. */
export async function listRequests(
  store: Store,
  organizationId: string | null,
  { pattern, called = [], traceId, actor, failed, from, to, after, limit }: RequestFilter,
): Promise<readonly SpanRecord[]> {
  const { rows } = await store.query<SpanRecord>({
    text: `SELECT ${columns} FROM kernel.spans
            WHERE kind = 'request' AND organization_id = $1
              AND ($2::timestamptz IS NULL OR (started_at, span_id) < ($2, $3))
              AND ($4::text IS NULL OR name ILIKE $4 OR route ILIKE $4 OR trace_id = $5 OR name = ANY ($11))
              AND ($6::uuid IS NULL OR actor_id = $6) AND (NOT $7 OR status >= 400)
              AND ($8::timestamptz IS NULL OR started_at >= $8) AND ($9::timestamptz IS NULL OR started_at < $9)
            ORDER BY started_at DESC, span_id DESC LIMIT $10`,
    values: [
      ...[
        organizationId,
        after.startedAt,
        after.spanId,
        pattern,
        traceId,
        actor,
        failed,
        from,
        to,
        limit,
        called,
      ].map((value) => value ?? null),
    ],
  });
  return rows;
}

/** The spans of a trace that are an organization's or nobody's, by time. */
export async function spansOfTrace(
  store: Store,
  traceId: string,
  organizationId: string | null,
  limit: number,
): Promise<readonly SpanRecord[]> {
  const { rows } = await store.query<SpanRecord>({
    text: `SELECT ${columns} FROM kernel.spans
            WHERE trace_id = $1 AND (organization_id = $2 OR organization_id IS NULL)
            ORDER BY started_at LIMIT $3`,
    values: [traceId, organizationId, limit],
  });
  return rows;
}
