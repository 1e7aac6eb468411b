/** Which event makes which notification, for whom: data. */
import type { CourseCopy, SeatState } from './copies.ts';
import type { KindName } from './kinds.ts';
import type { Person } from './people.ts';

/** What a rule may look at. */
export interface Facts {
  readonly event: Readonly<Record<string, unknown>>;
  /** The course that the event names. */
  readonly course: CourseCopy | undefined;
  /** The learner or member whom the event names. */
  readonly person: Person | undefined;
  /** What the seat was before this event. */
  readonly seatBefore: SeatState | undefined;
}

export interface Rule {
  readonly kind: KindName;
  /** `person`: whom the event names; `instructor`: of its course; `learners`: everybody with a seat in it. */
  readonly to: 'person' | 'instructor' | 'learners';
  /** Absent: always. */
  readonly when?: (facts: Facts) => boolean;
  readonly path: (facts: Facts) => string;
  /** What the words may name. */
  readonly data: (facts: Facts) => Record<string, unknown>;
}

const toCourse = ({ event }: Facts) => `/courses/${event.courseId}`;
const toStudio = ({ event }: Facts) => `/studio/${event.courseId}`;
const toRoster = (facts: Facts) => `${toStudio(facts)}/roster`;
const aboutCourse = ({ course }: Facts) => ({ course: { title: course?.title ?? '' } });
const aboutLearner = (facts: Facts) => ({
  ...aboutCourse(facts),
  learner: { name: facts.person?.name ?? '' },
});
const waited = ({ seatBefore }: Facts) => seatBefore === 'waitlisted';
const teachesAnother = ({ course, person }: Facts) => course?.instructorId !== person?.id;

export const rules: Readonly<Record<string, readonly Rule[]>> = {
  'enrollment.created': [
    { kind: 'learning.moved-up', to: 'person', when: waited, path: toCourse, data: aboutCourse },
    {
      kind: 'learning.enrolled',
      to: 'person',
      when: (facts) => !waited(facts),
      path: toCourse,
      data: aboutCourse,
    },
    {
      kind: 'teaching.learner-enrolled',
      to: 'instructor',
      when: teachesAnother,
      path: toRoster,
      data: aboutLearner,
    },
  ],
  'enrollment.waitlisted': [{ kind: 'learning.waitlisted', to: 'person', path: toCourse, data: aboutCourse }],
  'course.published': [
    {
      kind: 'learning.course-updated',
      to: 'learners',
      when: ({ event }) => Number(event.version) > 1,
      path: toCourse,
      data: aboutCourse,
    },
  ],
  'course.publish_failed': [
    { kind: 'teaching.publish-failed', to: 'instructor', path: toStudio, data: aboutCourse },
  ],
  'course.completed': [
    { kind: 'learning.completed', to: 'person', path: () => '/certificates', data: aboutCourse },
    {
      kind: 'teaching.learner-completed',
      to: 'instructor',
      when: teachesAnother,
      path: toRoster,
      data: aboutLearner,
    },
  ],
  'organization.member_added': [
    { kind: 'organization.joined', to: 'person', path: () => '/', data: () => ({}) },
  ],
  'organization.member_changed': [
    {
      kind: 'organization.roles-changed',
      to: 'person',
      path: () => '/',
      data: ({ event }) => ({ roles: (event.roles as string[]).join(', ') }),
    },
  ],
};
