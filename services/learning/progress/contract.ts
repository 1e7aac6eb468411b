/** Progress: which lessons a learner has completed, and the certificate at the end. */
import { allow, anyone, contract, event, internal, to } from '@kernos/kernel/contract';
import { File, Id, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { homeCalls } from './contract-home.ts';
import { readingCalls } from './contract-reading.ts';

export const CourseProgress = Type.Object({
  courseId: Id,
  learnerId: Id,
  /**
   * The published version that measures you. You move on to a newer one by yourself as soon as that shows
   * no less; see `moveToNewest`.
   */
  courseVersion: Type.Integer(),
  newestVersion: Type.Integer(),
  completed: Type.Integer({ minimum: 0 }),
  total: Type.Integer({ minimum: 0 }),
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
  completedLessonIds: Type.Array(Id, {
    description: 'Every completed lesson of the course, also one that this version does not have',
  }),
  /**
   * Where to go on: the first lesson not completed after the one completed last, then one that was skipped,
   * then what only the newest version has; null when all of that is done.
   */
  nextLessonId: Nullable(Id),
  startedAt: Timestamp,
  updatedAt: Timestamp,
  /** When every lesson was completed for the first time. It stays, whatever is published later. */
  completedAt: Nullable(Timestamp),
});

const Tally = Type.Object({
  courseId: Id,
  completed: Type.Integer({ minimum: 0 }),
  total: Type.Integer({ minimum: 0 }),
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
});

export const Certificate = Type.Object({
  code: Type.String({ description: 'What the verification link carries, e.g. 7K2QF-0M9XD-4TBWR-H3C8N' }),
  courseTitle: Type.String(),
  learnerName: Type.String(),
  issuedAt: Timestamp,
});

const OwnCertificate = Type.Object({
  code: Type.String({ description: 'It opens `/certificates/{code}`, where anyone sees that it is real' }),
  courseId: Id,
  courseTitle: Type.String(),
  issuedAt: Timestamp,
});

const courseParams = Type.Object({ courseId: Id });
const notEnrolled = { 'not-enrolled': 404 } as const;
/** Rosters and the learner’s own pages show it at once. */
const seen = { realtime: [allow('instructor', 'admin'), to('learnerId')] };

export const progress = contract('progress', {
  calls: {
    ...homeCalls,
    ...readingCalls,
    complete: {
      method: 'POST',
      path: '/lessons/:lessonId/complete',
      summary: 'Marks a lesson as completed; doing it again changes nothing',
      act: { en: 'Completed a lesson', fr: 'Leçon terminée' },
      access: allow('learner'),
      params: Type.Object({ lessonId: Id }),
      reply: { 200: Tally },
      errors: { ...notEnrolled, 'lesson-not-found': 404 },
      idempotent: true,
    },
    uncomplete: {
      method: 'DELETE',
      path: '/lessons/:lessonId/complete',
      summary: 'Takes back that you completed a lesson; a certificate, once earned, stays',
      act: { en: 'Marked a lesson as incomplete', fr: 'Leçon marquée comme non terminée' },
      access: allow('learner'),
      params: Type.Object({ lessonId: Id }),
      reply: { 200: Tally },
      errors: { ...notEnrolled, 'lesson-not-found': 404 },
    },
    moveToNewest: {
      method: 'POST',
      path: '/courses/:courseId/progress/newest',
      summary: 'Measures you by the newest version from now on, also where your percent falls by that',
      act: { en: 'Moved to the newest version of a course', fr: 'Passage à la dernière version d’un cours' },
      access: allow('learner'),
      params: courseParams,
      reply: { 200: CourseProgress },
      errors: notEnrolled,
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
      perMinute: 120,
    },
    certificates: {
      method: 'GET',
      path: '/certificates',
      summary: 'Your certificates, latest first',
      access: allow('learner'),
      query: Type.Object(PageQuery),
      reply: { 200: Page(OwnCertificate) },
    },
    verify: {
      method: 'GET',
      path: '/certificates/:code',
      summary: 'Verifies a certificate by its code, for anyone who has it',
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
  tasks: {
    /** Moves a course's learners on to a new version where that shows no less, some at a time. */
    carryOver: Type.Object({
      courseId: Id,
      version: Type.Integer({ minimum: 1 }),
      after: Nullable(
        Type.String({ format: 'uuid', description: 'The learner whom the last part ended with' }),
      ),
    }),
  },
  events: {
    'lesson.completed': event(
      'A learner completed a lesson for the first time.',
      'learnerId',
      { learnerId: Id, courseId: Id, lessonId: Id, courseVersion: Type.Integer() },
      seen,
    ),
    'lesson.reopened': event(
      'A learner took back that they completed a lesson.',
      'learnerId',
      {
        learnerId: Id,
        courseId: Id,
        lessonId: Id,
        /** The one completed last of those that still are. */
        lastLessonId: Nullable(Id),
      },
      seen,
    ),
    'lesson.completed_again': event(
      'A learner completed a lesson that they had taken back.',
      'learnerId',
      { learnerId: Id, courseId: Id, lessonId: Id, courseVersion: Type.Integer() },
      seen,
    ),
    'progress.updated': event(
      'A learner’s share of a course changed.',
      'learnerId',
      {
        learnerId: Id,
        courseId: Id,
        completed: Type.Integer(),
        total: Type.Integer(),
        percent: Type.Integer(),
        /** When the learner last touched the course. */
        updatedAt: Timestamp,
        /** When every lesson was completed for the first time. */
        completedAt: Nullable(Timestamp),
      },
      seen,
    ),
    'course.completed': event(
      'A learner completed every lesson of a course.',
      'learnerId',
      { learnerId: Id, courseId: Id, courseVersion: Type.Integer(), certificateCode: Type.String() },
      seen,
    ),
  },
});
