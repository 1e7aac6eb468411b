/** What undoes: the version history of draft lessons, and bringing back what was removed. */
import { allow, type CallSpec } from '@kernos/kernel/contract';
import { Id, Page, PageQuery } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import {
  contentRefused,
  courseParams,
  Lesson,
  lessonNotFound,
  lessonParams,
  ModuleInOutline,
  moduleNotFound,
  moduleParams,
  notFound,
  Removed,
  Revision,
  RevisionWithText,
} from './schemas.ts';

const instructor = allow('instructor', 'admin');
const revisionParams = Type.Object({
  ...lessonParams.properties,
  revision: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});
const revisionErrors = { ...lessonNotFound, 'revision-not-found': 404 } as const;

export const revisionCalls = {
  revisions: {
    method: 'GET',
    path: '/lessons/:lessonId/revisions',
    summary: 'How a draft lesson came to be what it is, newest first',
    access: instructor,
    params: lessonParams,
    query: Type.Object(PageQuery),
    reply: { 200: Page(Revision) },
    errors: lessonNotFound,
  },
  revision: {
    method: 'GET',
    path: '/lessons/:lessonId/revisions/:revision',
    summary: 'A draft lesson as it was, with all of its Markdown',
    access: instructor,
    params: revisionParams,
    reply: { 200: RevisionWithText },
    errors: revisionErrors,
  },
  restoreRevision: {
    method: 'POST',
    path: '/lessons/:lessonId/revisions/:revision/restore',
    summary: 'Gives a draft lesson the title and text of a revision, as a new revision; none is lost by it',
    act: { en: 'Restored a revision of a lesson', fr: 'Restauration d’une révision de leçon' },
    access: instructor,
    params: revisionParams,
    reply: { 200: Lesson },
    errors: { ...revisionErrors, ...contentRefused },
    versioned: true,
    idempotent: true,
  },
  removed: {
    method: 'GET',
    path: '/courses/:courseId/removed',
    summary: 'Modules and lessons that were removed from the draft and can be brought back, newest first',
    access: instructor,
    params: courseParams,
    query: Type.Object(PageQuery),
    reply: { 200: Page(Removed) },
    errors: notFound,
  },
  restoreModule: {
    method: 'POST',
    path: '/modules/:moduleId/restore',
    summary: 'Brings a removed module back to its place, with the lessons that went with it',
    act: { en: 'Restored a module', fr: 'Restauration d’un module' },
    access: instructor,
    params: moduleParams,
    reply: { 200: ModuleInOutline },
    errors: moduleNotFound,
    idempotent: true,
  },
  restoreLesson: {
    method: 'POST',
    path: '/lessons/:lessonId/restore',
    summary: 'Brings a removed lesson back to its place, or into another module of the course',
    act: { en: 'Restored a lesson', fr: 'Restauration d’une leçon' },
    access: instructor,
    params: lessonParams,
    body: Type.Object({ moduleId: Type.Optional(Id) }),
    reply: { 200: Lesson },
    /** `module-not-found`: its module was removed as well, so bring that back, or name another one. */
    errors: { ...lessonNotFound, ...moduleNotFound },
    idempotent: true,
  },
} as const satisfies Record<string, CallSpec>;
