/** Finding and reading what is taught. */
import { type CallSpec, signedIn } from '@kernos/kernel/contract';
import { File, Ids, Page, PageQuery } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import {
  Course,
  CourseOrder,
  CourseState,
  CourseWithOutline,
  courseParams,
  Flag,
  FoundLesson,
  fileParams,
  Lesson,
  LessonTitle,
  lessonNotFound,
  lessonParams,
  notFound,
  PublishedVersion,
  SearchCursor,
  Words,
} from './schemas.ts';

export const readingCalls = {
  list: {
    method: 'GET',
    path: '/courses',
    summary:
      'Published courses that you may know of and your own drafts; searched by words, typing errors forgiven',
    access: signedIn,
    query: Type.Object({
      ...PageQuery,
      cursor: SearchCursor,
      q: Type.Optional(Words),
      state: Type.Optional(CourseState),
      mine: Flag('Only those you instruct'),
      ids: Type.Optional(Ids(100, 'Only these, up to 100 with commas between them; archived ones too')),
      /** Default: `relevance` with words to look for, `newest` without. A cursor goes with its order alone. */
      sort: Type.Optional(CourseOrder),
    }),
    reply: { 200: Page(Course) },
  },
  get: {
    method: 'GET',
    path: '/courses/:courseId',
    summary: 'A course with its outline: as published, or for those who edit it as it is being edited',
    access: signedIn,
    params: courseParams,
    query: Type.Object({ published: Flag('For those who edit it: as everyone else sees it') }),
    reply: { 200: CourseWithOutline },
    errors: notFound,
    versioned: true,
  },
  /** For progress: which lessons a published version has. Defaults to the newest. */
  version: {
    method: 'GET',
    path: '/courses/:courseId/published',
    summary: 'The lessons of a published version, the newest by default',
    access: signedIn,
    params: courseParams,
    query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })) }),
    reply: { 200: PublishedVersion },
    errors: notFound,
  },
  lesson: {
    method: 'GET',
    path: '/lessons/:lessonId',
    summary: 'A lesson: as published; for those who edit it also as it is being edited',
    access: signedIn,
    params: lessonParams,
    query: Type.Object({
      draft: Flag('For those who edit it: the draft, also where a version is published'),
    }),
    reply: { 200: Lesson },
    errors: { ...lessonNotFound, 'lesson-taken-down': 410, 'enrollment-required': 403 },
    versioned: true,
  },
  file: {
    method: 'GET',
    path: '/courses/:courseId/files/:fileId',
    summary: 'An image or attachment of a course',
    access: signedIn,
    params: fileParams,
    reply: { 200: File('*/*') },
    errors: { 'file-not-found': 404, 'enrollment-required': 403 },
  },
} as const satisfies Record<string, CallSpec>;

export const lessonSearchCalls = {
  searchLessons: {
    method: 'GET',
    path: '/lessons',
    summary: 'Lessons of published courses by title and text, best first, typing errors forgiven',
    access: signedIn,
    query: Type.Object({ ...PageQuery, cursor: SearchCursor, q: Words }),
    reply: { 200: Page(FoundLesson) },
  },
  lessonTitles: {
    method: 'GET',
    path: '/lesson-titles',
    summary: 'Titles of published lessons, by id; lessons that were never published are left out',
    access: signedIn,
    query: Type.Object({
      ids: Ids(100),
    }),
    reply: { 200: Type.Object({ items: Type.Array(LessonTitle) }) },
  },
} as const satisfies Record<string, CallSpec>;
