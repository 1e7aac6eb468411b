/** A course itself: begun, changed, taken out of the catalog and put back. */
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { cleanSummary, cleanTitle } from './content/text.ts';
import { courses } from './contract.ts';
import { viewerOf } from './rules.ts';
import type { Audience } from './schemas.ts';
import { describeForSearch, indexVersion } from './search-index.ts';
import { editable, lockCourse, readCourse, toCourse, viewerValues, type Work } from './store.ts';

/** What a new course begins with. */
export interface NewCourse {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly capacity: number | null;
  readonly waitlist: boolean;
  readonly audience: Static<typeof Audience>;
  readonly instructorId: string;
}

export const create = handle(
  courses.calls.create,
  async ({ title, summary = '', capacity = null, waitlist = false, audience = 'enrolled' }, ctx) => {
    const id = newId();
    const instructorId = authorIn(ctx);
    const clean = { title: titleFrom(title, ctx), summary: cleanSummary(summary) };
    await insertCourse(ctx, { id, ...clean, capacity, waitlist, audience, instructorId });
    return courseAfter(ctx, id);
  },
);

/** A row in `courses` and its place in the search. */
export async function insertCourse(ctx: Work, course: NewCourse): Promise<void> {
  const { id, title, summary, capacity, waitlist, audience, instructorId } = course;
  await ctx.tx.query({
    text: `INSERT INTO courses.courses (id, title, summary, capacity, waitlist, audience, instructor_id, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    values: [id, title, summary, capacity, waitlist, audience, instructorId, ctx.now().toISOString()],
  });
  await describeForSearch(ctx, { courseId: id, title, summary });
}

export const update = handle(courses.calls.update, async ({ courseId, ifMatch, ...changes }, ctx) => {
  const title = changes.title === undefined ? undefined : titleFrom(changes.title, ctx);
  const summary = changes.summary === undefined ? undefined : cleanSummary(changes.summary);
  const before = await lockCourse(ctx, courseId);
  if (!before) return ctx.fail('course-not-found', noSuchCourse);
  if (before.version !== ifMatch) {
    return ctx.fail(
      'version-conflict',
      'Somebody changed this course since you read it. Your change was not saved; read it again and repeat it.',
      { currentVersion: before.version },
    );
  }
  const { rows } = await ctx.tx.query<{ title: string; summary: string }>({
    // A capacity of null means "no limit", so whether one was sent stands beside it.
    text: `UPDATE courses.courses c
              SET title = coalesce($4, c.title), summary = coalesce($5, c.summary), waitlist = coalesce($6, c.waitlist),
                  capacity = CASE WHEN $7 THEN $8 ELSE c.capacity END, audience = coalesce($10, c.audience),
                  version = c.version + 1, updated_at = $9
            WHERE c.id = $3 AND ${editable} RETURNING c.title, c.summary`,
    values: [
      ...viewerValues(viewerOf(ctx.actor)),
      courseId,
      title,
      summary,
      changes.waitlist,
      changes.capacity !== undefined,
      changes.capacity,
      ctx.now().toISOString(),
      changes.audience,
    ],
  });
  const described = rows[0];
  if (described && (title !== undefined || summary !== undefined))
    await describeForSearch(ctx, { courseId, ...described });
  const after = await courseAfter(ctx, courseId);
  const isNews =
    after.title !== before.title ||
    after.capacity !== before.capacity ||
    after.waitlist !== before.waitlist ||
    after.audience !== before.audience;
  if (isNews && before.publishedVersion !== null) {
    const { title, capacity, waitlist, audience } = after;
    ctx.publish('course.updated', { courseId, title, capacity, waitlist, audience });
  }
  return after;
});

export const archive = handle(courses.calls.archive, async ({ courseId }, ctx) => {
  const course = await lockCourse(ctx, courseId);
  if (!course) return ctx.fail('course-not-found', noSuchCourse);
  if (course.state === 'publishing') {
    return ctx.fail('course-publishing', 'This course is being published. Archive it when that has ended.');
  }
  if (course.state !== 'archived') {
    await setArchived(ctx, courseId, ctx.now());
    if (course.publishedVersion !== null) ctx.publish('course.archived', { courseId });
  }
  return courseAfter(ctx, courseId);
});

export const restore = handle(courses.calls.restore, async ({ courseId }, ctx) => {
  const course = await lockCourse(ctx, courseId);
  if (!course) return ctx.fail('course-not-found', noSuchCourse);
  if (course.state === 'archived') {
    await setArchived(ctx, courseId, null);
    if (course.publishedVersion !== null) ctx.publish('course.restored', { courseId });
  }
  return courseAfter(ctx, courseId);
});

/** All of it at once, whatever is on its way: a version that is being published does not open any more. */
export const unpublish = handle(courses.calls.unpublish, async ({ courseId }, ctx) => {
  const course = await lockCourse(ctx, courseId);
  if (!course) return ctx.fail('course-not-found', noSuchCourse);
  if (course.publishedVersion !== null) {
    await ctx.tx.query({
      text: `UPDATE courses.courses SET taken_down = published_version, published_version = NULL, published_at = NULL,
                    publishing = NULL, version = version + 1, updated_at = $2 WHERE id = $1`,
      values: [courseId, ctx.now().toISOString()],
    });
    await indexVersion(ctx, courseId, null);
    ctx.publish('course.unpublished', { courseId });
  }
  return courseAfter(ctx, courseId);
});

async function setArchived(ctx: Work, courseId: string, archivedAt: Date | null): Promise<void> {
  await ctx.tx.query({
    text: 'UPDATE courses.courses SET archived_at = $2, version = version + 1, updated_at = $3 WHERE id = $1',
    values: [courseId, archivedAt?.toISOString() ?? null, ctx.now().toISOString()],
  });
}

/** The course as its editor sees it after a change of theirs. */
export async function courseAfter(ctx: Work, courseId: string): Promise<ReturnType<typeof toCourse>> {
  const row = await readCourse(ctx, courseId);
  if (!row) throw new Error(`the course ${courseId} is gone in the transaction that changed it`);
  return toCourse(row);
}

export const noSuchCourse = 'There is no such course, or you may not see it.';

/** The person who will be a course's instructor. Fails with `forbidden` where it is not a person of an organization. */
export function authorIn(ctx: Pick<Context<never>, 'actor' | 'organizationId' | 'fail'>): string {
  if (ctx.actor.kind === 'person' && ctx.organizationId !== null) return ctx.actor.id;
  return ctx.fail('forbidden', 'A course belongs to a person in an organization; sign in for one first.');
}

/** A title on one line, trimmed. Fails with `invalid-input` where nothing is left of it. */
export function titleFrom(title: string, ctx: Pick<Context<never>, 'fail'>): string {
  const clean = cleanTitle(title);
  if (clean !== '') return clean;
  return ctx.fail('invalid-input', '/title: must have a character that can be seen', {
    errors: [{ path: '/title', message: 'must have a character that can be seen', code: 'blank' }],
  });
}
