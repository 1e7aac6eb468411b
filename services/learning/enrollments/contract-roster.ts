/** Who is in a course, as its instructor sees them, and how many there are. */
import { allow, type CallSpec, signedIn } from '@kernos/kernel/contract';
import { Id, Ids, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { EnrollmentStatus } from './schemas.ts';

/** A learner in a course. Addresses are for administrators, who find them among the members of identity. */
export const Learner = Type.Object({
  enrollmentId: Id,
  learnerId: Id,
  name: Type.String({ description: 'Empty where identity knows nobody by this id' }),
  status: EnrollmentStatus,
  /** Place on the waitlist, from 1; null with a seat, and after withdrawing. */
  waitlistPosition: Nullable(Type.Integer({ minimum: 1 })),
  enrolledAt: Timestamp,
  completed: Type.Integer({ minimum: 0, description: 'Lessons' }),
  total: Type.Integer({ minimum: 0, description: 'Lessons of the version that measures the learner' }),
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
  /** When they last completed a lesson, or took that back; enrolling counts while there is nothing else. */
  activeAt: Timestamp,
  /** When every lesson was completed for the first time. */
  completedAt: Nullable(Timestamp),
});

export const rosterCalls = {
  learners: {
    method: 'GET',
    path: '/courses/:courseId/roster',
    summary: 'Learners of a course you instruct, with names and progress; withdrawn ones by `status`',
    access: allow('instructor', 'admin'),
    params: Type.Object({ courseId: Id }),
    query: Type.Object({
      ...PageQuery,
      status: Type.Optional(EnrollmentStatus),
      q: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the name' })),
      /** Default `name`. `enrolled` is by the time of enrolling. */
      sort: Type.Optional(Type.Enum(['name', 'progress', 'activity', 'enrolled'])),
      /** Default: names ascending, all else descending. */
      order: Type.Optional(Type.Enum(['asc', 'desc'])),
    }),
    reply: {
      200: Type.Object({
        ...Page(Learner).properties,
        /** Of the whole course, whatever was searched for. */
        counts: Type.Object({
          active: Type.Integer(),
          waitlisted: Type.Integer(),
          withdrawn: Type.Integer(),
        }),
      }),
    },
    errors: { 'course-not-found': 404 },
  },
  counts: {
    method: 'GET',
    path: '/enrollment-counts',
    summary: 'How many have a seat in each of these courses; courses nobody is in are left out',
    access: signedIn,
    query: Type.Object({
      courseIds: Ids(100),
    }),
    reply: {
      200: Type.Object({ items: Type.Array(Type.Object({ courseId: Id, enrolled: Type.Integer() })) }),
    },
  },
} as const satisfies Record<string, CallSpec>;
