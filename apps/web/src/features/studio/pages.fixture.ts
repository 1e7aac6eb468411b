import type { Window } from '../../../test/browser.fixture.ts';
import { type FeaturePages, firstOf, page } from '../../../test/page.fixture.ts';

export const visits: FeaturePages = {
  wing: 'learning',
  pages: [
    page('instructor', '/studio'),
    page('instructor', '/studio/import'),
    page('instructor', '/studio/$courseId'),
    page('instructor', '/studio/$courseId/lessons/$lessonId'),
    page('instructor', '/studio/$courseId/lessons/$lessonId', '?history=true'),
    page('instructor', '/studio/$courseId/preview/$lessonId'),
    page('instructor', '/studio/$courseId/files'),
    page('instructor', '/studio/$courseId/settings'),
    page('instructor', '/studio/$courseId/analytics'),
    page('instructor', '/studio/$courseId/roster'),
    page('instructor', '/studio/$courseId/publish/$workflowId'),
  ],
  example: async ({ admin, instructor, learner }) => {
    const workflowId = await firstOf(admin, '/workflows?name=courses.publish&limit=1');
    await publishWithLongTitle(instructor);
    await firstOf(learner, `/courses?q=${LONG_WORD}`);
    return { workflowId };
  },
};

const LONG_WORD = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz';

/** Wherever courses are listed, one has a title that leaves no room beside it. */
async function publishWithLongTitle(instructor: Window): Promise<void> {
  const title = `${LONG_WORD}: what it was, why it was needed, and how it came to be the longest word in use`;
  const { id } = await instructor.api<{ id: string }>('/courses', { title, audience: 'open' });
  const module = await instructor.api<{ id: string }>(`/courses/${id}/modules`, { title: LONG_WORD });
  await instructor.api(`/modules/${module.id}/lessons`, { title: LONG_WORD, markdown: 'It was repealed.' });
  await instructor.api(`/courses/${id}/publish`, {});
}
