/** Publishing: the call that begins it, and what its workflow's steps do and undo. */

import { activities } from '@kernos/kernel/activities';
import { handle } from '@kernos/kernel/service';
import { readBlob } from './blobs.ts';
import { courses } from './contract.ts';
import { storedName } from './course-files.ts';
import { noSuchCourse } from './edit-course.ts';
import { dropVersion, freezeDraft } from './freeze.ts';
import { publishing } from './publish-workflow.ts';
import { indexVersion } from './search-index.ts';
import { lockCourse, type Work } from './store.ts';

export const publish = handle(courses.calls.publish, async ({ courseId }, ctx) => {
  const course = await lockCourse(ctx, courseId);
  if (!course) return ctx.fail('course-not-found', noSuchCourse);
  if (course.state === 'archived')
    return ctx.fail('course-archived', 'This course is archived. Restore it first, then publish it.');
  if (course.state === 'publishing')
    return ctx.fail('course-publishing', 'This course is being published already; wait for that to end.');
  if (!(await hasLessons(ctx, courseId))) return ctx.fail('course-empty', courseIsEmpty);
  if (await isUnchanged(ctx, courseId)) {
    return ctx.fail(
      'course-unchanged',
      'Nothing was changed since the last version was published, so there is nothing to publish. A new title, summary or capacity took effect at once.',
    );
  }
  const publication = course.publications + 1;
  const workflowId = `publish-${courseId}-${publication}`;
  await ctx.tx.query({
    text: `UPDATE courses.courses SET publications = $2, publishing = $3, version = version + 1, updated_at = $4 WHERE id = $1`,
    values: [courseId, publication, workflowId, ctx.now().toISOString()],
  });
  return { workflowId: ctx.start(publishing, workflowId, { courseId }) };
});

const overtaken = 'This course is no longer being published by this run. Publish it again.';
const courseIsEmpty = 'This course has no lesson yet. Write or import one, then publish it.';

async function hasLessons(ctx: Work, courseId: string): Promise<boolean> {
  const { rows } = await ctx.tx.query({
    text: 'SELECT FROM courses.lessons WHERE course_id = $1 LIMIT 1',
    values: [courseId],
  });
  return rows.length > 0;
}

async function isUnchanged(ctx: Work, courseId: string): Promise<boolean> {
  const { rows } = await ctx.tx.query({
    text: `SELECT FROM courses.courses c
             JOIN courses.versions v ON v.course_id = c.id AND v.version = c.published_version
            WHERE c.id = $1 AND v.content_version = c.content_version`,
    values: [courseId],
  });
  return rows.length > 0;
}

/** The steps. Each may be done again at any time, and then finds that there is nothing left to do. */
export const publication = activities(courses, publishing, {
  hold: {
    do: async ({ courseId }, ctx) => {
      if (await isHeld(ctx, courseId, ctx.workflowId)) return;
      return ctx.fail('conflict', overtaken);
    },
    undo: async ({ courseId }, ctx) => {
      const left = await letGo(ctx, courseId, ctx.workflowId);
      if (left) ctx.publish('course.publish_failed', { courseId, ...left });
    },
  },
  validate: async ({ courseId }, ctx) => {
    if (!(await hasLessons(ctx, courseId))) ctx.fail('conflict', courseIsEmpty);
  },
  freeze: {
    do: async ({ courseId }, ctx) => {
      const version = await freezeDraft(ctx, courseId, ctx.workflowId);
      return version === undefined ? ctx.fail('conflict', courseIsEmpty) : { version };
    },
    undo: (_input, ctx) => dropVersion(ctx, ctx.workflowId),
  },
  // What was stored stays when publishing fails: content under its own hash, which nobody can see yet.
  storeFiles: async ({ courseId, version }, ctx) => {
    for (const sha256 of await contentsOf(ctx, courseId, version)) {
      if (await ctx.files.has(storedName(ctx, sha256))) continue;
      const bytes = await readBlob(ctx, courseId, sha256);
      if (!bytes) throw new Error(`the content ${sha256} of a frozen version is gone`);
      await ctx.files.put(storedName(ctx, sha256), bytes);
    }
  },
  markPublished: async ({ courseId, version }, ctx) => {
    const course = await open(ctx, courseId, version, ctx.workflowId);
    if (!course) {
      if ((await publishedVersion(ctx, courseId)) === version) return;
      return ctx.fail('conflict', overtaken);
    }
    // In the very moment in which it opens: nobody finds words that they cannot read yet, or not any more.
    await indexVersion(ctx, courseId, version);
    const { title, capacity, waitlist, audience, instructorId, lessonIds } = course;
    ctx.publish('course.published', {
      courseId,
      version,
      title,
      capacity,
      waitlist,
      audience,
      instructorId,
      lessonIds,
    });
  },
});

async function isHeld(ctx: Work, courseId: string, workflowId: string): Promise<boolean> {
  const { rows } = await ctx.tx.query({
    text: 'SELECT FROM courses.courses WHERE id = $1 AND publishing = $2',
    values: [courseId, workflowId],
  });
  return rows.length > 0;
}

/** Undefined where another publishing holds it, or none. */
async function letGo(
  ctx: Work,
  courseId: string,
  workflowId: string,
): Promise<{ title: string; instructorId: string } | undefined> {
  const { rows } = await ctx.tx.query<{ title: string; instructorId: string }>({
    text: `UPDATE courses.courses SET publishing = NULL, version = version + 1, updated_at = $3
            WHERE id = $1 AND publishing = $2 RETURNING title, instructor_id`,
    values: [courseId, workflowId, ctx.now().toISOString()],
  });
  return rows[0];
}

async function contentsOf(ctx: Work, courseId: string, version: number): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ sha256: string }>({
    text: 'SELECT DISTINCT sha256 FROM courses.version_assets WHERE course_id = $1 AND version = $2 ORDER BY sha256',
    values: [courseId, version],
  });
  return rows.map(({ sha256 }) => sha256);
}

async function publishedVersion(ctx: Work, courseId: string): Promise<number | null> {
  const { rows } = await ctx.tx.query<{ publishedVersion: number | null }>({
    text: 'SELECT published_version FROM courses.courses WHERE id = $1',
    values: [courseId],
  });
  return rows[0]?.publishedVersion ?? null;
}

interface Opened {
  title: string;
  capacity: number | null;
  waitlist: boolean;
  audience: 'open' | 'enrolled' | 'invited';
  instructorId: string;
  lessonIds: string[];
}

/** The one moment in which a version becomes what learners read; undefined where this run may not, or did before. */
async function open(
  ctx: Work,
  courseId: string,
  version: number,
  workflowId: string,
): Promise<Opened | undefined> {
  const now = ctx.now().toISOString();
  await ctx.tx.query({
    text: `UPDATE courses.versions SET published_at = $3
            WHERE course_id = $1 AND version = $2 AND workflow_id = $4 AND published_at IS NULL`,
    values: [courseId, version, now, workflowId],
  });
  const { rows } = await ctx.tx.query<Opened>({
    text: `UPDATE courses.courses c
              SET published_version = $2, published_at = $3, publishing = NULL, version = c.version + 1, updated_at = $3
            WHERE c.id = $1 AND c.publishing = $4
           RETURNING c.title, c.capacity, c.waitlist, c.audience, c.instructor_id,
             ARRAY(SELECT l.lesson_id FROM courses.version_lessons l
                    WHERE l.course_id = $1 AND l.version = $2 ORDER BY l.ordinal) AS lesson_ids`,
    values: [courseId, version, now, workflowId],
  });
  return rows[0];
}
