/** Statements about what a learner leaves in lessons: theirs alone, which the policies of the tables hold. */

import type { Context } from '@kernos/kernel/context';
import { type After, containing } from '@kernos/kernel/list';

type Db = Pick<Context, 'tx' | 'now'>;

export interface PositionRow {
  lessonId: string;
  fraction: number;
  anchor: string | null;
  at: string;
}

export interface NoteRow {
  lessonId: string;
  courseId: string;
  text: string;
  version: number;
  updatedAt: string;
}

/** Where a lesson was completed, by the learner and not taken back; null where it was not. */
export async function findCompletion(ctx: Db, courseId: string, lessonId: string): Promise<string | null> {
  const { rows } = await ctx.tx.query<{ completedAt: string }>({
    text: `SELECT completed_at FROM progress.completions
            WHERE learner_id = kernel.actor() AND course_id = $1 AND lesson_id = $2 AND undone_at IS NULL`,
    values: [courseId, lessonId],
  });
  return rows[0]?.completedAt ?? null;
}

export async function findPositions(ctx: Db, lessonIds: readonly string[]): Promise<PositionRow[]> {
  const { rows } = await ctx.tx.query<PositionRow>({
    text: `SELECT lesson_id, fraction, anchor, at FROM progress.positions
            WHERE learner_id = kernel.actor() AND lesson_id = ANY ($1::uuid[])`,
    values: [lessonIds],
  });
  return rows;
}

export async function keepPosition(ctx: Db, courseId: string, position: PositionRow): Promise<void> {
  await ctx.tx.query({
    name: 'progress.keep-position',
    text: `INSERT INTO progress.positions (lesson_id, course_id, fraction, anchor, at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT ON CONSTRAINT positions_pkey
           DO UPDATE SET fraction = excluded.fraction, anchor = excluded.anchor, at = excluded.at`,
    values: [position.lessonId, courseId, position.fraction, position.anchor, position.at],
  });
}

/** Makes a lesson the one opened last, and its course the one touched last. */
export async function touch(ctx: Db, courseId: string, lessonId: string): Promise<void> {
  await ctx.tx.query({
    text: `UPDATE progress.records SET last_lesson_id = $2, updated_at = $3
            WHERE course_id = $1 AND learner_id = kernel.actor()`,
    values: [courseId, lessonId, ctx.now().toISOString()],
  });
}

const NOTE = 'n.lesson_id, n.course_id, n.text, n.version, n.updated_at';

export async function findNote(ctx: Db, lessonId: string): Promise<NoteRow | undefined> {
  const { rows } = await ctx.tx.query<NoteRow>({
    text: `SELECT ${NOTE} FROM progress.notes n WHERE n.learner_id = kernel.actor() AND n.lesson_id = $1`,
    values: [lessonId],
  });
  return rows[0];
}

/** Writes a note that is at `version`, 0 where there is none; undefined where it is at another one. */
export async function writeNote(
  ctx: Db,
  {
    lessonId,
    courseId,
    text,
    version,
  }: { lessonId: string; courseId: string; text: string; version: number },
): Promise<NoteRow | undefined> {
  const values = [lessonId, text, ctx.now().toISOString()];
  const { rows } = await ctx.tx.query<NoteRow>(
    version === 0
      ? {
          text: `INSERT INTO progress.notes AS n (lesson_id, text, version, updated_at, course_id)
                 VALUES ($1, $2, 1, $3, $4) ON CONFLICT ON CONSTRAINT notes_pkey DO NOTHING RETURNING ${NOTE}`,
          values: [...values, courseId],
        }
      : {
          text: `UPDATE progress.notes n SET text = $2, version = n.version + 1, updated_at = $3
                  WHERE n.learner_id = kernel.actor() AND n.lesson_id = $1 AND n.version = $4 RETURNING ${NOTE}`,
          values: [...values, version],
        },
  );
  return rows[0];
}

export interface NotesQuery {
  readonly courseId: string | undefined;
  /** Part of the text. */
  readonly q: string | undefined;
  readonly after: After<{ updatedAt: 'instant'; lessonId: 'id' }>;
  readonly limit: number;
}

/** The person's notes that are not empty, last written first. */
export async function listNotes(
  ctx: Db,
  { courseId, q, after, limit }: NotesQuery,
): Promise<(NoteRow & { courseTitle: string | null })[]> {
  const { rows } = await ctx.tx.query<NoteRow & { courseTitle: string | null }>({
    text: `SELECT ${NOTE}, coalesce(c.title, (
             SELECT v.title FROM progress.versions v WHERE v.course_id = n.course_id ORDER BY v.version DESC LIMIT 1
           )) AS course_title
             FROM progress.notes n LEFT JOIN progress.courses c ON c.course_id = n.course_id
            WHERE n.organization_id = kernel.organization() AND n.learner_id = kernel.actor() AND n.text <> ''
              AND ($1::uuid IS NULL OR n.course_id = $1) AND ($2::text IS NULL OR n.text ILIKE $2)
              AND ($3::timestamptz IS NULL OR (n.updated_at, n.lesson_id) < ($3, $4::uuid))
            ORDER BY n.updated_at DESC, n.lesson_id DESC LIMIT $5`,
    values: [courseId, containing(q), after.updatedAt, after.lessonId, limit],
  });
  return rows;
}
