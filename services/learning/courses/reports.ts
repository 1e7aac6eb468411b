/** What reports tell of courses. */
import { KernosError } from '@kernos/kernel/errors';
import { partTitles, reportedEvents } from '../../platform/analytics/contract-declarations.ts';
import { courses } from './contract.ts';

const {
  'course.published': published,
  'course.updated': updated,
  'course.archived': archived,
  'course.restored': restored,
  'course.unpublished': unpublished,
} = courses.events;
const subject = 'courseId';

export const courseReports = [
  reportedEvents([
    {
      ...{ event: published, subject },
      means: {
        is: 'published',
        version: 'version',
        title: 'title',
        owner: 'instructorId',
        parts: 'lessonIds',
      },
    },
    { event: updated, subject, means: { is: 'renamed', title: 'title' } },
    { event: archived, subject, means: { is: 'archived' } },
    { event: unpublished, subject, means: { is: 'archived' } },
    { event: restored, subject, means: { is: 'restored' } },
  ]),
  // A course that is not there any more has none; whether the caller may see its reports is found out afterwards.
  partTitles(async (ctx, courseId) => {
    try {
      const { modules } = await ctx.call(courses.calls.get, { courseId, published: true });
      return new Map(modules.flatMap(({ lessons }) => lessons.map(({ id, title }) => [id, title] as const)));
    } catch (error) {
      if (error instanceof KernosError && error.status === 404) return new Map();
      throw error;
    }
  }),
];
