/** The catalog, and what instructors have in hand. */
import { decodeCursor, list as page, toPage } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { courses } from './contract.ts';
import { type Reader, readerOf, readerValues, visible } from './readers.ts';
import type { CourseOrder, CourseState } from './schemas.ts';
import { ofCursor, understand } from './search.ts';
import {
  type CourseRow,
  courseColumns,
  courseSize,
  editable,
  stateSeen,
  toCourse,
  type Work,
} from './store.ts';

interface Wanted {
  readonly state: Static<typeof CourseState> | undefined;
  readonly mine: boolean;
  readonly ids: string[] | null;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly viewer: Reader;
}

export const list = handle(
  courses.calls.list,
  async ({ q, state, mine = false, ids, sort, limit = 20, cursor }, ctx) => {
    const wanted = { state, mine, ids: ids?.split(',') ?? null, limit, cursor, viewer: await readerOf(ctx) };
    if (q?.trim()) return search(ctx, q, sort ?? 'relevance', wanted);
    return sort === 'title' ? byTitle(ctx, wanted) : newest(ctx, wanted);
  },
);

// Archived ones only come to those who ask for them, by state or by name.
const wantedRows = `
      ${visible}
  AND (c.archived_at IS NULL OR $7::uuid[] IS NOT NULL OR (${editable} AND $5::text = 'archived'))
  AND ($4::uuid IS NULL OR c.instructor_id = $4)
  AND ($5::text IS NULL OR ${stateSeen} = $5)
  AND ($7::uuid[] IS NULL OR c.id = ANY ($7))`;

const wantedValues = (ctx: Work, { mine, state, ids, viewer }: Wanted, limit: number) => [
  ...readerValues(viewer),
  mine ? ctx.actor.id : null,
  state ?? null,
  limit,
  ids,
];

/** Newest first: by their ids, which begin with the time of their making and never change. */
const newest = (ctx: Work, wanted: Wanted) =>
  page(
    wanted,
    { id: 'id' },
    async (after, limit) => {
      const { rows } = await ctx.tx.query<CourseRow>({
        text: `SELECT ${courseColumns} FROM courses.courses c ${courseSize}
            WHERE ${wantedRows} AND ($8::uuid IS NULL OR c.id < $8) ORDER BY c.id DESC LIMIT $6`,
        values: [...wantedValues(ctx, wanted, limit), after.id],
      });
      return rows;
    },
    toCourse,
  );

const byTitle = (ctx: Work, wanted: Wanted) =>
  page(
    wanted,
    { place: 'text', id: 'id' },
    async (after, limit) => {
      const { rows } = await ctx.tx.query<CourseRow & { place: string }>({
        text: `SELECT ${courseColumns}, ${titlePlace} AS place FROM courses.courses c ${courseSize}
            WHERE ${wantedRows} AND ($8::text IS NULL OR (${titlePlace}, c.id) > ($8, $9::uuid))
            ORDER BY ${titlePlace}, c.id LIMIT $6`,
        values: [...wantedValues(ctx, wanted, limit), after.place, after.id],
      });
      return rows;
    },
    (row) => toCourse(row),
  );

const titlePlace = 'lower(c.title)';

/** How a search can be put in order. `$9` and `$10` are the place of the last course on the page before. */
const searchOrders = {
  relevance: {
    place: 'm.rank',
    form: 'real',
    after: '(m.rank, c.id) < ($9::real, $10::uuid)',
    by: 'm.rank DESC, c.id DESC',
  },
  newest: { place: `''`, form: 'text', after: `($9::text = '' AND c.id < $10::uuid)`, by: 'c.id DESC' },
  title: {
    place: titlePlace,
    form: 'text',
    after: `(${titlePlace}, c.id) > ($9::text, $10::uuid)`,
    by: `${titlePlace}, c.id`,
  },
} as const;

/**
 * Courses that have the words. The rank of a course depends on nothing but it and the query, and the cursor
 * carries the query as it was understood: so a course that is published between two pages moves none of the others.
 */
async function search(ctx: Work, q: string, sort: Static<typeof CourseOrder>, wanted: Wanted) {
  const after = decodeCursor(wanted.cursor, [searchOrders[sort].form, 'id', 'text', 'text']);
  const { query, exact } = after
    ? { query: after[2], exact: after[3] }
    : await understand(ctx, q, wanted.viewer);
  const order = searchOrders[sort];
  return ofCursor(after, async () => {
    const { rows } = await ctx.tx.query<CourseRow & { place: number | string }>({
      text: `SELECT ${courseColumns}, ${order.place} AS place
               FROM courses.matching($8::tsquery, $11::tsquery) m JOIN courses.courses c ON c.id = m.course_id ${courseSize}
              WHERE ${wantedRows} AND ($10::uuid IS NULL OR ${order.after}) ORDER BY ${order.by} LIMIT $6`,
      values: [...wantedValues(ctx, wanted, wanted.limit + 1), query, after?.[0], after?.[1], exact],
    });
    return toPage(rows, wanted.limit, toCourse, ({ place, id }) => [place, id, query, exact]);
  });
}
