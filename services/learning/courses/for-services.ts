/** Answers to other services: the status of courses, and what a published version says. */
import { handle } from '@kernos/kernel/service';
import { anyOf } from '@kernos/kernel/sql';
import { courses } from './contract.ts';

interface StatusRow {
  courseId: string;
  title: string;
  instructorId: string;
  publishedVersion: number | null;
  archived: boolean;
  readers: 'organization' | 'members';
}

export const statuses = handle(courses.calls.statuses, async ({ courseIds }, ctx) => {
  const { rows } = await ctx.tx.query<StatusRow>({
    name: 'courses.statuses',
    text: `SELECT c.id AS course_id, c.title, c.instructor_id,
                  c.published_version, c.archived_at IS NOT NULL AS archived,
                  CASE c.audience WHEN 'open' THEN 'organization' ELSE 'members' END AS readers
             FROM courses.courses c WHERE c.id = ${anyOf('$1::uuid[]')}`,
    values: [courseIds.split(',')],
  });
  return { items: rows };
});

interface LessonRow {
  lessonId: string;
  ordinal: number;
  key: string;
  title: string;
  moduleTitle: string;
  markdown: string | null;
  digest: string;
  isLast: boolean;
}

/** Bytes of Markdown in one reply, unless a single lesson has more. */
const BYTES_AT_ONCE = 4_000_000;
const LESSONS_AT_ONCE = 1_000;

export const versionLessons = handle(
  courses.calls.versionLessons,
  async ({ courseId, version, after = -1, texts = true }, ctx) => {
    const { rows } = await ctx.tx.query<LessonRow>({
      name: 'courses.version-lessons',
      text: `WITH following AS (
               SELECT l.lesson_id, l.ordinal, l.key, l.title, l.module_id, l.course_id, l.version, l.markdown,
                      sum(octet_length(l.markdown)) OVER (ORDER BY l.ordinal) - octet_length(l.markdown) AS before
                 FROM courses.version_lessons l
                 JOIN courses.versions v ON v.course_id = l.course_id AND v.version = l.version
                WHERE l.course_id = $1 AND l.version = $2 AND l.ordinal > $3 AND v.published_at IS NOT NULL
                  AND NOT EXISTS (SELECT FROM courses.courses c WHERE c.id = l.course_id AND c.taken_down >= l.version)
                ORDER BY l.ordinal LIMIT $4
             )
             SELECT s.lesson_id, s.ordinal, s.key, s.title, m.title AS module_title,
                    CASE WHEN $5 THEN s.markdown END AS markdown,
                    encode(sha256(convert_to(s.markdown, 'UTF8')), 'hex') AS digest,
                    NOT EXISTS (SELECT FROM courses.version_lessons n
                      WHERE n.course_id = s.course_id AND n.version = s.version AND n.ordinal > s.ordinal) AS is_last
               FROM following s
               JOIN courses.version_modules m
                 ON m.course_id = s.course_id AND m.version = s.version AND m.module_id = s.module_id
              WHERE NOT $5 OR s.before < ${BYTES_AT_ONCE}
              ORDER BY s.ordinal`,
      values: [courseId, version, after, LESSONS_AT_ONCE, texts],
    });
    if (rows.length === 0 && after < 0)
      return ctx.fail('course-not-found', 'There is no such published version of a course.');
    const last = rows.at(-1);
    return {
      items: rows.map(({ isLast: _, ...lesson }) => lesson),
      next: last && !last.isLast ? last.ordinal : null,
    };
  },
);
