/** Enrollments: who has a seat in which course. */
import { allow, contract, event, internal, to } from '@kernos/kernel/contract';
import { Id, Page, PageQuery } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { rosterCalls } from './contract-roster.ts';
import { Enrollment, EnrollmentStatus } from './schemas.ts';

const courseParams = Type.Object({ courseId: Id });
const whoAndWhere = { enrollmentId: Id, courseId: Id, learnerId: Id };
/** Rosters and the learner’s own list show it at once. */
const seen = { realtime: [allow('instructor', 'admin'), to('learnerId')] };

export const enrollments = contract('enrollments', {
  calls: {
    ...rosterCalls,
    enroll: {
      method: 'POST',
      path: '/courses/:courseId/enroll',
      summary: 'Takes a seat in a course; a place on the waitlist where it is full and keeps one',
      act: { en: 'Enrolled in a course', fr: 'Inscription à un cours' },
      access: allow('learner'),
      params: courseParams,
      reply: { 201: Enrollment, 202: Enrollment },
      errors: { 'course-not-found': 404, 'course-full': 409, 'already-enrolled': 409 },
      idempotent: true,
    },
    invite: {
      method: 'POST',
      path: '/courses/:courseId/enrollments',
      summary:
        'Gives a member a seat in a course you instruct; the only way into one that is for the invited',
      act: { en: 'Enrolled a member in a course', fr: 'Inscription d’un membre à un cours' },
      access: allow('instructor', 'admin'),
      params: courseParams,
      body: Type.Object({
        email: Type.String({ minLength: 3, maxLength: 254, description: 'Of a member of the organization' }),
      }),
      reply: { 201: Enrollment, 202: Enrollment },
      errors: {
        'course-not-found': 404,
        'member-not-found': 404,
        'course-full': 409,
        'already-enrolled': 409,
      },
      idempotent: true,
    },
    withdraw: {
      method: 'DELETE',
      path: '/courses/:courseId/enroll',
      summary: 'Gives the seat back; the first on the waitlist gets it. Progress is kept.',
      act: { en: 'Left a course', fr: 'Désistement d’un cours' },
      access: allow('learner'),
      params: courseParams,
      reply: { 200: Enrollment },
      errors: { 'not-enrolled': 404 },
    },
    endEnrollment: {
      method: 'DELETE',
      path: '/courses/:courseId/enrollments/:learnerId',
      summary:
        'Ends the enrollment of a learner in a course you instruct; they are told, and the first who waits has the seat',
      act: { en: 'Ended the enrollment of {learnerId}', fr: 'Fin de l’inscription de {learnerId}' },
      access: allow('instructor', 'admin'),
      audited: true,
      params: Type.Object({ courseId: Id, learnerId: Id }),
      reply: { 200: Enrollment },
      errors: { 'course-not-found': 404, 'not-enrolled': 404 },
    },
    mine: {
      method: 'GET',
      path: '/enrollments',
      summary: 'Your own enrollments, newest first',
      access: allow('learner'),
      query: Type.Object({ ...PageQuery, status: Type.Optional(EnrollmentStatus) }),
      reply: { 200: Page(Enrollment) },
    },
    roster: {
      method: 'GET',
      path: '/courses/:courseId/enrollments',
      summary:
        'Who is enrolled or waits in a course you instruct, first come first; withdrawn ones by `status`',
      access: allow('instructor', 'admin'),
      params: courseParams,
      query: Type.Object({ ...PageQuery, status: Type.Optional(EnrollmentStatus) }),
      reply: { 200: Page(Enrollment) },
      errors: { 'course-not-found': 404 },
    },
    /** For services that keep a copy of who is enrolled, and meet a learner before the event does. */
    of: {
      method: 'GET',
      path: '/courses/:courseId/enrollments/:learnerId',
      summary: 'A learner’s enrollment in a course: the live one, or else the last',
      access: internal,
      params: Type.Object({ courseId: Id, learnerId: Id }),
      reply: { 200: Enrollment },
      errors: { 'not-enrolled': 404 },
    },
    /** For services that show things to those who are enrolled alone. */
    seats: {
      method: 'GET',
      path: '/people/:learnerId/seats',
      summary: 'The courses in which a learner has a seat now; waiting is not having one',
      access: internal,
      params: Type.Object({ learnerId: Id }),
      reply: { 200: Type.Object({ courseIds: Type.Array(Id) }) },
    },
  },
  events: {
    'enrollment.created': event(
      'A learner has a seat, at once or after waiting.',
      'enrollmentId',
      whoAndWhere,
      seen,
    ),
    'enrollment.waitlisted': event('A learner waits for a seat.', 'enrollmentId', whoAndWhere, seen),
    'enrollment.withdrawn': event(
      'A seat, or a place on the waitlist, came back.',
      'enrollmentId',
      {
        ...whoAndWhere,
        /** Who ended it for the learner; absent where they withdrew, or left the organization. */
        endedBy: Type.Optional(Id),
      },
      seen,
    ),
  },
});
