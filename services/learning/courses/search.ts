/** The search index of courses, and questions to it; docs/decisions/0007-typo-tolerant-search.md says why so. */
import { notOurs } from '@kernos/kernel/list';
import type { Viewer } from './rules.ts';
import { viewerValues, type Work } from './store.ts';

/** Puts a course's title and summary into the index, at once. Who calls it holds the course's row. */
export async function describeForSearch(
  ctx: Work,
  { courseId, title, summary }: { courseId: string; title: string; summary: string },
): Promise<void> {
  await ctx.tx.query({
    text: `INSERT INTO courses.searchable_courses (course_id, title, summary) VALUES ($1, $2, $3)
           ON CONFLICT (course_id) DO UPDATE SET title = excluded.title, summary = excluded.summary`,
    values: [courseId, title, summary],
  });
  await ctx.tx.query({
    text: learn(
      'courses.spellings($1)',
      '(SELECT c.id FROM courses.courses c WHERE c.id = $2 AND c.published_version IS NULL)',
    ),
    values: [`${title} ${summary}`, courseId],
  });
}

// In order, so that two courses that are published at once wait for each other once, not both for ever.
const learn = (words: string, draftOf: string) =>
  `INSERT INTO courses.vocabulary (word, draft_of) SELECT word, ${draftOf} FROM ${words} AS word ORDER BY word ON CONFLICT DO NOTHING`;

/** A `tsvector` may have 1 MiB. A lesson's beginning of so many characters fits even at its worst. */
const INDEXED_CHARACTERS = 150_000;
/** Of a whole course, its titles and then its most frequent words, up to so many bytes. */
const INDEXED_BYTES = 400_000;

/** No statement may take long, whatever a course holds: an index takes in about 200 lessons a second. */
const LESSONS_AT_ONCE = 200;

/** Makes the index say what `version` says; null: that nothing is published. */
export async function indexVersion(ctx: Work, courseId: string, version: number | null): Promise<void> {
  await ctx.tx.query({
    text: 'DELETE FROM courses.searchable_lessons WHERE course_id = $1',
    values: [courseId],
  });
  for (let from = 0; await indexLessons(ctx, courseId, version, from); from += LESSONS_AT_ONCE);
  await indexCourse(ctx, courseId, version);
}

/** Indexes some of a version's lessons; false where there are no more. */
async function indexLessons(ctx: Work, courseId: string, version: number | null, from: number) {
  const { rowCount } = await ctx.tx.query({
    text: `INSERT INTO courses.searchable_lessons (course_id, lesson_id, terms)
           SELECT course_id, lesson_id, setweight(to_tsvector('courses.words', courses.spaced(title)), 'C')
                  || to_tsvector('courses.words', courses.spaced(left(plain, ${INDEXED_CHARACTERS})))
             FROM courses.version_lessons
            WHERE course_id = $1 AND version = $2 AND ordinal >= $3 AND ordinal < $3 + ${LESSONS_AT_ONCE}`,
    values: [courseId, version, from],
  });
  return rowCount > 0;
}

async function indexCourse(ctx: Work, courseId: string, version: number | null): Promise<void> {
  await ctx.tx.query({
    text: `WITH titles AS (
             SELECT left(string_agg(title, '. ' ORDER BY ordinal), ${INDEXED_CHARACTERS}) AS text
               FROM (SELECT title, position - 1000000 AS ordinal FROM courses.version_modules WHERE course_id = $1 AND version = $2
                     UNION ALL
                     SELECT title, ordinal FROM courses.version_lessons WHERE course_id = $1 AND version = $2) named
           ), counted AS (
             SELECT t.lexeme, sum(octet_length(t.lexeme) + 8) OVER (ORDER BY count(*) DESC, t.lexeme) AS bytes
               FROM courses.searchable_lessons l, unnest(l.terms) t WHERE l.course_id = $1 GROUP BY t.lexeme
           )
           UPDATE courses.searchable_courses SET content =
             setweight(to_tsvector('courses.words', courses.spaced(coalesce((SELECT text FROM titles), ''))), 'C')
             || coalesce((SELECT array_to_tsvector(array_agg(lexeme)) FROM counted WHERE bytes <= ${INDEXED_BYTES}), '')
            WHERE course_id = $1`,
    values: [courseId, version],
  });
}

/** Lets everybody be corrected with the words of a version, from the moment in which it is published. */
export async function learnPublished(ctx: Work, courseId: string, version: number): Promise<void> {
  await ctx.tx.query({
    text: 'DELETE FROM courses.vocabulary WHERE draft_of = $1',
    values: [courseId],
  });
  await ctx.tx.query({
    text: learn(
      `(
      SELECT word FROM ts_stat(format(
        $$SELECT to_tsvector('courses.spelling', courses.spaced(left(title || ' ' || plain, ${INDEXED_CHARACTERS})))
            FROM courses.version_lessons WHERE course_id = %1$L AND version = %2$L
          UNION ALL
          SELECT to_tsvector('courses.spelling', courses.spaced(title))
            FROM courses.version_modules WHERE course_id = %1$L AND version = %2$L
          UNION ALL
          SELECT to_tsvector('courses.spelling', courses.spaced(title || ' ' || summary))
            FROM courses.searchable_courses WHERE course_id = %1$L$$, $1::uuid, $2::int))
       WHERE courses.can_be_meant(word))`,
      'NULL::uuid',
    ),
    values: [courseId, version],
  });
}

/** A search as it was understood, in PostgreSQL's own notation: a cursor carries it. */
export interface Understood {
  /** What is found: courses and lessons with these words, the last of which may be unfinished. */
  readonly query: string;
  /** What of it comes first: the very words, typing errors forgiven. */
  readonly exact: string;
}

/**
 * What a person most likely means: typing errors are forgiven, and the last word may be the beginning of another.
 * Beside what was typed it has only words of courses that `viewer` may see.
 */
export async function understand(ctx: Work, words: string, viewer: Viewer): Promise<Understood> {
  const { rows } = await ctx.tx.query<Understood>({
    text: 'SELECT query::text, exact::text FROM courses.forgiving_query($1, $2, $3)',
    values: [words, ...viewerValues(viewer)],
  });
  return rows[0] ?? { query: '', exact: '' };
}

/** No query at all, and one whose words are further apart than can be asked for. */
const unreadableQueries: readonly unknown[] = ['42601', '22023'];

/** Runs a search whose query may come out of a cursor; fails with `invalid-input` where that cursor is not ours. */
export async function ofCursor<T>(
  after: readonly unknown[] | undefined,
  search: () => Promise<T>,
): Promise<T> {
  try {
    return await search();
  } catch (error) {
    // Only a cursor that somebody changed holds a query that PostgreSQL cannot read.
    if (!after || !unreadableQueries.includes((error as { code?: unknown }).code)) throw error;
    throw notOurs();
  }
}
