/** What administrators did, as a list and as a file. */
import { Readable } from 'node:stream';
import { list } from '../contract/list.ts';
import type { Download } from '../contract/schemas.ts';
import type { Store } from '../store/store.ts';
import { containing } from './events.ts';
import type { Inside, Viewer } from './inside.ts';

interface AuditRow {
  id: string;
  at: string;
  actor_kind: 'person' | 'service' | 'anonymous';
  actor_id: string | null;
  actor_name: string | null;
  roles: string[];
  call: string;
  title: string;
  params: unknown;
  body: unknown;
  outcome: 'done' | 'refused' | 'failed';
  status: number;
  error: string | null;
  address: string | null;
  trace_id: string;
}

interface AuditFilter {
  readonly actor?: string;
  readonly call?: string;
  readonly outcome?: AuditRow['outcome'];
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
}

/** A page of acts, newest first: their ids sort by time. */
export async function listAudit(
  { store }: Inside,
  { limit, cursor, ...filter }: AuditFilter & { limit?: number; cursor?: string },
  { organizationId }: Viewer,
) {
  return list(
    { limit, cursor },
    { id: 'id' },
    (before, most) => readAudit(store, organizationId, filter, before.id, most),
    toEntry,
  );
}

async function readAudit(
  store: Store,
  organizationId: string | null,
  { actor, call, outcome, from, to, q }: AuditFilter,
  before: string | null,
  limit: number,
): Promise<readonly AuditRow[]> {
  const { rows } = await store.query<AuditRow>({
    text: `SELECT id, at, actor_kind, actor_id, actor_name, roles, call, title, params, body, outcome, status, error, address, trace_id
             FROM kernel.audit
            WHERE organization_id = $1 AND ($2::uuid IS NULL OR id < $2)
              AND ($3::uuid IS NULL OR actor_id = $3)
              AND ($4::text IS NULL OR call = $4 OR starts_with(call, $4 || '.'))
              AND ($5::text IS NULL OR outcome = $5)
              AND ($6::timestamptz IS NULL OR at >= $6) AND ($7::timestamptz IS NULL OR at < $7)
              AND ($8::text IS NULL OR title ILIKE $8 OR call ILIKE $8 OR address ILIKE $8
                   OR params::text ILIKE $8 OR body::text ILIKE $8)
            ORDER BY id DESC LIMIT $9`,
    values: [
      organizationId,
      before,
      actor ?? null,
      call ?? null,
      outcome ?? null,
      from ?? null,
      to ?? null,
      q ? containing(q) : null,
      limit,
    ],
  });
  return rows;
}

const toEntry = (row: AuditRow) => ({
  id: row.id,
  at: row.at,
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, roles: row.roles },
  call: row.call,
  title: row.title,
  params: row.params,
  body: row.body,
  outcome: row.outcome,
  status: row.status,
  error: row.error,
  address: row.address,
  traceId: row.trace_id,
});

const PAGE = 500;

/** All acts that the filter lets through, as a file that is read while it is sent. */
export function exportAudit(
  { store, clock }: Inside,
  { format = 'csv', ...filter }: AuditFilter & { format?: 'csv' | 'jsonl' },
  { organizationId }: Viewer,
): Download {
  const lines = format === 'csv' ? csvLines : jsonLines;
  return {
    body: Readable.from(lines(everyPage(store, organizationId, filter))),
    contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
    fileName: `audit-${clock().toISOString().slice(0, 10)}.${format}`,
  };
}

async function* everyPage(store: Store, organizationId: string | null, filter: AuditFilter) {
  let before: string | null = null;
  for (;;) {
    const rows: readonly AuditRow[] = await readAudit(store, organizationId, filter, before, PAGE);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    before = rows.at(-1)?.id ?? null;
  }
}

type Pages = AsyncIterable<readonly AuditRow[]>;

async function* jsonLines(pages: Pages) {
  for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(toEntry(row))}\n`).join('');
}

const columns = [
  'id',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'roles',
  'call',
  'title',
  'params',
  'body',
  'outcome',
  'status',
  'error',
  'address',
  'trace_id',
] as const;

async function* csvLines(pages: Pages) {
  // The mark tells spreadsheets that this is UTF-8.
  yield `\uFEFF${columns.join(',')}\r\n`;
  for await (const rows of pages)
    yield rows.map((row) => `${columns.map((column) => csvCell(row[column])).join(',')}\r\n`).join('');
}

/** A value as RFC 4180 wants it. A text that a spreadsheet would take for a formula gets an apostrophe. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
