/** What administrators did, as a list and as a file. */
import { Readable } from 'node:stream';
import { containing, list } from '@kernos/kernel/list';
import type { Download } from '@kernos/kernel/schemas';
import type { AuditRecord, SystemView } from '@kernos/kernel/system-view';
import type { Viewer } from './viewer.ts';

interface AuditQuery {
  readonly actor?: string;
  readonly call?: string;
  readonly outcome?: AuditRecord['outcome'];
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
}

const toFilter = ({ q, ...query }: AuditQuery) => ({ ...query, pattern: containing(q) });

/** A page of acts, newest first. */
export async function listAudit(
  { limit, cursor, ...query }: AuditQuery & { limit?: number; cursor?: string },
  { system, organizationId }: Viewer,
) {
  return list(
    { limit, cursor },
    { id: 'id' },
    (before, most) => system.audit(organizationId, { ...toFilter(query), before: before.id, limit: most }),
    toEntry,
  );
}

const toEntry = ({ actorKind, actorId, actorName, roles, ...act }: AuditRecord) => ({
  ...act,
  actor: { kind: actorKind, id: actorId, name: actorName, roles },
});

const PAGE = 500;

/** All acts that the filter lets through, as a file that is read while it is sent. */
export function exportAudit(
  { format = 'csv', ...query }: AuditQuery & { format?: 'csv' | 'jsonl' },
  ctx: Viewer,
): Download {
  const lines = format === 'csv' ? csvLines : jsonLines;
  return {
    body: Readable.from(lines(everyPage(ctx.system, ctx.organizationId, query))),
    contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
    fileName: `audit-${ctx.now().toISOString().slice(0, 10)}.${format}`,
  };
}

async function* everyPage(system: SystemView, organizationId: string | null, query: AuditQuery) {
  let before: string | null = null;
  for (;;) {
    const filter = { ...toFilter(query), before, limit: PAGE };
    const rows: readonly AuditRecord[] = await system.audit(organizationId, filter);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    before = rows.at(-1)?.id ?? null;
  }
}

type Pages = AsyncIterable<readonly AuditRecord[]>;

async function* jsonLines(pages: Pages) {
  for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(toEntry(row))}\n`).join('');
}

const columns = [
  'id',
  'at',
  'actorKind',
  'actorId',
  'actorName',
  'roles',
  'call',
  'title',
  'params',
  'body',
  'outcome',
  'status',
  'error',
  'address',
  'traceId',
  'purpose',
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
