/** What the calls of courses take and give. */
import { Id, Nullable, OneLine, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { reasonCodes } from './contract-import-reasons.ts';

/**
 * Only `published` courses can be found and enrolled in. `publishing` is for those who edit it: to everyone
 * else a course stays `published` while its next version is being made. `archived` is out of the catalog,
 * though who has a seat goes on reading.
 */
export const CourseState = Type.Enum(['draft', 'publishing', 'published', 'archived']);

/** `relevance` needs words to look for, and is `newest` without. Titles go by letters, whatever their case. */
export const CourseOrder = Type.Enum(['newest', 'title', 'relevance']);

export const Audience = Type.Enum(['open', 'enrolled', 'invited'], {
  description:
    'Who reads what is published: every member of the organization; those with a seat; those with a seat, which staff alone gives, and the course is in nobody else’s catalog',
});

export const Title = OneLine(200, 'Title');
export const Summary = Type.String({ maxLength: 2_000, description: 'One paragraph of plain text' });
export const Capacity = Nullable(
  Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Seats; null for no limit' }),
);
export const Markdown = Type.String({
  maxLength: 1_000_000,
  description: 'CommonMark with GitHub extensions',
});
export const Position = Type.Integer({ minimum: 0, description: 'From 0; cut to what there is' });

/** What links in Markdown name a lesson or file by: `lesson:<key>`, `asset:<key>`. Stays when titles change. */
const Key = Type.String({
  description: 'What links in Markdown name it by: `lesson:<key>` or `asset:<key>`',
});

export const LessonInOutline = Type.Object({ id: Id, key: Key, title: Type.String(), words: Type.Integer() });
export const ModuleInOutline = Type.Object({
  id: Id,
  title: Type.String(),
  lessons: Type.Array(LessonInOutline),
});

export const Course = Type.Object({
  id: Id,
  title: Type.String(),
  summary: Type.String(),
  state: CourseState,
  capacity: Capacity,
  waitlist: Type.Boolean({ description: 'True: who comes when it is full waits for a seat' }),
  audience: Audience,
  instructorId: Id,
  /** Grows with every change of the draft; the ETag. */
  version: Type.Integer(),
  /** Number of the newest published version, from 1; null while there is none. */
  publishedVersion: Nullable(Type.Integer()),
  lessons: Type.Integer({ description: 'Number of lessons' }),
  words: Type.Integer({ description: 'Of all lessons together' }),
  minutes: Type.Integer({ description: 'Reading time at 200 words a minute, rounded up' }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  publishedAt: Nullable(Timestamp),
});

/** A course with its outline: the published one for learners, the draft for its instructors. */
export const CourseWithOutline = Type.Object({ ...Course.properties, modules: Type.Array(ModuleInOutline) });

export const Lesson = Type.Object({
  id: Id,
  courseId: Id,
  moduleId: Id,
  key: Key,
  title: Type.String(),
  markdown: Type.String(),
  html: Type.String({ description: 'Sanitised' }),
  headings: Type.Array(Type.Object({ depth: Type.Integer(), text: Type.String(), id: Type.String() })),
  words: Type.Integer(),
  /** Of the draft lesson; the ETag. */
  version: Type.Integer(),
  /** The published version this text is of; null for a draft. */
  publishedVersion: Nullable(Type.Integer()),
  previousLessonId: Nullable(Id),
  nextLessonId: Nullable(Id),
});

/** One state that a draft lesson was saved in. */
export const Revision = Type.Object({
  /** From 1, without gaps. */
  revision: Type.Integer({ minimum: 1 }),
  authorId: Id,
  title: Type.String(),
  words: Type.Integer(),
  /** Lines that the revision before does not have, however often; one that only moved counts as neither. */
  addedLines: Type.Integer({ minimum: 0 }),
  removedLines: Type.Integer({ minimum: 0 }),
  /** The revision whose text it brought back; null for one that was written. */
  restoredFrom: Nullable(Type.Integer()),
  createdAt: Timestamp,
  /** When it was last saved: what one person saves within five minutes of its beginning is one revision. */
  updatedAt: Timestamp,
});

export const RevisionWithText = Type.Object({
  ...Revision.properties,
  lessonId: Id,
  markdown: Type.String({ description: 'All of it; comparing two is up to the reader' }),
});

/** A module or lesson that was removed from a draft and can be brought back. */
export const Removed = Type.Object({
  kind: Type.Enum(['module', 'lesson']),
  id: Id,
  title: Type.String(),
  /** Of a lesson: the module it stood in. Null for a module. */
  moduleId: Nullable(Id),
  /** Of a module: how many lessons come back with it. Null for a lesson. */
  lessons: Nullable(Type.Integer()),
  removedBy: Id,
  removedAt: Timestamp,
  /** From then on it is gone for good. */
  keptUntil: Timestamp,
});

/** A published lesson by name. */
export const LessonTitle = Type.Object({
  id: Id,
  courseId: Id,
  title: Type.String(),
  moduleTitle: Type.String(),
  words: Type.Integer(),
});

/** A published lesson that a search found. */
export const FoundLesson = Type.Object({
  ...LessonTitle.properties,
  courseTitle: Type.String(),
  /** The place that fits best, as plain text in pieces: those that were looked for are marked. */
  snippet: Type.Array(Type.Object({ text: Type.String(), match: Type.Boolean() })),
});

export const ImportReport = Type.Object({
  modules: Type.Integer(),
  lessons: Type.Integer(),
  files: Type.Integer({ description: 'Images and attachments' }),
  skipped: Type.Array(
    Type.Object({
      path: Type.String(),
      code: Type.Enum(reasonCodes),
      values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
      reason: Type.String({ description: 'In English' }),
    }),
    {
      description: 'Everything that could not be kept, by name',
    },
  ),
});

/** An image or attachment. Its content is at `/api/courses/{courseId}/files/{id}`. */
export const CourseFile = Type.Object({
  id: Type.String({ description: 'SHA-256 of its content' }),
  key: Key,
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
});

/** Something of a draft that learners do not see yet. What is both rewritten and renamed or moved is `changed`. */
export const DraftChange = Type.Object({
  kind: Type.Enum(['module', 'lesson', 'file']),
  change: Type.Enum(['added', 'changed', 'renamed', 'moved', 'removed']),
  id: Type.String({ description: 'Of the module or lesson; of a file, its key' }),
  title: Type.String(),
});

/** Something that readers would stumble over. It may be published nevertheless. */
export const DraftWarning = Type.Object({
  problem: Type.Enum(['empty-module', 'empty-lesson', 'broken-link']),
  id: Type.String({ description: 'Of the module or lesson' }),
  title: Type.String(),
  link: Nullable(Type.String({ description: 'Of a broken link: where it leads to, or its text' })),
});

export const PublishedVersion = Type.Object({
  courseId: Id,
  version: Type.Integer(),
  title: Type.String(),
  lessonIds: Type.Array(Id, { description: 'In reading order' }),
  publishedAt: Timestamp,
});

// --- what several calls share ------------------------------------------------------------------------

export const Flag = (description: string) => Type.Optional(Type.Boolean({ description }));
export const Words = Type.String({
  maxLength: 200,
  description: 'Words to look for; the last may be unfinished',
});
// Longer than other lists': it remembers how the words were understood, so that pages fit together.
export const SearchCursor = Type.Optional(
  Type.String({ maxLength: 8_000, description: 'From the page before' }),
);

export const courseParams = Type.Object({ courseId: Id });
export const moduleParams = Type.Object({ moduleId: Id });
export const lessonParams = Type.Object({ lessonId: Id });
export const fileParams = Type.Object({
  courseId: Id,
  fileId: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of its content' }),
});

export const notFound = { 'course-not-found': 404 } as const;
export const moduleNotFound = { 'module-not-found': 404 } as const;
export const lessonNotFound = { 'lesson-not-found': 404 } as const;
export const contentRefused = {
  'markdown-too-large': 413,
  'markdown-too-deep': 400,
  'content-too-complex': 400,
} as const;
