/** Schemas of the reports: what they are asked with and what they answer. */
import { Id, Nullable, Timestamp } from '@kernos/kernel/schemas';
import { type Static, Type } from 'typebox';

// --- what is asked ---------------------------------------------------------------------------------

const Moment = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 40, description }));

export const Interval = Type.Union([Type.Literal('day'), Type.Literal('week'), Type.Literal('month')]);
export type Interval = Static<typeof Interval>;

const courseId = Type.Optional(
  Type.String({ format: 'uuid', description: 'One course only. Default: all courses that you may see' }),
);
export const timezone = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'IANA time zone whose calendar counts, e.g. Europe/Berlin. Default: UTC',
  }),
);
const from = Moment(
  'First day, e.g. 2026-03-01, in the time zone; or an instant (RFC 3339), widened to the quarter hour. Default: 29 days before the last day',
);
const to = Moment(
  'Last day, which counts in full, e.g. 2026-03-31; or the instant at which it ends. Default: today',
);

/** A stretch of the calendar in buckets. */
export const overTime = {
  from,
  to,
  timezone,
  interval: Type.Optional(
    Type.Union(Interval.anyOf, {
      description: 'Calendar buckets; weeks begin on Monday (ISO 8601). Default: day',
    }),
  ),
};
/** A stretch of the calendar as a whole; without `from` and `to`: everything. */
export const within = {
  from: Moment(
    'First day that counts, e.g. 2026-03-01, in the time zone; or an instant. Default: the beginning',
  ),
  to: Moment('Last day that counts, in full; or the instant at which it ends. Default: now'),
  timezone,
};
export const ofCourse = { courseId };

/** What any report over time may be refused for. */
export const rangeErrors = {
  'date-invalid': 400,
  'range-reversed': 400,
  'range-too-long': 400,
  'timezone-unknown': 400,
} as const;

// --- what is answered ------------------------------------------------------------------------------

const Count = (description?: string) => Type.Integer({ minimum: 0, ...(description && { description }) });
const Share = (description: string) =>
  Type.Number({ minimum: 0, description: `${description}, from 0 to 1` });
const Days = (description: string) =>
  Nullable(Type.Number({ minimum: 0, description: `${description}, days; null while nobody did` }));

const bucket = {
  start: Type.String({ format: 'date-time', description: 'Where the calendar bucket begins, in UTC' }),
  date: Type.String({ format: 'date', description: 'The same as a day of the asked time zone, for labels' }),
};
/** What a report over time says about itself. */
const stretch = {
  from: Timestamp,
  to: Type.String({ format: 'date-time', description: 'The instant at which it ends; not part of it' }),
  timezone: Type.String(),
  interval: Interval,
};

export const Point = Type.Object({ ...bucket, count: Count() });
export const Series = Type.Object({
  ...stretch,
  courseId: Nullable(Id),
  courseTitle: Nullable(Type.String()),
  series: Type.Array(Point, { description: 'Every bucket of the stretch in order, also empty ones' }),
  total: Count(),
});
export type Series = Static<typeof Series>;

export const NamedSeries = Type.Object({
  name: Type.String(),
  title: Type.Record(Type.String(), Type.String(), { description: 'By language (ISO 639-1)' }),
});

export const Stage = Type.Union([
  Type.Literal('enrolled'),
  Type.Literal('started'),
  Type.Literal('quarter'),
  Type.Literal('half'),
  Type.Literal('three-quarters'),
  Type.Literal('completed'),
]);

export const Funnel = Type.Object({
  courseId: Id,
  title: Type.String(),
  stages: Type.Array(
    Type.Object({ stage: Stage, learners: Count(), share: Share('Share of those who enrolled') }),
    {
      description:
        'In order: enrolled, started (a lesson completed), 25, 50, 75 % of it done, completed; lessons taken back do not count',
    },
  ),
});
export type Funnel = Static<typeof Funnel>;

export const LessonProgress = Type.Object({
  lessonId: Id,
  position: Type.Integer({ minimum: 1, description: 'In reading order' }),
  title: Nullable(Type.String({ description: 'Null where the course is not readable any more' })),
  completed: Count('Learners who completed it and have not taken it back'),
  share: Share('Share of those who enrolled'),
  underWay: Count('Learners whose last completed lesson it is and who were active lately'),
  stopped: Count('Learners who went no further than this lesson, and have not been active since'),
});
export const Lessons = Type.Object({
  courseId: Id,
  title: Type.String(),
  inactiveDays: Type.Integer({ description: 'Who was not active for so many days has stopped' }),
  enrolled: Count('Learners who ever had a seat'),
  notStarted: Count('Of them, those who have completed no lesson yet'),
  completed: Count('Of them, those who completed the course'),
  lessons: Type.Array(LessonProgress, { description: 'Those of the newest version, in reading order' }),
});
export type Lessons = Static<typeof Lessons>;

export const TimeToComplete = Type.Object({
  courseId: Id,
  title: Type.String(),
  learners: Count('Learners who completed it'),
  medianDays: Days('Half of them took no longer'),
  p90Days: Days('Nine of ten took no longer'),
});
export type TimeToComplete = Static<typeof TimeToComplete>;

export const Cohort = Type.Object({
  ...bucket,
  size: Count('Learners who enrolled for the first time in this week'),
  weeks: Type.Array(
    Type.Object({
      week: Type.Integer({ minimum: 0, description: 'Weeks after the one of the first enrollment' }),
      learners: Count('Those of the cohort who were active in that week'),
      share: Share('Share of the cohort'),
    }),
  ),
});
export const Retention = Type.Object({
  timezone: Type.String(),
  courseId: Nullable(Id),
  courseTitle: Nullable(Type.String()),
  cohorts: Type.Array(Cohort, { description: 'Oldest first, one a week, the running week last' }),
});
export type Retention = Static<typeof Retention>;

const outcomes = { delivered: Count(), failed: Count() };
export const Deliveries = Type.Object({
  ...stretch,
  series: Type.Array(Type.Object({ ...bucket, ...outcomes })),
  total: Type.Object(outcomes),
  channels: Type.Array(Type.Object({ channel: Type.String(), ...outcomes })),
  kinds: Type.Array(Type.Object({ kind: Type.String(), channel: Type.String(), ...outcomes })),
});
export type Deliveries = Static<typeof Deliveries>;

/** One name a dimension, e.g. `{ ward: 'B', device: 'pump-7' }`. */
export const Dimensions = Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 200 }));
export const MetricName = Type.String({
  pattern: '^[a-z][a-z0-9_.-]{0,99}$',
  description: 'Lower case, e.g. tasks.open',
});

/** One measurement. */
export const measurement = {
  metric: MetricName,
  value: Type.Number(),
  unit: Type.String({ maxLength: 32, description: 'UCUM where it has one, e.g. s, kg, %; else a word' }),
  dimensions: Dimensions,
};

const nullableNumber = Nullable(Type.Number());
export const Metric = Type.Object({
  ...stretch,
  name: Type.String(),
  unit: Nullable(Type.String({ description: 'Of the newest measurement; null where there is none' })),
  series: Type.Array(
    Type.Object({
      ...bucket,
      count: Count('Measurements'),
      sum: Type.Number(),
      average: nullableNumber,
      minimum: nullableNumber,
      maximum: nullableNumber,
      last: nullableNumber,
    }),
  ),
  total: Type.Object({ count: Count(), sum: Type.Number() }),
});
export type Metric = Static<typeof Metric>;

export const MetricSummary = Type.Object({
  name: Type.String(),
  unit: Type.String(),
  count: Count('Measurements'),
  last: Type.Number(),
  lastAt: Timestamp,
});

/** Headline numbers of a course. */
export const CourseGlance = Type.Object({
  courseId: Id,
  title: Type.String(),
  enrolled: Count('Learners with a seat now'),
  waiting: Count('On the waitlist now'),
  withdrawn: Count('Learners who gave their seat back and took none again'),
  active7Days: Count('Learners who were active in the last seven days'),
  completed: Count('Learners who completed it'),
  completionShare: Share('Completed among all who ever enrolled'),
  medianDaysToComplete: Days('Half of those who completed it took no longer'),
  biggestDropOff: Nullable(
    Type.Object({
      lessonId: Id,
      position: Type.Integer({ minimum: 1 }),
      title: Nullable(Type.String()),
      stopped: Count('Learners who went no further than this lesson, and have not been active since'),
    }),
  ),
});
export type CourseGlance = Static<typeof CourseGlance>;

const Trend = Type.Object({
  count: Count('In the last seven days'),
  before: Count('In the seven days before them'),
});
/** What is going on in an organization. */
export const OrganizationGlance = Type.Object({
  at: Timestamp,
  courses: Count('Published courses'),
  learners: Count('Learners with a seat in a course now'),
  activeToday: Count('Learners active in the last 24 hours'),
  active7Days: Count(),
  active30Days: Count(),
  enrollments: Trend,
  lessonCompletions: Trend,
  completions: Trend,
  notificationsFailed: Trend,
  events: Type.Object({
    today: Count('Events of the last 24 hours'),
    newestAt: Nullable(Timestamp),
  }),
  topCourses: Type.Array(
    Type.Object({ courseId: Id, title: Type.String(), enrollments: Count('In the last 30 days') }),
    { description: 'At most five, most enrolled first' },
  ),
});
export type OrganizationGlance = Static<typeof OrganizationGlance>;
