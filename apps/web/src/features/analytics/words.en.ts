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
  title: 'Reports',
  leadAll: 'What is happening in your organization. The figures follow as it happens.',
  leadOwn: 'What is happening in the courses that you teach. The figures follow as it happens.',
  tabs: { overview: 'Overview', courses: 'Courses', retention: 'Coming back', delivery: 'Delivery' },
  controls: {
    label: 'What the report is about',
    course: 'Course',
    allCourses: 'All courses',
    thisCourse: 'This course',
    noCourse: 'No such course',
    days: 'Days',
    last: { 7: '7 days', 30: '30 days', 90: '90 days', 365: '12 months' },
    own: 'Other',
    from: 'First day',
    to: 'Last day',
    interval: 'Gathered',
    intervals: { day: 'By day', week: 'By week', month: 'By month' },
    zone: 'Time zone',
    zoneText: 'Whose calendar counts: days begin and end there.',
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
    if (now === before) return 'as many as in the period before';
    const difference = number(Math.abs(now - before));
    const word = now > before ? 'more' : 'fewer';
    const share =
      before >= 10 ? ` (${now > before ? '+' : '−'}${percent(Math.abs(now - before) / before)})` : '';
    return before === 0
      ? 'none in the period before'
      : `${difference} ${word}${share} than in the period before`;
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
    title: (period: string) => `Nothing happened ${period}`,
    text: 'Once learners enroll and complete lessons, it shows here at once. Publish a course to begin.',
    ofCourse: 'Nobody enrolled in this course or learned in it. Choose other days, or all courses.',
    action: 'Go to the studio',
  },
  now: {
    organization: (seats: number, courses: number, today: number, month: number) =>
      `Right now ${learners(seats)} ${seats === 1 ? 'has' : 'have'} a seat in ${count(courses, { one: 'published course', other: 'published courses' })}. ${number(today)} active in the last 24 hours, ${number(month)} in the last 30 days.`,
    failed: (n: number) =>
      `${count(n, { one: 'message', other: 'messages' })} could not be delivered in the last seven days.`,
    course: (seats: number, waiting: number, active: number) =>
      `Right now ${learners(seats)} ${seats === 1 ? 'has' : 'have'} a seat, ${number(waiting)} on the waitlist; ${number(active)} active in the last seven days.`,
    median: (span: string) => `Half of those who completed it took no longer than ${span}.`,
  },
  export: 'Export',
  exports: {
    enrollments: 'Enrollments',
    completions: 'Courses completed',
    'lesson-completions': 'Lessons completed',
    'active-learners': 'Active learners',
    funnel: 'How far learners come',
    'time-to-complete': 'Time to complete',
    lessons: 'Lesson by lesson',
    retention: 'Coming back',
    notifications: 'Delivery',
    facts: 'Every event',
  },
  formats: { csv: 'As CSV', jsonl: 'As JSON Lines' },
  courses: {
    label: 'Courses by how many enrolled',
    course: 'Course',
    enrolled: 'Enrolled',
    started: 'Started',
    half: 'Half way',
    completed: 'Completed',
    median: 'Usual time',
    none: 'Nobody has enrolled yet',
    noneText: 'Each course shows here with how far its learners come, once somebody has enrolled.',
  },
  course: {
    back: 'Reports',
    lead: (seats: number, waiting: number, withdrawn: number) =>
      `${learners(seats)} with a seat, ${number(waiting)} on the waitlist, ${number(withdrawn)} withdrew`,
    figures: {
      active: 'Active in the last 7 days',
      completed: 'Completed',
      share: 'Of all who ever enrolled',
      median: 'Half took no longer than',
      p90: 'Nine of ten no longer than',
    },
    nobodyYet: 'nobody completed it yet',
    funnel: {
      measure: 'Learners who came so far, of all who ever enrolled',
      stage: 'How far',
      learners: 'Learners',
      share: 'Share',
      stages: {
        enrolled: 'Enrolled',
        started: 'Completed a lesson',
        quarter: 'A quarter',
        half: 'Half',
        'three-quarters': 'Three quarters',
        completed: 'Completed',
      },
      finding: (completed: number, enrolled: number) =>
        completed === 0
          ? enrolled === 1
            ? 'The only learner has not completed it yet'
            : `None of ${learners(enrolled)} has completed it yet`
          : `${number(completed)} of ${learners(enrolled)} completed it (${percent(completed / enrolled)})`,
      lost: (from: string, to: string, n: number) =>
        `Most are lost between “${from}” and “${to}”: ${learners(n)}.`,
    },
    lessons: {
      measure: (days: number) =>
        `Learners who completed each lesson; who was not active for ${days} days has stopped`,
      lesson: 'Lesson',
      completed: 'Completed',
      underWay: 'Under way',
      stopped: 'Stopped',
      finding: (title: string, n: number) => `Most stop after “${title}”: ${learners(n)}`,
      findingNone: 'Nobody has stopped on the way',
      unnamed: (position: number) => `Lesson ${position}`,
      bar: (completed: number, share: number) => `${number(completed)} · ${percent(share)}`,
    },
    nobody: 'Nobody has enrolled in this course yet',
    nobodyText: 'How far learners come and where they stop shows here once somebody has enrolled.',
  },
  retention: {
    measure: 'Of those who first enrolled in a week, how many were active in the weeks after',
    cohort: 'First enrolled in the week of',
    size: 'Learners',
    week: (n: number) => `Week ${n}`,
    cell: (n: number, of: number) => `${n} of ${of}`,
    finding: (back: number, of: number) =>
      `${percent(back / of)} came back in the week after they enrolled (${number(back)} of ${number(of)})`,
    findingOpen: (n: number) => `${learners(n)} enrolled this week; whether they come back shows next week`,
    none: (weeks: number) => `Nobody enrolled for the first time in the last ${weeks} weeks`,
    noneText: 'Look further back, or at all courses.',
  },
  delivery: {
    measure: (each: string) => `Messages delivered ${each}, in the app and through every other channel`,
    unit: 'delivered',
    finding: (delivered: number, failed: number, period: string) =>
      delivered + failed === 0
        ? `Nobody was sent a message ${period}`
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
    log: 'See each delivery',
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
