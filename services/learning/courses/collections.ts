/** What of courses can be found: the lessons of published versions. */
import { KernosError } from '@kernos/kernel/errors';
import { collections } from '../../platform/knowledge/contract-declarations.ts';
import { courses } from './contract.ts';

const { events, calls } = courses;
const id = 'courseId';

/** Undefined instead of a refusal because there is none, or not for whoever asks. */
async function orNone<Reply>(asking: Promise<Reply>): Promise<Reply | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof KernosError && error.status === 404) return undefined;
    throw error;
  }
}

export const courseCollections = collections({
  published: { event: events['course.published'], id, version: 'version', title: 'title' },
  renamed: { event: events['course.updated'], id, title: 'title' },
  archived: { event: events['course.archived'], id },
  restored: { event: events['course.restored'], id },
  takenDown: { event: events['course.unpublished'], id },
  statuses: async (ctx, ids) => (await ctx.call(calls.statuses, { courseIds: ids.join(',') })).items,
  texts: async (ctx, { digestsAlone, ...version }) => {
    const { items, next } = await ctx.call(calls.versionLessons, { ...version, texts: !digestsAlone });
    return { items: items.map(({ moduleTitle: section, ...lesson }) => ({ ...lesson, section })), next };
  },
  titleOf: async (ctx, courseId) => (await orNone(ctx.call(calls.get, { courseId })))?.title,
  titleOfText: async (ctx, lessonId) => (await orNone(ctx.call(calls.lesson, { lessonId })))?.title,
});
