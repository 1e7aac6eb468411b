/**
 * Puts what a run has staged in the place of what was found before, in one transaction: passages whose
 * content stays keep their id, their number and their vector, the others come and go.
 */
import { newId } from '@kernos/kernel/ids';
import { ANALYSIS } from '../../../formats/terms.ts';
import {
  addToIndex,
  bumpIndex,
  clearIndex,
  type IndexRow,
  removeFromIndex,
  type Work,
} from '../index/writer.ts';

/** Where the sources of a run belong. */
export interface Placement {
  readonly kind: 'lesson' | 'document';
  readonly courseId: string | null;
  readonly visibility: 'organization' | 'members' | 'instructors';
}

export interface Applied {
  readonly passages: number;
  readonly changed: number;
  readonly indexVersion: number;
}

interface OldRow {
  id: string;
  number: number;
  sourceId: string;
  hash: string;
}

interface NewRow {
  sourceId: string;
  ordinal: number;
  hash: string;
}

/**
 * @param index the row that `lockIndex` gave in this transaction
 * @param gone sources that are not part of it any more
 */
export async function applyStaged(
  ctx: Work,
  index: IndexRow,
  workflowId: string,
  placement: Placement,
  gone: readonly string[],
): Promise<Applied> {
  const old = await passagesOf(ctx, [...(await changedSources(ctx, workflowId)), ...gone]);
  const { kept, removed, added } = match(old, await stagedPassages(ctx, workflowId));

  await moveKept(ctx, workflowId, kept);
  await removePassages(ctx, index, removed);
  await dropSources(ctx, gone);
  await upsertSources(ctx, workflowId, placement);
  await insertPassages(ctx, workflowId, added, index.nextNumber);

  const end = index.nextNumber + added.length;
  if (index.analysis === ANALYSIS) await addToIndex(ctx, range(index.nextNumber, end));
  else await rebuild(ctx, end);
  await dropVectors(ctx, removed);
  const indexVersion = await bumpIndex(ctx, added.length);
  return { passages: kept.length + added.length, changed: added.length, indexVersion };
}

/** Deletes sources with their passages from what can be found; gives the index's new version. */
export async function removeSources(
  ctx: Work,
  index: IndexRow,
  sourceIds: readonly string[],
): Promise<number> {
  const removed = await passagesOf(ctx, sourceIds);
  await removePassages(ctx, index, removed);
  await dropSources(ctx, sourceIds);
  if (index.analysis !== ANALYSIS) await rebuild(ctx, index.nextNumber);
  await dropVectors(ctx, removed);
  return bumpIndex(ctx);
}

/**
 * Builds lists, words and figures anew from the passages that there are.
 * @param nextNumber one more than the highest number that was given out
 */
export async function rebuild(ctx: Work, nextNumber: number): Promise<void> {
  await clearIndex(ctx);
  await addToIndex(ctx, range(0, nextNumber));
}

function* range(from: number, end: number): Generator<number> {
  for (let number = from; number < end; number += 1) yield number;
}

async function changedSources(ctx: Work, workflowId: string): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ id: string }>({
    name: 'knowledge.changed-sources',
    text: 'SELECT source_id AS id FROM knowledge.staged_sources WHERE workflow_id = $1 AND text IS NOT NULL',
    values: [workflowId],
  });
  return rows.map(({ id }) => id);
}

// A source each by its index: planned while the table is small, it would be read as a whole once it is large.
async function passagesOf(ctx: Work, sourceIds: readonly string[]): Promise<OldRow[]> {
  if (sourceIds.length === 0) return [];
  const { rows } = await ctx.tx.query<OldRow>({
    name: 'knowledge.passages-of',
    text: `SELECT p.id, p.number, source.id AS source_id, encode(p.hash, 'hex') AS hash
             FROM unnest($1::uuid[]) AS source (id)
             CROSS JOIN LATERAL (SELECT id, number, ordinal, hash FROM knowledge.passages WHERE source_id = source.id OFFSET 0) p
            ORDER BY source.id, p.ordinal`,
    values: [sourceIds],
  });
  return rows;
}

async function stagedPassages(ctx: Work, workflowId: string): Promise<NewRow[]> {
  const { rows } = await ctx.tx.query<NewRow>({
    name: 'knowledge.staged-passages',
    text: `SELECT p.source_id, p.ordinal, encode(p.hash, 'hex') AS hash
             FROM knowledge.staged_passages p
             JOIN knowledge.staged_sources s ON s.workflow_id = p.workflow_id AND s.source_id = p.source_id
            WHERE p.workflow_id = $1 ORDER BY s.position, p.ordinal`,
    values: [workflowId],
  });
  return rows;
}

/** Which passage goes on as which. Equal ones of one source keep their order. */
function match(
  old: readonly OldRow[],
  fresh: readonly NewRow[],
): { kept: { id: string; sourceId: string; ordinal: number }[]; removed: OldRow[]; added: NewRow[] } {
  const waiting = new Map<string, OldRow[]>();
  for (const row of old) {
    const key = `${row.sourceId} ${row.hash}`;
    waiting.set(key, [...(waiting.get(key) ?? []), row]);
  }
  const kept: { id: string; sourceId: string; ordinal: number }[] = [];
  const added: NewRow[] = [];
  for (const row of fresh) {
    const same = waiting.get(`${row.sourceId} ${row.hash}`)?.shift();
    if (same) kept.push({ id: same.id, sourceId: row.sourceId, ordinal: row.ordinal });
    else added.push(row);
  }
  return { kept, removed: [...waiting.values()].flat(), added };
}

async function moveKept(
  ctx: Work,
  workflowId: string,
  kept: readonly { id: string; sourceId: string; ordinal: number }[],
): Promise<void> {
  if (kept.length === 0) return;
  await ctx.tx.query({
    name: 'knowledge.move-passages',
    text: `UPDATE knowledge.passages p
              SET ordinal = n.ordinal, start_byte = n.start_byte, end_byte = n.end_byte,
                  first_page = n.first_page, last_page = n.last_page, start_ms = n.start_ms, end_ms = n.end_ms
             FROM unnest($2::uuid[], $3::uuid[], $4::int[]) AS k (id, source_id, ordinal)
             JOIN knowledge.staged_passages n
               ON n.workflow_id = $1 AND n.source_id = k.source_id AND n.ordinal = k.ordinal
            WHERE p.id = k.id`,
    values: [
      workflowId,
      kept.map(({ id }) => id),
      kept.map(({ sourceId }) => sourceId),
      kept.map(({ ordinal }) => ordinal),
    ],
  });
}

async function removePassages(ctx: Work, index: IndexRow, removed: readonly OldRow[]): Promise<void> {
  if (removed.length === 0) return;
  const numbers = removed.map(({ number }) => number).sort((a, b) => a - b);
  // Lists of another analysis are about to be built anew.
  if (index.analysis === ANALYSIS) await removeFromIndex(ctx, numbers);
  await ctx.tx.query({
    name: 'knowledge.remove-passages',
    text: 'DELETE FROM knowledge.passages WHERE id = ANY ($1::uuid[])',
    values: [removed.map(({ id }) => id)],
  });
}

async function dropSources(ctx: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.tx.query({
    name: 'knowledge.drop-sources',
    text: 'DELETE FROM knowledge.sources WHERE id = ANY ($1::uuid[])',
    values: [ids],
  });
}

async function upsertSources(
  ctx: Work,
  workflowId: string,
  { kind, courseId, visibility }: Placement,
): Promise<void> {
  await ctx.tx.query({
    name: 'knowledge.upsert-sources',
    text: `INSERT INTO knowledge.sources (id, kind, type, course_id, title, section, digest, visibility)
           SELECT source_id, $2, type, $3, title, section, digest, $4
             FROM knowledge.staged_sources WHERE workflow_id = $1 AND text IS NOT NULL
           ON CONFLICT (id) DO UPDATE SET type = excluded.type, course_id = excluded.course_id, title = excluded.title,
             section = excluded.section, digest = excluded.digest, visibility = excluded.visibility`,
    values: [workflowId, kind, courseId, visibility],
  });
}

async function insertPassages(
  ctx: Work,
  workflowId: string,
  added: readonly NewRow[],
  firstNumber: number,
): Promise<void> {
  if (added.length === 0) return;
  await ctx.tx.query({
    name: 'knowledge.insert-passages',
    text: `INSERT INTO knowledge.passages (id, source_id, number, ordinal, start_byte, end_byte, headings, text, hash,
             first_page, last_page, start_ms, end_ms)
           SELECT a.id, n.source_id, $2 + a.place - 1, n.ordinal, n.start_byte, n.end_byte, n.headings, n.text, n.hash,
                  n.first_page, n.last_page, n.start_ms, n.end_ms
             FROM unnest($3::uuid[], $4::uuid[], $5::int[]) WITH ORDINALITY AS a (id, source_id, ordinal, place)
             JOIN knowledge.staged_passages n
               ON n.workflow_id = $1 AND n.source_id = a.source_id AND n.ordinal = a.ordinal`,
    values: [
      workflowId,
      firstNumber,
      added.map(() => newId()),
      added.map(({ sourceId }) => sourceId),
      added.map(({ ordinal }) => ordinal),
    ],
  });
}

/** Vectors of contents that no passage has, and none that is coming. */
async function dropVectors(ctx: Work, removed: readonly OldRow[]): Promise<void> {
  if (removed.length === 0) return;
  await ctx.tx.query({
    name: 'knowledge.drop-vectors',
    text: `DELETE FROM knowledge.vectors v USING unnest($1::text[]) AS gone (hash)
            WHERE v.organization_id = kernel.organization() AND v.hash = decode(gone.hash, 'hex')
              AND NOT EXISTS (SELECT FROM knowledge.passages p
                               WHERE p.organization_id = v.organization_id AND p.hash = v.hash)
              AND NOT EXISTS (SELECT FROM knowledge.staged_passages n
                               WHERE n.organization_id = v.organization_id AND n.hash = v.hash)`,
    values: [removed.map(({ hash }) => hash)],
  });
}
