/** The catalog, and what instructors have in hand. */
import { decodeCursor, toPage } from '@kernos/kernel/cursors';
import { commonError } from '@kernos/kernel/errors';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { type CourseState, courses } from './contract.ts';
import { viewerOf } from './rules.ts';
import { understand } from './search.ts';
import {
  type CourseRow,
  courseColumns,
  editable,
  stateSeen,
  toCourse,
  viewerValues,
  type Work,
} from './store.ts';

interface Wanted {
  readonly state: Static<typeof CourseState> | undefined;
  readonly mine: boolean;
  readonly limit: number;
}

export const list = handle(
  courses.calls.list,
  async ({ q, state, mine = false, limit = 20, cursor }, ctx) => {
    const wanted = { state, mine, limit };
    return q?.trim() ? search(ctx, q, cursor, wanted) : newest(ctx, cursor, wanted);
  },
);

// Archived ones only come to those who ask for them.
const wantedRows = `
      ((c.published_version IS NOT NULL AND c.archived_at IS NULL)
       OR (${editable} AND (c.archived_at IS NULL OR $4::text = 'archived')))
  AND ($3::uuid IS NULL OR c.instructor_id = $3)
  AND ($4::text IS NULL OR ${stateSeen} = $4)`;

const wantedValues = (ctx: Work, { mine, state, limit }: Wanted) => [
  ...viewerValues(viewerOf(ctx.actor)),
  mine ? ctx.actor.id : null,
  state ?? null,
  limit + 1,
];

/** Newest first: by their ids, which begin with the time of their making and never change. */
async function newest(ctx: Work, cursor: string | undefined, wanted: Wanted) {
  const after = decodeCursor<readonly [string]>(cursor, 1);
  const { rows } = await ctx.tx.query<CourseRow>({
    text: `SELECT ${courseColumns} FROM courses.courses c
            WHERE ${wantedRows} AND ($6::uuid IS NULL OR c.id < $6) ORDER BY c.id DESC LIMIT $5`,
    values: [...wantedValues(ctx, wanted), after?.[0]],
  });
  return toPage(rows, wanted.limit, toCourse, ({ id }) => [id]);
}

/**
 * Best first. The rank of a course depends on nothing but it and the query, and the cursor carries the query
 * as it was understood: so a course that is published between two pages moves none of the others.
 */
async function search(ctx: Work, q: string, cursor: string | undefined, wanted: Wanted) {
  const after = decodeCursor<readonly [number, string, string]>(cursor, 3);
  const query = after?.[2] ?? (await understand(ctx, q, viewerOf(ctx.actor)));
  const place = [after?.[0], after?.[1]];
  try {
    const { rows } = await ctx.tx.query<CourseRow & { rank: number }>({
      text: `SELECT ${courseColumns}, m.rank
               FROM courses.matching($6::tsquery) m JOIN courses.courses c ON c.id = m.course_id
              WHERE ${wantedRows} AND ($7::real IS NULL OR (m.rank, c.id) < ($7::real, $8::uuid))
              ORDER BY m.rank DESC, c.id DESC LIMIT $5`,
      values: [...wantedValues(ctx, wanted), query, ...place],
    });
    return toPage(rows, wanted.limit, toCourse, ({ rank, id }) => [rank, id, query]);
  } catch (error) {
    // Only a cursor that somebody changed holds a query that PostgreSQL cannot read.
    if (after && (error as { code?: unknown }).code === '42601') throw notOurs();
    throw error;
  }
}

const notOurs = () =>
  commonError('invalid-input', 'The cursor is not one that this list gave out; start again without it.', {
    errors: [{ path: '/query/cursor', message: 'must be a nextCursor as this list gave it' }],
  });
