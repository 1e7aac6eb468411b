/**
 * Courses: what is taught. A course is a draft that its instructors edit, and immutable published
 * versions that learners read.
 */
import { allow, contract, event, signedIn } from '@kernos/kernel/contract';
import { File, Id, Nullable, Page, PageQuery, Text, Timestamp, UploadField } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

const instructor = allow('instructor', 'admin');

/**
 * Only `published` courses can be found and enrolled in. `publishing` is for those who edit it: to everyone
 * else a course stays `published` while its next version is being made. `archived` is out of the catalog,
 * though who knows it may go on reading what was published.
 */
export const CourseState = Type.Enum(['draft', 'publishing', 'published', 'archived']);

const Title = Text(1, 200, 'Title');
const Summary = Type.String({ maxLength: 2_000, description: 'One paragraph of plain text' });
const Capacity = Nullable(
  Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Seats; null for no limit' }),
);
const Markdown = Type.String({ maxLength: 1_000_000, description: 'CommonMark with GitHub extensions' });

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
  instructorId: Id,
  /** Grows with every change of the draft; the ETag. */
  version: Type.Integer(),
  /** Number of the newest published version, from 1; null while there is none. */
  publishedVersion: Nullable(Type.Integer()),
  lessons: Type.Integer({ description: 'Number of lessons' }),
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

export const ImportReport = Type.Object({
  modules: Type.Integer(),
  lessons: Type.Integer(),
  files: Type.Integer({ description: 'Images and attachments' }),
  skipped: Type.Array(Type.Object({ path: Type.String(), reason: Type.String() }), {
    description: 'Everything that could not be kept, by name',
  }),
});

/** An image or attachment. Its content is at `/api/courses/{courseId}/files/{id}`. */
export const CourseFile = Type.Object({
  id: Type.String({ description: 'SHA-256 of its content' }),
  key: Key,
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
});

export const PublishedVersion = Type.Object({
  courseId: Id,
  version: Type.Integer(),
  title: Type.String(),
  lessonIds: Type.Array(Id, { description: 'In reading order' }),
  publishedAt: Timestamp,
});

const settings = {
  summary: Type.Optional(Summary),
  capacity: Type.Optional(Capacity),
  waitlist: Type.Optional(Type.Boolean()),
};
const Flag = (description: string) => Type.Optional(Type.Boolean({ description }));
const courseParams = Type.Object({ courseId: Id });
const moduleParams = Type.Object({ moduleId: Id });
const lessonParams = Type.Object({ lessonId: Id });
const fileParams = Type.Object({
  courseId: Id,
  fileId: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of its content' }),
});
const notFound = { 'course-not-found': 404 } as const;
const moduleNotFound = { 'module-not-found': 404 } as const;
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
const contentRefused = {
  'markdown-too-large': 413,
  'markdown-too-deep': 400,
  'content-too-complex': 400,
} as const;

export const courses = contract('courses', {
  calls: {
    create: {
      method: 'POST',
      path: '/courses',
      summary: 'Begins a course as an empty draft',
      access: instructor,
      body: Type.Object({ title: Title, ...settings }),
      reply: { 201: Course },
      idempotent: true,
    },
    list: {
      method: 'GET',
      path: '/courses',
      summary: 'Published courses and your own drafts; searched by words, typing errors forgiven',
      access: signedIn,
      query: Type.Object({
        ...PageQuery,
        // Longer than other lists': it remembers how typing errors were understood, so that pages fit together.
        cursor: Type.Optional(Type.String({ maxLength: 4_000, description: 'From the page before' })),
        q: Type.Optional(Type.String({ maxLength: 200, description: 'Words to look for' })),
        state: Type.Optional(CourseState),
        mine: Flag('Only those you instruct'),
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
    update: {
      method: 'PATCH',
      path: '/courses/:courseId',
      summary: 'Changes a course’s title, summary, capacity or waitlist; takes effect at once',
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
      access: instructor,
      params: courseParams,
      reply: { 202: Type.Object({ workflowId: Type.String() }) },
      errors: notPublishable,
      idempotent: true,
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
    addModule: {
      method: 'POST',
      path: '/courses/:courseId/modules',
      summary: 'Adds a module to the draft, at the end',
      access: instructor,
      params: courseParams,
      body: Type.Object({ title: Title }),
      reply: { 201: ModuleInOutline },
      errors: notFound,
      idempotent: true,
    },
    updateModule: {
      method: 'PATCH',
      path: '/modules/:moduleId',
      summary: 'Renames a module of the draft, or moves it to a position from 0',
      access: instructor,
      params: moduleParams,
      body: Type.Object({
        title: Type.Optional(Title),
        position: Type.Optional(Type.Integer({ minimum: 0 })),
      }),
      reply: { 200: ModuleInOutline },
      errors: moduleNotFound,
    },
    removeModule: {
      method: 'DELETE',
      path: '/modules/:moduleId',
      summary: 'Removes a module and its lessons from the draft; published versions keep them',
      access: instructor,
      params: moduleParams,
      reply: { 204: Type.Null() },
      errors: moduleNotFound,
    },
    addLesson: {
      method: 'POST',
      path: '/modules/:moduleId/lessons',
      summary: 'Adds a lesson to a module of the draft, at the end',
      access: instructor,
      params: moduleParams,
      body: Type.Object({ title: Title, markdown: Markdown }),
      reply: { 201: Lesson },
      errors: { ...moduleNotFound, ...contentRefused },
      bodyLimit: 2 * 1_048_576,
      idempotent: true,
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
      errors: { 'lesson-not-found': 404 },
      versioned: true,
    },
    updateLesson: {
      method: 'PATCH',
      path: '/lessons/:lessonId',
      summary: 'Changes a lesson of the draft, or moves it within its module or to another one',
      access: instructor,
      params: lessonParams,
      body: Type.Object({
        title: Type.Optional(Title),
        markdown: Type.Optional(Markdown),
        moduleId: Type.Optional(Id),
        position: Type.Optional(Type.Integer({ minimum: 0 })),
      }),
      reply: { 200: Lesson },
      errors: { 'lesson-not-found': 404, ...moduleNotFound, ...contentRefused },
      versioned: true,
      bodyLimit: 2 * 1_048_576,
    },
    removeLesson: {
      method: 'DELETE',
      path: '/lessons/:lessonId',
      summary: 'Removes a lesson from the draft; published versions keep it',
      access: instructor,
      params: lessonParams,
      reply: { 204: Type.Null() },
      errors: { 'lesson-not-found': 404 },
    },
    files: {
      method: 'GET',
      path: '/courses/:courseId/files',
      summary: 'Images and attachments of the draft',
      access: instructor,
      params: courseParams,
      query: Type.Object(PageQuery),
      reply: { 200: Page(CourseFile) },
      errors: notFound,
    },
    addFile: {
      method: 'POST',
      path: '/courses/:courseId/files',
      summary: 'Adds an image or attachment to the draft; link to it as `asset:<key>`',
      access: instructor,
      params: courseParams,
      body: Type.Object({ file: UploadField('An image, film, sound, document or source text') }),
      bodyLimit: 50 * 1_048_576,
      reply: { 201: CourseFile },
      errors: { ...notFound, 'file-type-not-carried': 415 },
      idempotent: true,
    },
    removeFile: {
      method: 'DELETE',
      path: '/courses/:courseId/files/:fileId',
      summary: 'Removes an image or attachment from the draft; published versions keep it',
      access: instructor,
      params: fileParams,
      reply: { 204: Type.Null() },
      errors: { ...notFound, 'file-not-found': 404 },
    },
    file: {
      method: 'GET',
      path: '/courses/:courseId/files/:fileId',
      summary: 'An image or attachment of a course',
      access: signedIn,
      params: fileParams,
      reply: { 200: File('application/octet-stream') },
      errors: { 'file-not-found': 404 },
    },
  },
  events: {
    'course.published': event(
      'A new version of a course can be read.',
      'courseId',
      {
        courseId: Id,
        version: Type.Integer(),
        title: Type.String(),
        capacity: Capacity,
        waitlist: Type.Boolean(),
        instructorId: Id,
        lessonIds: Type.Array(Id),
      },
      { live: [signedIn] },
    ),
    'course.updated': event(
      'Title, capacity or waitlist of a course changed.',
      'courseId',
      { courseId: Id, title: Type.String(), capacity: Capacity, waitlist: Type.Boolean() },
      { live: [signedIn] },
    ),
    'course.archived': event(
      'A course left the catalog.',
      'courseId',
      { courseId: Id },
      { live: [signedIn] },
    ),
    'course.restored': event(
      'An archived course came back to the catalog.',
      'courseId',
      { courseId: Id },
      { live: [signedIn] },
    ),
  },
});
