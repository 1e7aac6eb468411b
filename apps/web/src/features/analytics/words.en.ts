/** The words of reports: findings are sentences, so they are made here. */
import { number, percent } from '../../language/format.ts';
import { count } from '../../language/words.ts';
import { dayName } from './dates.ts';

interface Stretch {
  readonly last: number | undefined;
  readonly from: string;
  readonly to: string;
}
const join = (finding: string, change: string): string => (change ? `${finding}, ${change}` : finding);
const learners = (n: number): string => count(n, { one: 'learner', other: 'learners' });

export const en = {
  title: 'Analytics',
  leadAll: 'What’s happening in your organization, live.',
  leadOwn: 'What’s happening in your courses, live.',
  tabs: { overview: 'Overview', courses: 'Courses', retention: 'Retention', delivery: 'Delivery' },
  controls: {
    label: 'Filters',
    course: 'Course',
    allCourses: 'All courses',
    thisCourse: 'This course',
    noCourse: 'Course not found',
    days: 'Days',
    last: { 7: '7 days', 30: '30 days', 90: '90 days', 365: '12 months' },
    own: 'Custom',
    from: 'First day',
    to: 'Last day',
    interval: 'Group by',
    intervals: { day: 'Day', week: 'Week', month: 'Month' },
    zone: 'Time zone',
    zoneText: 'Days begin and end in this time zone.',
    zoneIs: (zone: string) => zone.replaceAll('_', ' '),
    cohorts: 'Weeks to look back',
    weeks: (n: number) => `${n} weeks`,
  },
  each: { day: 'by day', week: 'by week', month: 'by month' },
  period: ({ last, from, to }: Stretch) =>
    last === undefined
      ? from === to
        ? `on ${dayName(from)}`
        : `from ${dayName(from)} to ${dayName(to)}`
      : last === 365
        ? 'in the last 12 months'
        : `in the last ${last} days`,
  change: (now: number, before: number) => {
    if (now === before) return 'same as the previous period';
    const difference = number(Math.abs(now - before));
    const word = now > before ? 'more' : 'fewer';
    const share =
      before >= 10 ? ` (${now > before ? '+' : '−'}${percent(Math.abs(now - before) / before)})` : '';
    return before === 0
      ? 'none in the previous period'
      : `${difference} ${word}${share} than the previous period`;
  },
  measure: (name: string, each: string, course: string | null) =>
    course === null ? `${name} ${each}` : `${name} ${each}, ${course}`,
  counted: (name: string, n: number, period: string) => `${name}: ${number(n)} ${period}`,
  metrics: {
    enrollments: {
      name: 'Enrollments',
      unit: 'enrollments',
      finding: (n: number, period: string, change: string) =>
        join(
          n === 0
            ? `Nobody enrolled ${period}`
            : `${count(n, { one: 'enrollment', other: 'enrollments' })} ${period}`,
          change,
        ),
    },
    activeLearners: {
      name: 'Active learners',
      unit: 'active learners',
      finding: (n: number, period: string, change: string) =>
        join(n === 0 ? `Nobody was active ${period}` : `${learners(n)} active ${period}`, change),
    },
    lessonCompletions: {
      name: 'Lessons completed',
      unit: 'lessons',
      finding: (n: number, period: string, change: string) =>
        join(
          n === 0
            ? `No lesson was completed ${period}`
            : `${count(n, { one: 'lesson', other: 'lessons' })} completed ${period}`,
          change,
        ),
    },
    completions: {
      name: 'Courses completed',
      unit: 'courses',
      finding: (n: number, period: string, change: string) =>
        join(
          n === 0
            ? `Nobody completed a course ${period}`
            : `${count(n, { one: 'course', other: 'courses' })} completed ${period}`,
          change,
        ),
    },
  },
  nothing: {
    title: (period: string) => `No activity ${period}`,
    text: 'When learners enroll and complete lessons, it appears here. Publish a course to begin.',
    ofCourse: 'No activity in this course. Choose other dates or all courses.',
    action: 'Go to Studio',
  },
  now: {
    organization: (seats: number, courses: number, today: number, month: number) =>
      `Currently ${learners(seats)} enrolled in ${count(courses, { one: 'published course', other: 'published courses' })}. ${number(today)} active in the last 24 hours, ${number(month)} in the last 30 days.`,
    failed: (n: number) =>
      `${count(n, { one: 'message', other: 'messages' })} not delivered in the last 7 days.`,
    course: (seats: number, waiting: number, active: number) =>
      `Currently ${learners(seats)} enrolled, ${number(waiting)} on the waitlist, ${number(active)} active in the last 7 days.`,
    median: (span: string) => `Median time to complete: ${span}.`,
  },
  export: 'Export',
  exports: {
    enrollments: 'Enrollments',
    completions: 'Courses completed',
    'lesson-completions': 'Lessons completed',
    'active-learners': 'Active learners',
    funnel: 'Progress funnel',
    'time-to-complete': 'Time to complete',
    lessons: 'Lessons',
    retention: 'Retention',
    notifications: 'Delivery',
    facts: 'All events',
  },
  formats: { csv: 'CSV', jsonl: 'JSON Lines' },
  courses: {
    label: 'Courses by enrollments',
    course: 'Course',
    enrolled: 'Enrolled',
    started: 'Started',
    half: '50%',
    completed: 'Completed',
    median: 'Median time',
    none: 'No enrollments yet',
    noneText: 'Courses and the progress of their learners appear here after the first enrollment.',
  },
  course: {
    back: 'Analytics',
    lead: (seats: number, waiting: number, withdrawn: number) =>
      `${learners(seats)} enrolled, ${number(waiting)} on the waitlist, ${number(withdrawn)} left`,
    figures: {
      active: 'Active in the last 7 days',
      completed: 'Completed',
      share: 'Completion rate',
      median: 'Median time',
      p90: 'p90 time',
    },
    nobodyYet: 'no completions yet',
    funnel: {
      measure: 'Learners who reached each stage, of all who enrolled',
      stage: 'Stage',
      learners: 'Learners',
      share: 'Share',
      stages: {
        enrolled: 'Enrolled',
        started: 'Completed a lesson',
        quarter: '25%',
        half: '50%',
        'three-quarters': '75%',
        completed: 'Completed',
      },
      finding: (completed: number, enrolled: number) =>
        completed === 0
          ? enrolled === 1
            ? 'The only learner has not completed it yet'
            : `None of ${learners(enrolled)} has completed it yet`
          : `${number(completed)} of ${learners(enrolled)} completed it (${percent(completed / enrolled)})`,
      lost: (from: string, to: string, n: number) =>
        `Biggest drop between “${from}” and “${to}”: ${learners(n)}.`,
    },
    lessons: {
      measure: (days: number) =>
        `Learners who completed each lesson. Stopped means not active for ${days} days.`,
      lesson: 'Lesson',
      completed: 'Completed',
      underWay: 'In progress',
      stopped: 'Stopped',
      finding: (title: string, n: number) => `Most stop after “${title}”: ${learners(n)}`,
      findingNone: 'Nobody has stopped',
      unnamed: (position: number) => `Lesson ${position}`,
      bar: (completed: number, share: number) => `${number(completed)} · ${percent(share)}`,
    },
    nobody: 'No enrollments in this course yet',
    nobodyText: 'Learners’ progress and where they stop appear here after the first enrollment.',
  },
  retention: {
    measure: 'Learners who enrolled in a week and were active in the weeks after',
    cohort: 'Enrolled in the week of',
    size: 'Learners',
    week: (n: number) => `Week ${n}`,
    cell: (n: number, of: number) => `${n} of ${of}`,
    finding: (back: number, of: number) =>
      `${percent(back / of)} came back in the week after they enrolled (${number(back)} of ${number(of)})`,
    findingOpen: (n: number) => `${learners(n)} enrolled this week; retention appears next week`,
    none: (weeks: number) => `No new learners in the last ${weeks} weeks`,
    noneText: 'Look further back, or choose all courses.',
  },
  delivery: {
    measure: (each: string) => `Messages delivered ${each}, in the app and through every other channel`,
    unit: 'delivered',
    finding: (delivered: number, failed: number, period: string) =>
      delivered + failed === 0
        ? `No messages sent ${period}`
        : failed === 0
          ? `${count(delivered, { one: 'message was', other: 'messages were' })} delivered ${period}, none failed`
          : `${number(failed)} of ${count(delivered + failed, { one: 'message', other: 'messages' })} failed ${period}`,
    date: 'Day',
    delivered: 'Delivered',
    failed: 'Failed',
    byChannel: 'By channel',
    byKind: 'By kind',
    channel: 'Channel',
    kind: 'Kind',
    log: 'View deliveries',
  },
  home: {
    teaching: 'Your courses',
    noCourses: 'You don’t have any courses yet.',
    newCourse: 'New course',
    allCourses: 'All your courses',
    unpublished: 'Unpublished changes',
    draft: 'Draft',
    learners: (n: number) => count(n, { one: 'learner', other: 'learners' }),
    newLearners: (n: number) => `${number(n)} new this week`,
    waiting: (n: number) => `${number(n)} on the waitlist`,
    stalls: (n: number, lesson: string) =>
      `${count(n, { one: 'learner', other: 'learners' })} stopped after “${lesson}”`,
  },
};
export type AnalyticsWords = typeof en;
