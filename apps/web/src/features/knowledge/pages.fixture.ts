import { type FeaturePages, page } from '../../../test/page.fixture.ts';

export const visits: FeaturePages = {
  wing: 'platform',
  pages: [
    page('learner', '/sources/$documentId', {
      params: { documentId: '01a1f952-2fad-74ac-921c-f41439f3a317' },
      refused: true,
    }),
    page('instructor', '/documents'),
  ],
};
