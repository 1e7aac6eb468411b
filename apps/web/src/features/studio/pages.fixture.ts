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
  example: async ({ admin }) => ({
    workflowId: await firstOf(admin, '/workflows?name=courses.publish&limit=1'),
  }),
};
