/** What other services ask of courses on their own behalf: the status of courses, and what versions say. */
import { type CallSpec, internal } from '@kernos/kernel/contract';
import { Id, Ids, Nullable } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

const version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

export const serviceCalls = {
  /** For services that keep copies of what courses say, to make sure of them before they show any. */
  statuses: {
    method: 'GET',
    path: '/courses/statuses',
    summary:
      'Whether courses are published or archived, and whose they are; those that there are not are left out',
    access: internal,
    query: Type.Object({
      courseIds: Ids(200),
    }),
    reply: {
      200: Type.Object({
        items: Type.Array(
          Type.Object({
            courseId: Id,
            title: Type.String(),
            instructorId: Id,
            /** Null for a course that was never published. */
            publishedVersion: Nullable(Type.Integer()),
            archived: Type.Boolean(),
            readers: Type.Enum(['organization', 'members']),
          }),
        ),
      }),
    },
  },
  /** For services that read what learners read: as many lessons as fit into a reply of some megabytes. */
  versionLessons: {
    method: 'GET',
    path: '/courses/:courseId/versions/:version/lessons',
    summary: 'Lessons of a published version with their texts, in reading order',
    access: internal,
    params: Type.Object({ courseId: Id, version }),
    query: Type.Object({
      after: Type.Optional(Type.Integer({ minimum: -1, description: 'Ordinal of the last one you have' })),
      texts: Type.Optional(Type.Boolean({ description: 'False: digests alone. Default true' })),
    }),
    reply: {
      200: Type.Object({
        items: Type.Array(
          Type.Object({
            lessonId: Id,
            /** Place in reading order, from 0. */
            ordinal: Type.Integer(),
            key: Type.String(),
            title: Type.String(),
            moduleTitle: Type.String(),
            markdown: Nullable(Type.String()),
            digest: Type.String({ description: 'SHA-256 of the Markdown, hexadecimal' }),
          }),
        ),
        /** `after` for the rest; null where there is none. */
        next: Nullable(Type.Integer()),
      }),
    },
    errors: { 'course-not-found': 404 },
  },
} as const satisfies Record<string, CallSpec>;
