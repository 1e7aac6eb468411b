import { type FeaturePages, page } from '../../../test/page.fixture.ts';

export const visits: FeaturePages = {
  wing: 'learning',
  pages: [
    page('learner', '/catalog'),
    page('learner', '/catalog', '?q=nothing-has-this-word'),
    page('learner', '/courses/$courseId'),
    page('learner', '/courses/$courseId/lessons/$lessonId'),
    page('learner', '/courses/$courseId/lessons/$lessonId', '?side=notes'),
    page('instructor', '/lessons/$lessonId'),
  ],
  example: ({ courseId, lessonIds: [lessonId = ''] }) => Promise.resolve({ courseId, lessonId }),
};
