/** Reports and facts to take along. Facts are read page by page while they are being sent. */
import { Readable } from 'node:stream';
import type { Context } from '@kernos/kernel/context';
import { handle } from '@kernos/kernel/service';
import { asText, type ExportRow, type Format } from '../../formats/csv.ts';
import { openStretchOf, type Refusal } from './calendar.ts';
import { analytics } from './contract.ts';
import { readLessons } from './course-reports.ts';
import { readDeliveries } from './deliveries.ts';
import { type CoursesQuery, readFunnels, readTimes } from './funnel.ts';
import { readMetric } from './metrics.ts';
import { readRetention } from './retention.ts';
import type { Interval, Series } from './schemas.ts';
import { refusing, seesAll } from './scope.ts';
import { countActive, countMeaning } from './series.ts';

interface Query {
  readonly report: string;
  readonly format?: Format;
  readonly from?: string;
  readonly to?: string;
  readonly timezone?: string;
  readonly interval?: Interval;
  readonly courseId?: string;
  readonly inactiveDays?: number;
  readonly weeks?: number;
  readonly name?: string;
}
type ExportErrors = Refusal | 'course-not-found' | 'export-incomplete';
type ExportContext = Context<ExportErrors>;

interface Table {
  readonly columns: readonly string[];
  readonly pages: AsyncIterable<readonly ExportRow[]> | readonly (readonly ExportRow[])[];
}

const table = (columns: readonly string[], rows: readonly ExportRow[]): Table => ({ columns, pages: [rows] });
const series = ({ series: points }: Series): Table => table(['start', 'date', 'count'], points);

const reports: Readonly<Record<string, (ctx: ExportContext, query: Query) => Table | Promise<Table>>> = {
  enrollments: async (ctx, query) => series(await countMeaning(ctx, 'joined', query)),
  completions: async (ctx, query) => series(await countMeaning(ctx, 'finished', query)),
  'lesson-completions': async (ctx, query) => series(await countMeaning(ctx, 'part-done', query)),
  'active-learners': async (ctx, query) => series(await countActive(ctx, query)),
  funnel: async (ctx, query) =>
    table(
      ['courseId', 'title', 'enrolled', 'started', 'quarter', 'half', 'three-quarters', 'completed'],
      (await everyPage((page) => readFunnels(ctx, page), query)).map(({ courseId, title, stages }) => ({
        courseId,
        title,
        ...Object.fromEntries(stages.map(({ stage, learners }) => [stage, learners])),
      })),
    ),
  'time-to-complete': async (ctx, query) =>
    table(
      ['courseId', 'title', 'learners', 'medianDays', 'p90Days'],
      await everyPage((page) => readTimes(ctx, page), query),
    ),
  lessons: async (ctx, { courseId, inactiveDays }) => {
    const { lessons } = await readLessons(ctx, {
      courseId: courseId ?? ctx.fail('export-incomplete', 'Say of which course: give its courseId.'),
      inactiveDays,
    });
    return table(['position', 'lessonId', 'title', 'completed', 'share', 'underWay', 'stopped'], lessons);
  },
  retention: async (ctx, query) => {
    const { cohorts } = await readRetention(ctx, query);
    const rows = cohorts.flatMap(({ weeks, ...cohort }) => weeks.map((week) => ({ ...cohort, ...week })));
    return table(['start', 'date', 'size', 'week', 'learners', 'share'], rows);
  },
  notifications: async (ctx, query) => {
    onlyForAdmins(ctx);
    const { series: points } = await readDeliveries(ctx, query);
    return table(['start', 'date', 'delivered', 'failed'], points);
  },
  metrics: async (ctx, query) => {
    onlyForAdmins(ctx);
    const name = query.name ?? ctx.fail('export-incomplete', 'Say which metric: give its name.');
    const { series: points } = await readMetric(ctx, { ...query, name });
    return table(['start', 'date', 'count', 'sum', 'average', 'minimum', 'maximum', 'last'], points);
  },
  facts: (ctx, query) => {
    onlyForAdmins(ctx);
    return facts(ctx, query);
  },
};

function onlyForAdmins(ctx: ExportContext): void {
  if (!seesAll(ctx)) ctx.fail('forbidden', 'Only administrators can export this.');
}

async function everyPage<Item>(
  read: (query: CoursesQuery) => Promise<{ items: Item[]; nextCursor: string | null }>,
  query: Query,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ ...query, limit: 100, ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

const FACTS = 1_000;
const factColumns = [
  ...['eventId', 'time', 'type', 'source', 'actorId', 'subject'],
  ...['courseId', 'lessonId', 'learnerId', 'data'],
] as const;

type FactRow = ExportRow & { readonly eventId: string; readonly time: string; readonly exact: string };

/**
 * All facts of a stretch by time, each page in a transaction of its own after the one before it was sent, so
 * that neither memory nor a connection is held for long. What comes in meanwhile is left out.
 */
function facts(ctx: ExportContext, query: Query): Table {
  const { from, to } = openStretchOf(query, ctx.now(), refusing(ctx));
  async function* pages() {
    let last: { until: string; exact: string; id: string } | undefined;
    for (;;) {
      const { rows, until } = await ctx.shortTransaction((own) => factPage(own, { from, to, ...last }));
      if (rows.length > 0) yield rows;
      const end = rows.at(-1);
      if (rows.length < FACTS || !end) return;
      last = { until, exact: end.exact, id: end.eventId };
    }
  }
  return { columns: factColumns, pages: pages() };
}

interface Place {
  readonly from: string | null;
  readonly to: string | null;
  readonly until?: string;
  readonly exact?: string;
  readonly id?: string;
}

async function factPage(ctx: Pick<Context, 'tx' | 'organizationId'>, { from, to, until, exact, id }: Place) {
  const { rows } = await ctx.tx.query<FactRow & { until: string }>({
    name: 'analytics.facts',
    text: `SELECT event_id, time, type, source, actor_id, subject, course_id,
                  lesson_id, learner_id, data, time::text AS exact,
                  coalesce($4::text, now()::text) AS until
             FROM analytics.facts
            WHERE organization_id = $1 AND time >= coalesce($2::timestamptz, '-infinity') AND time < coalesce($3::timestamptz, 'infinity')
              AND logged_at <= coalesce($4::timestamptz, now())
              AND (time, event_id) > (coalesce($5::timestamptz, '-infinity'), coalesce($6::uuid, '00000000-0000-0000-0000-000000000000'))
            ORDER BY time, event_id LIMIT ${FACTS}`,
    values: [ctx.organizationId, from, to, until ?? null, exact ?? null, id ?? null],
  });
  return { rows, until: rows[0]?.until ?? '' };
}

export const exported = handle(analytics.calls.export, async (query, ctx) => {
  const { report, format = 'csv' } = query;
  const make = reports[report] ?? ctx.fail('export-incomplete', 'There is no such report.');
  const { columns, pages } = await make(ctx, query as Query);
  const day = ctx.now().toISOString().slice(0, 10);
  return {
    body: Readable.from(asText(columns, pages, format), { objectMode: false }),
    contentType: format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/jsonl',
    fileName: `${report}-${day}.${format}`,
  };
});
