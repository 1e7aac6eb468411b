/**
 * Who was active when, taken out of the database as it lies there: learner by learner, the quarter hours of each. To
 * find out on which days of a year each of them was there takes a loop a few milliseconds, and SQL a hundred times that.
 */
import { bucketFinder, type Stretch } from './calendar.ts';
import type { Asking, Scope } from './scope.ts';

type When = Pick<Stretch, 'from' | 'to' | 'buckets'>;
interface Packed {
  readonly packed: Buffer;
}

/** Of each learner in `$2` (null: any course), in the years `$3` to `$4`: `learner_id`, `quarters`. */
const EACH = `SELECT learner_id, string_agg(quarters, '') AS quarters FROM analytics.activity
   WHERE organization_id = $1 AND ($2::uuid[] IS NULL OR course_id = ANY ($2)) AND year BETWEEN $3 AND $4
   GROUP BY learner_id`;
const eachValues = (ctx: Asking, { courseIds }: Scope, { from, to }: When): unknown[] => [
  ...[ctx.organizationId, courseIds],
  ...[from, to].map((instant) => new Date(instant).getUTCFullYear()),
];

/**
 * SQL of lists of four-byte numbers (`numbers`) as a few values: how many follow, then they, list by list. To take a
 * row for each apart, or one value of some megabytes, would be more work than all the rest.
 */
const packed = (lists: string): string => `
  SELECT string_agg(int4send(length(numbers) / 4) || numbers, '') AS packed
    FROM (SELECT numbers, row_number() OVER () / 500 AS part FROM (${lists}) list) l GROUP BY part`;

/** The lists again. */
function* unpacked(rows: readonly Packed[]): Generator<Int32Array> {
  for (const { packed: bytes } of rows) {
    const numbers = new Int32Array(bytes.length / 4);
    for (let n = 0; n < numbers.length; n += 1) numbers[n] = bytes.readInt32BE(n * 4);
    for (let at = 0; at < numbers.length; ) {
      const end = at + 1 + (numbers[at] ?? 0);
      yield numbers.subarray(at + 1, end);
      at = end;
    }
  }
}

export interface Active {
  /** Different learners, by bucket. */
  readonly counts: readonly number[];
  /** In the whole stretch, each once. */
  readonly total: number;
}

/** How many different learners were active. */
export async function readActive(ctx: Asking, scope: Scope, when: When): Promise<Active> {
  const { rows } = await ctx.tx.query<Packed>({
    // Not prepared: its plan depends on how long the stretch is and how many courses there are.
    text: packed(`SELECT quarters AS numbers FROM (${EACH}) each`),
    values: eachValues(ctx, scope, when),
  });
  return countActive(unpacked(rows), when);
}

/** @param learners the quarter hours of each, in any order, perhaps repeated */
function countActive(learners: Iterable<Int32Array>, when: When): Active {
  const bucketOf = bucketFinder(when);
  const counts = when.buckets.map(() => 0);
  /** The learner who was counted last, by bucket. */
  const counted = when.buckets.map(() => -1);
  let [total, learner] = [0, 0];
  for (const quarters of learners) {
    let isActive = false;
    for (const quarter of quarters) {
      const bucket = bucketOf(quarter);
      if (bucket === undefined || counted[bucket] === learner) continue;
      counted[bucket] = learner;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      isActive = true;
    }
    if (isActive) total += 1;
    learner += 1;
  }
  return { counts, total };
}

export interface Cohorts {
  /** Learners, by the bucket of their first enrollment. */
  readonly sizes: readonly number[];
  /** Those of them who were active, by how many buckets later. */
  readonly active: readonly (readonly number[])[];
}

/** Of those who enrolled for the first time in a bucket, how many were active in it and in those after it. */
export async function readCohorts(ctx: Asking, scope: Scope, when: When): Promise<Cohorts> {
  const { rows } = await ctx.tx.query<Packed>({
    text: packed(`
      SELECT int4send(floor(date_part('epoch', c.enrolled_at) / 900)::int) || coalesce(a.quarters, '') AS numbers
        FROM (SELECT learner_id, min(enrolled_at) AS enrolled_at FROM analytics.journeys
               WHERE organization_id = $1 AND ($2::uuid[] IS NULL OR course_id = ANY ($2)) AND enrolled_at IS NOT NULL
               GROUP BY learner_id HAVING min(enrolled_at) >= $5 AND min(enrolled_at) < $6) c
        LEFT JOIN (${EACH}) a USING (learner_id)`),
    values: [...eachValues(ctx, scope, when), when.from, when.to],
  });
  return countCohorts(unpacked(rows), when);
}

/** @param members of each, the quarter hour of the first enrollment, then those in which they were active */
function countCohorts(members: Iterable<Int32Array>, when: When): Cohorts {
  const bucketOf = bucketFinder(when);
  const sizes = when.buckets.map(() => 0);
  const active = when.buckets.map((_, cohort) => when.buckets.slice(cohort).map(() => 0));
  for (const [enrolled = 0, ...quarters] of members) {
    const cohort = bucketOf(enrolled);
    if (cohort === undefined) continue;
    sizes[cohort] = (sizes[cohort] ?? 0) + 1;
    const after = active[cohort] ?? [];
    for (const bucket of new Set(quarters.map(bucketOf)))
      if (bucket !== undefined && bucket >= cohort)
        after[bucket - cohort] = (after[bucket - cohort] ?? 0) + 1;
  }
  return { sizes, active };
}
