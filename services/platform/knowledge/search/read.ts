/** Passages as readers get them: read together with what decides who may. */
import type { Context } from '@kernos/kernel/context';
import type { Static } from 'typebox';
import { headingPath, type Placed, type Viewer } from '../rules.ts';
import type { Passage, SourceType } from '../schemas.ts';
import type { Judged } from './knowing.ts';

type Work = Pick<Context, 'tx'>;

export interface PassageRow extends Placed {
  id: string;
  number: number;
  sourceId: string;
  type: Static<typeof SourceType>;
  title: string;
  section: string | null;
  digest: string;
  courseTitle: string | null;
  version: number | null;
  address: string | null;
  headings: string[];
  text: string;
  startByte: number;
  endByte: number;
  firstPage: number | null;
  lastPage: number | null;
  from: number | null;
  to: number | null;
  hash: string;
}

const columns = `p.id, p.number, p.source_id, s.kind, s.type, s.title, s.section, s.digest, s.visibility,
  s.course_id, c.title AS course_title, CASE WHEN s.kind = 'lesson' THEN c.version END AS version,
  d.address, p.headings, p.text, p.start_byte, p.end_byte,
  p.first_page, p.last_page, p.start_ms AS "from", p.end_ms AS "to",
  encode(p.hash, 'hex') AS hash`;

/**
 * What can be said here about who may find a passage: $2 are the types looked for, null for all; $3 is whether
 * the viewer teaches. The rest is asked of those who know it (`knowing.ts`).
 */
const from = `FROM wanted p
  CROSS JOIN LATERAL (SELECT * FROM knowledge.sources WHERE id = p.source_id OFFSET 0) s
  LEFT JOIN LATERAL (SELECT * FROM knowledge.courses WHERE course_id = s.course_id OFFSET 0) c ON true
  LEFT JOIN LATERAL (SELECT address FROM knowledge.documents WHERE id = s.id OFFSET 0) d ON true
 WHERE c.archived IS NOT TRUE
   AND ($2::text[] IS NULL OR s.type = ANY ($2)) AND (s.visibility <> 'instructors' OR $3)`;

// Row by row by their keys: planned while tables are still small, a join would read all of them once they are large.
const wanted = (which: string) =>
  `WITH wanted AS MATERIALIZED (SELECT * FROM knowledge.passages
     WHERE organization_id = kernel.organization() AND ${which})`;

/** Passages by number, as far as nothing known here forbids them; in no order. */
export async function readNumbers(
  ctx: Work,
  numbers: readonly number[],
  types: readonly string[] | null,
  viewer: Viewer,
): Promise<PassageRow[]> {
  const { rows } = await ctx.tx.query<PassageRow>({
    name: 'knowledge.passages-by-number',
    text: `${wanted('number = ANY ($1::int[])')} SELECT ${columns} ${from}`,
    values: [numbers, types, viewer.teaches],
  });
  return rows;
}

/** Passages by id, likewise. */
export async function readIds(ctx: Work, ids: readonly string[], viewer: Viewer): Promise<PassageRow[]> {
  const { rows } = await ctx.tx.query<PassageRow>({
    name: 'knowledge.passages-by-id',
    text: `${wanted('id = ANY ($1::uuid[])')} SELECT ${columns} ${from}`,
    values: [ids, null, viewer.teaches],
  });
  return rows;
}

/** Where passages stand, by number, likewise. */
export async function readPlaces(
  ctx: Work,
  numbers: readonly number[],
  viewer: Viewer,
): Promise<(Judged & { number: number })[]> {
  const { rows } = await ctx.tx.query<Judged & { number: number }>({
    name: 'knowledge.places-by-number',
    text: `${wanted('number = ANY ($1::int[])')}
           SELECT p.number, p.source_id, s.kind, s.digest, s.visibility, s.course_id,
                  CASE WHEN s.kind = 'lesson' THEN c.version END AS version ${from}`,
    values: [numbers, null, viewer.teaches],
  });
  return rows;
}

/** Sources by id, as far as nothing known here forbids them. */
export async function readSources(ctx: Work, ids: readonly string[], viewer: Viewer): Promise<Judged[]> {
  const { rows } = await ctx.tx.query<Judged>({
    name: 'knowledge.sources-by-id',
    text: `SELECT s.id AS source_id, s.kind, s.digest, s.visibility, s.course_id,
                  CASE WHEN s.kind = 'lesson' THEN c.version END AS version
             FROM knowledge.sources s LEFT JOIN knowledge.courses c ON c.course_id = s.course_id
            WHERE s.organization_id = kernel.organization() AND s.id = ANY ($1::uuid[])
              AND c.archived IS NOT TRUE AND (s.visibility <> 'instructors' OR $2)`,
    values: [ids, viewer.teaches],
  });
  return rows;
}

/** Which source each of these passages is of. */
export async function sourcesOf(
  ctx: Work,
  passages: readonly { readonly number: number }[],
): Promise<Map<number, string>> {
  if (passages.length === 0) return new Map();
  const { rows } = await ctx.tx.query<{ number: number; source: string }>({
    name: 'knowledge.sources-of',
    text: `SELECT number, source_id AS source FROM knowledge.passages
            WHERE organization_id = kernel.organization() AND number = ANY ($1::int[])`,
    values: [passages.map(({ number }) => number)],
  });
  return new Map(rows.map(({ number, source }) => [number, source]));
}

/** Numbers of all passages of a course or of documents. */
export async function numbersOf(
  ctx: Work,
  { courseId, documentIds }: { courseId?: string | undefined; documentIds?: readonly string[] | undefined },
): Promise<Set<number>> {
  const { rows } = await ctx.tx.query<{ numbers: number[] | null }>({
    name: 'knowledge.numbers-of',
    text: `SELECT array_agg(p.number) AS numbers
             FROM knowledge.sources s JOIN knowledge.passages p ON p.source_id = s.id
            WHERE s.organization_id = kernel.organization()
              AND ($1::uuid IS NULL OR s.course_id = $1) AND ($2::uuid[] IS NULL OR s.id = ANY ($2))`,
    values: [courseId ?? null, documentIds ?? null],
  });
  return new Set(rows[0]?.numbers ?? []);
}

export function toPassage(row: PassageRow): Static<typeof Passage> {
  const { firstPage, lastPage, from: start, to: end } = row;
  const isLesson = row.kind === 'lesson';
  return {
    id: row.id,
    text: row.text,
    headingPath: headingPath(row),
    source: {
      type: row.type,
      title: row.title,
      courseId: row.courseId,
      courseTitle: row.courseTitle,
      lessonId: isLesson ? row.sourceId : null,
      documentId: isLesson ? null : row.sourceId,
      version: row.version,
      address: row.address,
    },
    offsets: { start: row.startByte, end: row.endByte },
    pages: firstPage !== null && lastPage !== null ? { first: firstPage, last: lastPage } : null,
    time: start !== null && end !== null ? { start, end } : null,
    contentHash: row.hash,
  };
}
