import { type FeaturePages, firstOf, page } from '../../../test/page.fixture.ts';

export const visits: FeaturePages = {
  wing: 'learning',
  pages: [
    page(null, '/certificates/$code'),
    page('learner', '/'),
    page('learner', '/my-courses'),
    page('learner', '/notes'),
    page('learner', '/certificates'),
    page('instructor', '/certificates'),
  ],
  example: async ({ instructor, lessonIds }) => {
    for (const id of lessonIds) await instructor.api(`/lessons/${id}/complete`, {});
    return { code: await firstOf(instructor, '/certificates', 'code') };
  },
};
