/**
 * Analytics: what all events together say. It listens to every event of every service and answers with
 * reports. An admin sees their organization, an instructor the courses they instruct.
 *
 * “Active” is a learner who enrolled (or joined a waitlist), or completed a lesson or a course. Times are
 * those of the events.
 */
import { allow, contract, event, internal } from '@kernos/kernel/contract';
import { File, Id, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import {
  CourseGlance,
  Deliveries,
  Funnel,
  Lessons,
  Metric,
  MetricName,
  MetricSummary,
  measurement,
  NamedSeries,
  OrganizationGlance,
  ofCourse,
  overTime,
  Retention,
  rangeErrors,
  Series,
  TimeToComplete,
  timezone,
  within,
} from './schemas.ts';

const teachers = allow('instructor', 'admin');
const admin = allow('admin');
const courseNotFound = { 'course-not-found': 404 } as const;
const courseParams = Type.Object({ courseId: Id });
const inactiveDays = Type.Optional(
  Type.Integer({
    minimum: 1,
    maximum: 365,
    description: 'Who was not active for so many days has stopped. Default: 14',
  }),
);

const series = (path: `/${string}`, summary: string) =>
  ({
    method: 'GET',
    path,
    summary,
    access: teachers,
    query: Type.Object({ ...overTime, ...ofCourse }),
    reply: { 200: Series },
    errors: { ...rangeErrors, ...courseNotFound },
  }) as const;

/** What can be exported: every report, and the facts they stand on. */
export const Exportable = Type.Union([
  Type.Literal('enrollments'),
  Type.Literal('completions'),
  Type.Literal('lesson-completions'),
  Type.Literal('active-learners'),
  Type.Literal('funnel'),
  Type.Literal('time-to-complete'),
  Type.Literal('lessons', { description: 'Needs courseId' }),
  Type.Literal('retention'),
  Type.Literal('notifications', { description: 'Administrators only' }),
  Type.Literal('metrics', { description: 'Administrators only; needs name' }),
  Type.Literal('facts', { description: 'Every event of the organization; administrators only' }),
]);

export const analytics = contract('analytics', {
  calls: {
    enrollments: series('/reports/enrollments', 'How many enrolled, by day, week or month'),
    completions: series('/reports/completions', 'How many completed a course, by day, week or month'),
    lessonCompletions: series(
      '/reports/lesson-completions',
      'How many lessons were completed, by day, week or month',
    ),
    activeLearners: series(
      '/reports/active-learners',
      'How many different learners were active, by day, week or month; `total` counts each once',
    ),
    seriesNames: {
      method: 'GET',
      path: '/reports/series',
      summary: 'What is counted over time, with what people call it in each language',
      access: teachers,
      reply: { 200: Type.Object({ items: Type.Array(NamedSeries) }) },
    },
    series: {
      ...series(
        '/reports/series/:name',
        'How many there were of what a service counts, by day, week or month',
      ),
      params: Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) }),
      errors: { ...rangeErrors, ...courseNotFound, 'report-not-found': 404 },
    },
    funnel: {
      method: 'GET',
      path: '/reports/funnel',
      summary: 'How far those who enrolled (in the stretch, if given) have come; most enrolled first',
      access: teachers,
      query: Type.Object({ ...PageQuery, ...within, ...ofCourse }),
      reply: { 200: Page(Funnel) },
      errors: { ...rangeErrors, ...courseNotFound },
    },
    timeToComplete: {
      method: 'GET',
      path: '/reports/time-to-complete',
      summary: 'From enrolling to completing, of those who completed in the stretch; most completed first',
      access: teachers,
      query: Type.Object({ ...PageQuery, ...within, ...ofCourse }),
      reply: { 200: Page(TimeToComplete) },
      errors: { ...rangeErrors, ...courseNotFound },
    },
    lessons: {
      method: 'GET',
      path: '/reports/courses/:courseId/lessons',
      summary: 'How many completed each lesson of a course, and after which one learners stop',
      access: teachers,
      params: courseParams,
      query: Type.Object({ inactiveDays }),
      reply: { 200: Lessons },
      errors: courseNotFound,
    },
    course: {
      method: 'GET',
      path: '/reports/courses/:courseId',
      summary: 'A course at a glance: headline numbers',
      access: teachers,
      params: courseParams,
      query: Type.Object({ inactiveDays }),
      reply: { 200: CourseGlance },
      errors: courseNotFound,
    },
    retention: {
      method: 'GET',
      path: '/reports/retention',
      summary: 'Of those who enrolled for the first time in a week, how many came back in the weeks after',
      access: teachers,
      query: Type.Object({
        ...ofCourse,
        timezone,
        weeks: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 26,
            description: 'Cohorts, the running week last. Default: 8',
          }),
        ),
      }),
      reply: { 200: Retention },
      errors: { ...rangeErrors, ...courseNotFound },
    },
    organization: {
      method: 'GET',
      path: '/reports/organization',
      summary: 'What is going on in your organization',
      access: admin,
      reply: { 200: OrganizationGlance },
    },
    notifications: {
      method: 'GET',
      path: '/reports/notifications',
      summary: 'Notifications delivered and failed, over time, by channel and by kind',
      access: admin,
      query: Type.Object(overTime),
      reply: { 200: Deliveries },
      errors: rangeErrors,
    },
    metrics: {
      method: 'GET',
      path: '/reports/metrics',
      summary: 'Measurements of one metric over time',
      access: admin,
      query: Type.Object({
        ...overTime,
        name: MetricName,
        dimension: Type.Optional(
          Type.String({ maxLength: 300, description: 'Only measurements with this one, e.g. ward:B' }),
        ),
      }),
      reply: { 200: Metric },
      errors: { ...rangeErrors, 'dimension-invalid': 400 },
    },
    metricNames: {
      method: 'GET',
      path: '/reports/metrics/names',
      summary: 'The metrics that your organization has measurements of, by name',
      access: admin,
      query: Type.Object(PageQuery),
      reply: { 200: Page(MetricSummary) },
    },
    export: {
      method: 'GET',
      path: '/reports/export',
      summary: 'A report, or all facts, as CSV (RFC 4180, safe in spreadsheets) or JSON Lines, streamed',
      access: teachers,
      query: Type.Object({
        report: Exportable,
        format: Type.Optional(Type.Union([Type.Literal('csv'), Type.Literal('jsonl')])),
        ...overTime,
        ...ofCourse,
        inactiveDays,
        weeks: Type.Optional(Type.Integer({ minimum: 1, maximum: 26, description: 'For retention' })),
        name: Type.Optional(MetricName),
      }),
      reply: { 200: File('text/csv', 'application/jsonl') },
      errors: { ...rangeErrors, ...courseNotFound, 'export-incomplete': 400 },
      perMinute: 60,
    },
    rebuild: {
      method: 'POST',
      path: '/reports/rebuild',
      summary:
        'Counts everything anew from the facts that are kept; follow it at /api/workflows/{workflowId}/status',
      act: { en: 'Recalculated all reports', fr: 'Recalcul de tous les rapports' },
      access: admin,
      reply: { 202: Type.Object({ workflowId: Type.String() }) },
      idempotent: true,
      perMinute: 6,
    },
    /** For the other wings: a measurement that the caller's own transaction does not depend on. */
    record: {
      method: 'POST',
      path: '/reports/metrics',
      summary: 'Records a measurement of your organization',
      access: internal,
      body: Type.Object({ ...measurement, at: Type.Optional(Timestamp) }),
      reply: { 202: Type.Null() },
      idempotent: true,
    },
  },
  tasks: {
    /** The same, in the caller's own transaction: `ctx.queue(analytics.tasks.record, …)`. `at` null means now. */
    record: Type.Object({ ...measurement, at: Nullable(Timestamp) }),
  },
  events: {
    'analytics.metric_updated': event('A metric was measured.', 'metric', { ...measurement, at: Timestamp }),
  },
});
