/** What a learner leaves in the lessons they read. It is theirs alone: nobody else ever sees any of it. */
import { allow, type CallSpec } from '@kernos/kernel/contract';
import { Id, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

/** How far somebody read. */
export const ReadingPosition = Type.Object({
  /** 0 at the beginning of the lesson, 1 at its end. */
  fraction: Type.Number({ minimum: 0, maximum: 1 }),
  /** The heading they were below, by its id; null above the first. It holds where the text changed meanwhile. */
  anchor: Nullable(Type.String({ maxLength: 300 })),
  at: Timestamp,
});

/** A note on a lesson. There always is one: nobody has written anything while its `text` is empty. */
export const Note = Type.Object({
  lessonId: Id,
  courseId: Id,
  text: Type.String({ description: 'Markdown' }),
  /** The ETag; 0 while nothing was ever written. It grows by deleting too. */
  version: Type.Integer({ minimum: 0 }),
  /** Null while nothing was ever written. */
  updatedAt: Nullable(Timestamp),
});

export const ListedNote = Type.Object({
  ...Note.properties,
  updatedAt: Timestamp,
  lessonTitle: Nullable(Type.String()),
  courseTitle: Nullable(Type.String()),
});

export const LessonState = Type.Object({
  lessonId: Id,
  courseId: Id,
  completed: Type.Boolean(),
  completedAt: Nullable(Timestamp),
  position: Nullable(ReadingPosition),
  note: Note,
});

const learner = allow('learner');
const lessonParams = Type.Object({ lessonId: Id });
const errors = { 'not-enrolled': 404, 'lesson-not-found': 404 } as const;

export const readingCalls = {
  lessonState: {
    method: 'GET',
    path: '/lessons/:lessonId/state',
    summary: 'What you left in a lesson: whether you completed it, how far you read, your note',
    access: learner,
    params: lessonParams,
    reply: { 200: LessonState },
    errors,
  },
  open: {
    method: 'POST',
    path: '/lessons/:lessonId/open',
    summary: 'The same, for a reader who begins: its course becomes the one you touched last',
    act: { en: 'Opened a lesson', fr: 'Ouverture d’une leçon' },
    access: learner,
    params: lessonParams,
    reply: { 200: LessonState },
    errors,
    idempotent: true,
  },
  keepPosition: {
    method: 'PUT',
    path: '/lessons/:lessonId/position',
    summary: 'Keeps how far you read; the last one sent counts. Send it every few seconds at most',
    act: { en: 'Read a lesson', fr: 'Lecture d’une leçon' },
    access: learner,
    params: lessonParams,
    body: Type.Object({
      fraction: Type.Number({ minimum: 0, maximum: 1 }),
      anchor: Type.Optional(Nullable(Type.String({ maxLength: 300 }))),
    }),
    reply: { 200: ReadingPosition },
    errors,
  },
  note: {
    method: 'GET',
    path: '/lessons/:lessonId/note',
    summary: 'Your note on a lesson; an empty one at version 0 where you never wrote any',
    access: learner,
    params: lessonParams,
    reply: { 200: Note },
    errors,
    versioned: true,
  },
  writeNote: {
    method: 'PUT',
    path: '/lessons/:lessonId/note',
    summary: 'Writes your note on a lesson. If-Match is the version you read, "0" for the first',
    act: { en: 'Edited a note', fr: 'Modification d’une note' },
    access: learner,
    params: lessonParams,
    body: Type.Object({ text: Type.String({ maxLength: 20_000, description: 'Markdown' }) }),
    reply: { 200: Note },
    errors,
    versioned: true,
  },
  removeNote: {
    method: 'DELETE',
    path: '/lessons/:lessonId/note',
    summary: 'Empties your note on a lesson; write its text again with the new version to undo that',
    act: { en: 'Deleted a note', fr: 'Suppression d’une note' },
    access: learner,
    params: lessonParams,
    reply: { 200: Note },
    errors,
    versioned: true,
  },
  notes: {
    method: 'GET',
    path: '/notes',
    summary: 'All your notes, last written first, also of courses that you left',
    access: learner,
    query: Type.Object({
      ...PageQuery,
      courseId: Type.Optional(Id),
      q: Type.Optional(Type.String({ maxLength: 200, description: 'What the text has, whatever its case' })),
    }),
    reply: { 200: Page(ListedNote) },
  },
} as const satisfies Record<string, CallSpec>;
