/** What a learner's home shows. */
import { allow, type CallSpec } from '@kernos/kernel/contract';
import { Id, Nullable, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { ReadingPosition } from './contract-reading.ts';

/** Where to go on in a course. */
export const ResumePoint = Type.Object({
  courseId: Id,
  courseTitle: Type.String(),
  completed: Type.Integer({ minimum: 0 }),
  total: Type.Integer({ minimum: 0 }),
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
  /** The lesson opened last, unless it is completed; else the one to go on with. */
  lesson: Type.Object({ id: Id, title: Type.String(), moduleTitle: Type.String() }),
  /** How far that lesson was read; null where it was never opened. */
  position: Nullable(ReadingPosition),
  touchedAt: Timestamp,
});

/** A calendar day in the person's time zone, e.g. `2026-11-20`. */
export const Day = Type.String({ format: 'date', description: 'Calendar day, RFC 3339' });

export const Streak = Type.Object({
  /** Days in a row that end today, or yesterday while nothing was completed today. */
  current: Type.Integer({ minimum: 0 }),
  longest: Type.Integer({ minimum: 0 }),
  /** The last 35 days, oldest first, today last: how many lessons were completed. */
  days: Type.Array(Type.Object({ date: Day, count: Type.Integer({ minimum: 0 }) })),
});

export const Home = Type.Object({
  /** Courses under way, last touched first, six at most. */
  resume: Type.Array(ResumePoint),
  streak: Streak,
  /** Courses completed, latest first, six at most. */
  finished: Type.Array(
    Type.Object({
      courseId: Id,
      courseTitle: Type.String(),
      completedAt: Timestamp,
      certificateCode: Type.String(),
    }),
  ),
  /** Courses of the catalog that were published in the last 30 days, latest first, twelve at most. */
  news: Type.Array(
    Type.Object({
      courseId: Id,
      courseTitle: Type.String(),
      /** `updated`: there was a version before. */
      kind: Type.Enum(['new', 'updated']),
      version: Type.Integer(),
      publishedAt: Timestamp,
      enrolled: Type.Boolean(),
    }),
  ),
});

export const homeCalls = {
  home: {
    method: 'GET',
    path: '/home',
    summary: 'Where to go on, your streak of days, what you finished and what is new',
    access: allow('learner'),
    query: Type.Object({
      timeZone: Type.Optional(
        Type.String({ maxLength: 64, description: 'IANA name, e.g. Europe/Berlin; UTC without it' }),
      ),
    }),
    reply: { 200: Home },
    errors: { 'invalid-input': 400 },
  },
} as const satisfies Record<string, CallSpec>;
