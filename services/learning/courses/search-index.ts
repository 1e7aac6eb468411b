/** The search index of courses; docs/decisions/0007-typo-tolerant-search.md says why so. */
import type { Context } from '@kernos/kernel/context';
import { schedule, task } from '@kernos/kernel/service';
import { type Language, languageOf } from '../../formats/languages.ts';
import { ANALYSIS } from '../../formats/terms.ts';
import { courses } from './contract.ts';
import { Vector } from './search-terms.ts';
import type { Work } from './store.ts';

/** What the index knows of a course beside its lessons. */
interface Described {
  readonly courseId: string;
  readonly title: string;
  readonly summary: string;
}

/** Puts a course's title and summary into the index, at once. Who calls it holds the course's row. */
export async function describeForSearch(ctx: Work, course: Described): Promise<void> {
  await learn(ctx, course.courseId, await describe(ctx, course, languageOf(await saidBy(ctx, course))));
}

/** A title is too short to tell its language: what readers see of the course tells it too. */
async function saidBy(ctx: Work, { courseId, title, summary }: Described): Promise<string> {
  const { rows } = await ctx.tx.query<{ beginning: string }>({
    name: 'courses.beginning-for-search',
    text: `SELECT left(l.plain, 2000) AS beginning FROM courses.courses c
             JOIN courses.version_lessons l ON l.course_id = c.id AND l.version = c.published_version
            WHERE c.id = $1 ORDER BY l.ordinal LIMIT 1`,
    values: [courseId],
  });
  return `${title}. ${summary}. ${rows[0]?.beginning ?? ''}`;
}

/** Gives the words that may be mistyped and meant. */
async function describe(
  ctx: Work,
  { courseId, title, summary }: Described,
  language: Language,
): Promise<ReadonlySet<string>> {
  const described = await new Vector().add(title, 'A', language);
  await described.add(summary, 'B', language);
  await ctx.tx.query({
    text: `INSERT INTO courses.searchable_courses (course_id, title, summary, described, terms, analysis)
           VALUES ($1, $2, $3, $4::tsvector, $4::tsvector, ${ANALYSIS})
           ON CONFLICT (course_id) DO UPDATE SET title = excluded.title, summary = excluded.summary,
             described = excluded.described, terms = excluded.described || searchable_courses.content`,
    values: [courseId, title, summary, described.toString()],
  });
  return described.spelt;
}

/** Lets people be corrected with words of a course: everybody where it is published, else those who edit it. */
async function learn(ctx: Work, courseId: string, words: ReadonlySet<string>): Promise<void> {
  await ctx.tx.query({
    // In order and in one statement, so that two courses that are published at once wait for each other once, not
    // both for ever.
    text: `INSERT INTO courses.vocabulary (word, draft_of)
           SELECT word, (SELECT c.id FROM courses.courses c WHERE c.id = $2 AND c.published_version IS NULL)
             FROM unnest($1::text[]) AS word ORDER BY word ON CONFLICT DO NOTHING`,
    values: [[...words], courseId],
  });
}

/** A lesson's beginning of so many characters is indexed: no statement may take long, whatever a course holds. */
const INDEXED_CHARACTERS = 150_000;
/** Of a whole course, its titles and then its most frequent words, up to so many bytes. */
const INDEXED_BYTES = 400_000;
/** An index takes in about 200 lessons a second. */
const LESSONS_AT_ONCE = 50;

interface LessonRow {
  lessonId: string;
  ordinal: number;
  title: string;
  plain: string;
}

/**
 * Makes the index say what `version` says; null: that nothing is published. Everybody is corrected with its words
 * from then on, which is the moment in which it is published.
 */
export async function indexVersion(ctx: Work, courseId: string, version: number | null): Promise<void> {
  await ctx.tx.query({
    text: 'DELETE FROM courses.searchable_lessons WHERE course_id = $1',
    values: [courseId],
  });
  if (version !== null)
    await ctx.tx.query({ text: 'DELETE FROM courses.vocabulary WHERE draft_of = $1', values: [courseId] });
  const words = new Set<string>();
  for (let from: number | undefined = 0; from !== undefined; )
    from = await indexLessons(ctx, courseId, version, from, words);
  await indexCourse(ctx, courseId, version, words);
  await learn(ctx, courseId, words);
}

/** Indexes some of a version's lessons, and adds to the words that it has; gives where to go on. */
async function indexLessons(
  ctx: Work,
  courseId: string,
  version: number | null,
  from: number,
  words: Set<string>,
): Promise<number | undefined> {
  const { rows } = await ctx.tx.query<LessonRow>({
    text: `SELECT lesson_id, ordinal, title, left(plain, ${INDEXED_CHARACTERS}) AS plain FROM courses.version_lessons
            WHERE course_id = $1 AND version = $2 AND ordinal >= $3 ORDER BY ordinal LIMIT ${LESSONS_AT_ONCE}`,
    values: [courseId, version, from],
  });
  if (rows.length === 0) return undefined;
  const vectors: string[] = [];
  for (const { title, plain } of rows) {
    const language = languageOfLesson(title, plain);
    const vector = await new Vector().add(title, 'C', language);
    await vector.add(plain, 'D', language);
    vectors.push(vector.toString());
    for (const word of vector.spelt) words.add(word);
  }
  await ctx.tx.query({
    text: `INSERT INTO courses.searchable_lessons (course_id, lesson_id, terms)
           SELECT $1, lesson_id, terms::tsvector FROM unnest($2::uuid[], $3::text[]) AS l (lesson_id, terms)`,
    values: [courseId, rows.map(({ lessonId }) => lessonId), vectors],
  });
  return (rows.at(-1)?.ordinal ?? 0) + 1;
}

/** In which language a lesson is read, by the index and by what shows where it was found. */
export const languageOfLesson = (title: string, plain: string): Language => languageOf(`${title}. ${plain}`);

async function indexCourse(
  ctx: Work,
  courseId: string,
  version: number | null,
  words: Set<string>,
): Promise<void> {
  const { rows } = await ctx.tx.query<{ title: string; summary: string; titles: string | null }>({
    text: `SELECT c.title, c.summary, (
             SELECT left(string_agg(title, '. ' ORDER BY ordinal), ${INDEXED_CHARACTERS}) FROM (
               SELECT title, position - 1000000 AS ordinal FROM courses.version_modules WHERE course_id = $1 AND version = $2
               UNION ALL
               SELECT title, ordinal FROM courses.version_lessons WHERE course_id = $1 AND version = $2
             ) named) AS titles
             FROM courses.courses c WHERE c.id = $1`,
    values: [courseId, version],
  });
  const [course] = rows;
  if (!course) return;
  const described = { courseId, title: course.title, summary: course.summary };
  const language = languageOf(await saidBy(ctx, described));
  const titles = await new Vector().add(course.titles ?? '', 'C', language);
  await ctx.tx.query({
    text: `WITH counted AS (
             SELECT t.lexeme, sum(octet_length(t.lexeme) + 8) OVER (ORDER BY count(*) DESC, t.lexeme) AS bytes
               FROM courses.searchable_lessons l, unnest(l.terms) t WHERE l.course_id = $1 GROUP BY t.lexeme
           )
           UPDATE courses.searchable_courses SET analysis = ${ANALYSIS}, content = $2::tsvector
             || coalesce((SELECT array_to_tsvector(array_agg(lexeme)) FROM counted WHERE bytes <= ${INDEXED_BYTES}), '')
            WHERE course_id = $1`,
    values: [courseId, titles.toString()],
  });
  for (const word of [...titles.spelt, ...(await describe(ctx, described, language))]) words.add(word);
}

/** Every minute: after an upgrade that reads words otherwise, each course is indexed anew, once. */
export const renewing = schedule(courses, '* * * * *', async (_dueAt, ctx) => {
  const { rows } = await ctx.tx.query<{ organizationId: string; courseId: string }>({
    text: 'SELECT organization_id, course_id FROM courses.analysed_otherwise($1)',
    values: [ANALYSIS],
  });
  for (const { organizationId, courseId } of rows)
    ctx.queue(courses.tasks.indexAnew, { courseId }, { organizationId });
});

export const indexAnew = task(courses, courses.tasks.indexAnew, async ({ courseId }, ctx) => {
  const version = await versionAnalysedOtherwise(ctx, courseId);
  if (version !== undefined) await indexVersion(ctx, courseId, version);
});

/** What readers see of a course that another analysis indexed; undefined where today's did. Holds the course's row. */
async function versionAnalysedOtherwise(
  ctx: Pick<Context, 'tx'>,
  courseId: string,
): Promise<number | null | undefined> {
  const { rows } = await ctx.tx.query<{ publishedVersion: number | null }>({
    text: `SELECT c.published_version FROM courses.courses c JOIN courses.searchable_courses s ON s.course_id = c.id
            WHERE c.id = $1 AND s.analysis <> ${ANALYSIS} FOR UPDATE OF c`,
    values: [courseId],
  });
  return rows[0]?.publishedVersion;
}
