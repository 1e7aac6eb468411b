/** Progress: which lessons a learner has completed, and the certificate at the end. */
import { allow, anyone, contract, event, internal } from '@kernos/kernel/contract';
import { File, Id, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

export const CourseProgress = Type.Object({
  courseId: Id,
  learnerId: Id,
  /** The published version that `total` counts. */
  courseVersion: Type.Integer(),
  completed: Type.Integer({ minimum: 0 }),
  total: Type.Integer({ minimum: 0 }),
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
  completedLessonIds: Type.Array(Id),
  /** Where to go on: the first lesson not completed after the last one that was; null at the end. */
  nextLessonId: Nullable(Id),
  startedAt: Timestamp,
  updatedAt: Timestamp,
  completedAt: Nullable(Timestamp),
});

const Tally = Type.Object({
  courseId: Id,
  completed: Type.Integer({ minimum: 0 }),
  total: Type.Integer({ minimum: 0 }),
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
});

export const Certificate = Type.Object({
  code: Type.String({ description: 'What the verification link carries' }),
  courseTitle: Type.String(),
  learnerName: Type.String(),
  issuedAt: Timestamp,
});

const courseParams = Type.Object({ courseId: Id });
const notEnrolled = { 'not-enrolled': 404 } as const;

export const progress = contract('progress', {
  calls: {
    complete: {
      method: 'POST',
      path: '/lessons/:lessonId/complete',
      summary: 'Marks a lesson as completed; doing it again changes nothing',
      access: allow('learner'),
      params: Type.Object({ lessonId: Id }),
      reply: { 200: Tally },
      errors: { ...notEnrolled, 'lesson-not-found': 404 },
      idempotent: true,
    },
    ofCourse: {
      method: 'GET',
      path: '/courses/:courseId/progress',
      summary: 'Your progress in a course, and where to go on',
      access: allow('learner'),
      params: courseParams,
      reply: { 200: CourseProgress },
      errors: notEnrolled,
    },
    mine: {
      method: 'GET',
      path: '/progress',
      summary: 'Your progress in all your courses, last touched first',
      access: allow('learner'),
      query: Type.Object(PageQuery),
      reply: { 200: Page(CourseProgress) },
    },
    certificate: {
      method: 'GET',
      path: '/courses/:courseId/certificate',
      summary: 'Your certificate of a completed course, as PDF',
      access: allow('learner'),
      params: courseParams,
      reply: { 200: File('application/pdf') },
      errors: { ...notEnrolled, 'course-not-completed': 409 },
    },
    verify: {
      method: 'GET',
      path: '/certificates/:code',
      summary: 'Whether a certificate is real: anyone who was given its code may ask',
      access: anyone,
      scope: 'platform',
      params: Type.Object({ code: Type.String({ minLength: 10, maxLength: 64 }) }),
      reply: { 200: Certificate },
      errors: { 'certificate-not-found': 404 },
      perMinute: 60,
    },
    /** For the welcome workflow, which makes sure of what the event will have done by itself. */
    initialise: {
      method: 'PUT',
      path: '/progress',
      summary: 'Begins a learner’s progress in a course',
      access: internal,
      body: Type.Object({ courseId: Id, learnerId: Id, enrollmentId: Id }),
      reply: { 200: Tally },
    },
  },
  events: {
    'lesson.completed': event('A learner completed a lesson for the first time.', 'learnerId', {
      learnerId: Id,
      courseId: Id,
      lessonId: Id,
      courseVersion: Type.Integer(),
    }),
    'progress.updated': event('A learner’s share of a course changed.', 'learnerId', {
      learnerId: Id,
      courseId: Id,
      completed: Type.Integer(),
      total: Type.Integer(),
      percent: Type.Integer(),
    }),
    'course.completed': event('A learner completed every lesson of a course.', 'learnerId', {
      learnerId: Id,
      courseId: Id,
      courseVersion: Type.Integer(),
      certificateCode: Type.String(),
    }),
  },
});
