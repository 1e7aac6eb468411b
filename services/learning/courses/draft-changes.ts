/** What publishing would change for learners, and what of the draft they would stumble over. */
import { setImmediate as othersFirst } from 'node:timers/promises';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { courses } from './contract.ts';
import { eachMatch } from './each-match.ts';
import { noSuchCourse } from './edit-course.ts';
import { movedItems } from './moved-items.ts';
import { openLinks } from './open-links.ts';
import type { DraftChange, DraftWarning } from './schemas.ts';
import { readCourse, type Work } from './store.ts';

type Change = Static<typeof DraftChange>;
type Warning = Static<typeof DraftWarning>;

export const changes = handle(courses.calls.changes, async ({ courseId }, ctx) => {
  const course = await readCourse(ctx, courseId);
  if (!course?.editable) return ctx.fail('course-not-found', noSuchCourse);
  const { publishedVersion } = course;
  return {
    publishedVersion,
    changes: publishedVersion === null ? [] : await changesSince(ctx, courseId, publishedVersion),
    warnings: [...(await empties(ctx, courseId)), ...(await deadLinks(ctx, courseId))],
  };
});

interface Compared {
  id: string;
  /** Null where it is on the other side alone. */
  draftTitle: string | null;
  liveTitle: string | null;
  isChanged: boolean;
  draftPlace: number | null;
  livePlace: number | null;
  /** It stands in another module. */
  isElsewhere: boolean;
}

async function changesSince(ctx: Work, courseId: string, version: number): Promise<Change[]> {
  const values = [courseId, version];
  const { rows: modules } = await ctx.tx.query<Compared>({
    text: `SELECT coalesce(m.id, v.module_id) AS id, m.title AS draft_title, v.title AS live_title, false AS is_changed,
                  m.position AS draft_place, v.position AS live_place, false AS is_elsewhere
             FROM (SELECT * FROM courses.modules WHERE course_id = $1) m
             FULL JOIN (SELECT * FROM courses.version_modules WHERE course_id = $1 AND version = $2) v ON v.module_id = m.id`,
    values,
  });
  const { rows: lessons } = await ctx.tx.query<Compared>({
    text: `SELECT coalesce(l.id, v.lesson_id) AS id, l.title AS draft_title, v.title AS live_title,
                  l.markdown IS DISTINCT FROM v.markdown AS is_changed, l.place AS draft_place, v.ordinal AS live_place,
                  l.module_id IS DISTINCT FROM v.module_id AS is_elsewhere
             FROM (SELECT s.*, row_number() OVER (ORDER BY m.position, s.position) AS place
                     FROM courses.lessons s JOIN courses.modules m ON m.id = s.module_id WHERE s.course_id = $1) l
             FULL JOIN (SELECT * FROM courses.version_lessons WHERE course_id = $1 AND version = $2) v ON v.lesson_id = l.id`,
    values,
  });
  const { rows: files } = await ctx.tx.query<Compared>({
    text: `SELECT coalesce(a.key, v.key) AS id, a.name AS draft_title, v.name AS live_title,
                  a.sha256 IS DISTINCT FROM v.sha256 AS is_changed, NULL::int AS draft_place, NULL::int AS live_place,
                  false AS is_elsewhere
             FROM (SELECT * FROM courses.assets WHERE course_id = $1) a
             FULL JOIN (SELECT * FROM courses.version_assets WHERE course_id = $1 AND version = $2) v ON v.key = a.key
            ORDER BY 1`,
    values,
  });
  return [...told('module', modules), ...told('lesson', lessons), ...told('file', files)];
}

/** In the order of the draft; what was removed comes last. */
function told(kind: Change['kind'], rows: readonly Compared[]): Change[] {
  const by = (side: 'draftPlace' | 'livePlace') => rows.toSorted((a, b) => Number(a[side]) - Number(b[side]));
  const order = (side: 'draftPlace' | 'livePlace') =>
    by(side).flatMap(({ id, [side]: place }) => (place === null ? [] : [id]));
  const moved = movedItems(order('livePlace'), order('draftPlace'));
  return by('draftPlace')
    .toSorted((a, b) => Number(a.draftTitle === null) - Number(b.draftTitle === null))
    .flatMap((row) => {
      const change = changeOf(row, moved);
      return change ? [{ kind, change, id: row.id, title: row.draftTitle ?? row.liveTitle ?? '' }] : [];
    });
}

function changeOf(row: Compared, moved: ReadonlySet<string>): Change['change'] | undefined {
  const { id, draftTitle, liveTitle, isChanged, isElsewhere } = row;
  if (draftTitle === null) return 'removed';
  if (liveTitle === null) return 'added';
  if (isChanged) return 'changed';
  if (draftTitle !== liveTitle) return 'renamed';
  return isElsewhere || moved.has(id) ? 'moved' : undefined;
}

// Whoever wrote no more than the title again has written nothing yet.
async function empties(ctx: Work, courseId: string): Promise<Warning[]> {
  const { rows } = await ctx.tx.query<Warning>({
    text: `SELECT 'empty-module' AS problem, m.id, m.title, NULL AS link, m.position, -1 AS place
             FROM courses.modules m
            WHERE m.course_id = $1 AND NOT EXISTS (SELECT FROM courses.lessons l WHERE l.module_id = m.id)
           UNION ALL
           SELECT 'empty-lesson', l.id, l.title, NULL, m.position, l.position
             FROM courses.lessons l JOIN courses.modules m ON m.id = l.module_id
            WHERE l.course_id = $1 AND (l.markdown !~ '\\S'
               OR (lower(btrim(l.plain)) = lower(l.title) AND l.html ~ '^\\s*<h[1-6][^>]*>[^<]*</h[1-6]>\\s*$'))
            ORDER BY 5, 6`,
    values: [courseId],
  });
  return rows.map(({ problem, id, title }) => ({ problem, id, title, link: null }));
}

/** They may be a megabyte each. */
const LESSONS_AT_ONCE = 10;

/** Links that would lead nowhere: to lessons and files that are not there, to headings, to addresses without meaning. */
async function deadLinks(ctx: Work, courseId: string): Promise<Warning[]> {
  const { rows: keys } = await ctx.tx.query<{ key: string }>({
    text: `SELECT 'lesson ' || key AS key FROM courses.lessons WHERE course_id = $1
           UNION ALL SELECT 'asset ' || key FROM courses.assets WHERE course_id = $1`,
    values: [courseId],
  });
  const known = new Set(keys.map(({ key }) => key));
  const warnings: Warning[] = [];
  for (let after = -1; ; ) {
    const { rows } = await ctx.tx.query<{ id: string; title: string; html: string; place: number }>({
      text: `SELECT * FROM (
               SELECT l.id, l.title, l.html, (row_number() OVER (ORDER BY m.position, l.position))::int AS place
                 FROM courses.lessons l JOIN courses.modules m ON m.id = l.module_id WHERE l.course_id = $1) ordered
              WHERE place > $2 AND (html LIKE '%"kernos:%' OR html LIKE '%<a>%' OR html LIKE '% href="#%')
              ORDER BY place LIMIT ${LESSONS_AT_ONCE}`,
      values: [courseId, after],
    });
    for (const { id, title, html } of rows) {
      for (const link of await deadIn(html, known))
        warnings.push({ problem: 'broken-link', id, title, link });
    }
    const last = rows.at(-1);
    if (!last || rows.length < LESSONS_AT_ONCE) return warnings;
    after = last.place;
  }
}

/** What a reader would see of each, once: its target, or its text where the target had no meaning. */
async function deadIn(html: string, known: ReadonlySet<string>): Promise<Set<string>> {
  const { lessons, assets } = await openLinks(html);
  const ids = new Set<string>();
  const headings = new Set<string>();
  const meaningless = new Set<string>();
  await eachMatch(html, / id="([^"]+)"/g, ([, id = '']) => ids.add(id));
  await eachMatch(html, / href="#([^"]+)"/g, ([, id = '']) => headings.add(id));
  await eachMatch(html, /<a>([^<]{1,200})/g, ([, text = '']) => meaningless.add(text.trim()));
  // Others get their turn, however long the course is.
  await othersFirst();
  return new Set([
    ...lessons.filter((key) => !known.has(`lesson ${key}`)).map((key) => `lesson:${key}`),
    ...assets.filter((key) => !known.has(`asset ${key}`)).map((key) => `asset:${key}`),
    ...[...headings].filter((id) => !ids.has(id)).map((id) => `#${id.replace('user-content-', '')}`),
    ...[...meaningless].filter(Boolean),
  ]);
}
