/** Statements on courses that several use cases share. A viewer's part is always decided in SQL. */
import type { Context } from '@kernos/kernel/context';
import type { Static } from 'typebox';
import { type Viewer, viewerOf } from './rules.ts';
import type { Course } from './schemas.ts';

/** What the functions here need of a handler's context. */
export type Work = Pick<Context, 'tx' | 'actor' | 'now'>;

/** A course as one viewer sees it. */
export type CourseRow = Omit<Static<typeof Course>, 'minutes'> & { editable: boolean };

/** $1 and $2 of every statement that shows or changes courses for somebody; see `viewerValues`. */
export const editable = '($2::boolean OR c.instructor_id = $1::uuid)';
/** To readers a course is published until it is archived, also while its next version is being made. */
export const stateSeen = `CASE WHEN ${editable} THEN c.state WHEN c.archived_at IS NULL THEN 'published' ELSE 'archived' END`;

export const viewerValues = ({ editorId, editsAll }: Viewer) => [editorId, editsAll] as const;

/** Columns of a `CourseRow`, of `courses.courses c` and `courseSize`. */
export const courseColumns = `
  c.id, c.title, c.summary, ${stateSeen} AS state, c.capacity, c.waitlist, c.audience, c.instructor_id, c.version,
  c.published_version, c.created_at, c.updated_at, c.published_at, ${editable} AS editable,
  size.lessons, size.words`;

/** What `courseColumns` needs beside `courses.courses c`: the size of the draft, or of what readers see. */
export const courseSize = `LEFT JOIN LATERAL (
    SELECT count(*) AS lessons, coalesce(sum(l.words), 0) AS words
      FROM courses.lessons l WHERE l.course_id = c.id AND ${editable}
     HAVING ${editable}
    UNION ALL
    SELECT v.lessons, v.words
      FROM courses.versions v WHERE v.course_id = c.id AND v.version = c.published_version AND ${editable} IS NOT TRUE
  ) size ON true`;

const WORDS_A_MINUTE = 200;

export const toCourse = ({ editable, ...course }: CourseRow): Static<typeof Course> => ({
  ...course,
  minutes: Math.ceil(course.words / WORDS_A_MINUTE),
});

/** The course, where it is theirs to edit. */
export async function readCourse(ctx: Work, courseId: string): Promise<CourseRow | undefined> {
  const { rows } = await ctx.tx.query<CourseRow>({
    name: 'courses.read',
    text: `SELECT ${courseColumns} FROM courses.courses c ${courseSize} WHERE c.id = $3 AND ${editable}`,
    values: [...viewerValues(viewerOf(ctx.actor)), courseId],
  });
  return rows[0];
}

/** The part of a course's row that decides what may be done with it. */
export interface LockedCourse {
  id: string;
  state: Static<typeof Course>['state'];
  version: number;
  contentVersion: number;
  publishedVersion: number | null;
  publications: number;
  title: string;
  capacity: number | null;
  waitlist: boolean;
  audience: Static<typeof Course>['audience'];
}

/** Locks a course for somebody who may edit it; undefined where they may not, or there is none. */
export async function lockCourse(ctx: Work, courseId: string): Promise<LockedCourse | undefined> {
  const { rows } = await ctx.tx.query<LockedCourse>({
    text: `SELECT c.id, c.state, c.version, c.content_version, c.published_version, c.publications, c.title, c.capacity, c.waitlist, c.audience
             FROM courses.courses c WHERE c.id = $3 AND ${editable} FOR UPDATE`,
    values: [...viewerValues(viewerOf(ctx.actor)), courseId],
  });
  return rows[0];
}

const courseOf = {
  course: '$3',
  module: '(SELECT m.course_id FROM courses.modules m WHERE m.id = $3)',
  lesson: '(SELECT l.course_id FROM courses.lessons l WHERE l.id = $3)',
  removedModule: '(SELECT m.course_id FROM courses.removed_modules m WHERE m.id = $3)',
  removedLesson: '(SELECT l.course_id FROM courses.removed_lessons l WHERE l.id = $3)',
};

/** True where this person may edit the course of that: asked before slow work is done for them. */
export async function mayEdit(ctx: Work, what: keyof typeof courseOf, id: string): Promise<boolean> {
  const { rows } = await ctx.tx.query({
    text: `SELECT FROM courses.courses c WHERE c.id = ${courseOf[what]} AND ${editable}`,
    values: [...viewerValues(viewerOf(ctx.actor)), id],
  });
  return rows.length > 0;
}

/**
 * Begins a change of a draft's modules, lessons or files: locks their course, so that its editors take turns,
 * and counts the change. Gives the course's id; undefined where this person may not edit it.
 */
export async function beginChange(
  ctx: Work,
  what: keyof typeof courseOf,
  id: string,
): Promise<string | undefined> {
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: `UPDATE courses.courses c
              SET version = c.version + 1, content_version = c.content_version + 1, updated_at = $4
            WHERE c.id = ${courseOf[what]} AND ${editable} RETURNING c.id`,
    values: [...viewerValues(viewerOf(ctx.actor)), id, ctx.now().toISOString()],
  });
  return rows[0]?.id;
}
