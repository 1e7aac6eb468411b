/** A course as a whole: begun, imported, changed, published, archived, exported. */
import { allow, type CallSpec } from '@kernos/kernel/contract';
import { File, Nullable, Page, PageQuery, UploadField } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import {
  Audience,
  Capacity,
  Course,
  contentRefused,
  courseParams,
  DraftChange,
  DraftWarning,
  ImportReport,
  notFound,
  PublishedVersion,
  Summary,
  Title,
} from './schemas.ts';

const instructor = allow('instructor', 'admin');
const settings = {
  summary: Type.Optional(Summary),
  capacity: Type.Optional(Capacity),
  waitlist: Type.Optional(Type.Boolean()),
  audience: Type.Optional(Audience),
};
const archiveRefused = {
  'archive-broken': 400,
  'archive-encrypted': 400,
  'archive-empty': 400,
  'archive-too-large': 413,
  'archive-too-many-files': 413,
  'course-empty': 400,
} as const;
const notPublishable = {
  ...notFound,
  'course-empty': 409,
  'course-unchanged': 409,
  'course-publishing': 409,
  'course-archived': 409,
} as const;

export const authoringCalls = {
  create: {
    method: 'POST',
    path: '/courses',
    summary: 'Begins a course as an empty draft',
    act: { en: 'Created a course', fr: 'Création d’un cours' },
    access: instructor,
    body: Type.Object({ title: Title, ...settings }),
    reply: { 201: Course },
    idempotent: true,
  },
  update: {
    method: 'PATCH',
    path: '/courses/:courseId',
    summary: 'Changes a course’s title, summary, seats or who may read it; takes effect at once',
    act: { en: 'Changed course settings', fr: 'Modification des réglages d’un cours' },
    access: instructor,
    params: courseParams,
    body: Type.Object({ title: Type.Optional(Title), ...settings }),
    reply: { 200: Course },
    errors: notFound,
    versioned: true,
  },
  archive: {
    method: 'POST',
    path: '/courses/:courseId/archive',
    summary: 'Takes a course out of the catalog; who is enrolled keeps it',
    act: { en: 'Archived a course', fr: 'Archivage d’un cours' },
    access: instructor,
    params: courseParams,
    reply: { 200: Course },
    errors: { ...notFound, 'course-publishing': 409 },
    idempotent: true,
  },
  restore: {
    method: 'POST',
    path: '/courses/:courseId/restore',
    summary: 'Puts an archived course back where it was',
    act: { en: 'Restored a course', fr: 'Restauration d’un cours' },
    access: instructor,
    params: courseParams,
    reply: { 200: Course },
    errors: notFound,
    idempotent: true,
  },
  unpublish: {
    method: 'POST',
    path: '/courses/:courseId/unpublish',
    summary: 'Takes down all that was published of a course, at once and for everybody; its draft stays',
    act: { en: 'Unpublished a course', fr: 'Retrait de la publication d’un cours' },
    access: instructor,
    params: courseParams,
    reply: { 200: Course },
    errors: notFound,
    idempotent: true,
  },
  import: {
    method: 'POST',
    path: '/courses/import',
    summary: 'Makes a draft of a zip of Markdown files; what could not be kept is named in the report',
    act: { en: 'Imported a course', fr: 'Importation d’un cours' },
    access: instructor,
    body: Type.Object({
      archive: UploadField('A zip of Markdown files and images'),
      title: Type.Optional(Title),
      capacity: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    }),
    bodyLimit: 50 * 1_048_576,
    reply: { 201: Type.Object({ course: Course, report: ImportReport }) },
    errors: { ...archiveRefused, ...contentRefused },
    idempotent: true,
  },
  export: {
    method: 'GET',
    path: '/courses/:courseId/export',
    summary: 'The draft as a zip that imports to the same course',
    access: instructor,
    params: courseParams,
    reply: { 200: File('application/zip') },
    errors: { ...notFound, 'content-too-complex': 400 },
  },
  publish: {
    method: 'POST',
    path: '/courses/:courseId/publish',
    summary: 'Publishes the draft as a new version; follow it at /api/workflows/{workflowId}/status',
    act: { en: 'Published a course', fr: 'Publication d’un cours' },
    access: instructor,
    params: courseParams,
    reply: { 202: Type.Object({ workflowId: Type.String() }) },
    errors: notPublishable,
    idempotent: true,
  },
  changes: {
    method: 'GET',
    path: '/courses/:courseId/changes',
    summary:
      'What publishing would change since the version that learners see, and what they would stumble over',
    access: instructor,
    params: courseParams,
    reply: {
      200: Type.Object({
        /** Null: nothing is published yet, so that all of it is new. */
        publishedVersion: Nullable(Type.Integer()),
        changes: Type.Array(DraftChange),
        warnings: Type.Array(DraftWarning),
      }),
    },
    errors: notFound,
  },
  versions: {
    method: 'GET',
    path: '/courses/:courseId/versions',
    summary: 'Published versions, newest first',
    access: instructor,
    params: courseParams,
    query: Type.Object(PageQuery),
    reply: { 200: Page(PublishedVersion) },
    errors: notFound,
  },
} as const satisfies Record<string, CallSpec>;
