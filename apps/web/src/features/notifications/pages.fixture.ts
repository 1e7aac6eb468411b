import { type FeaturePages, page } from '../../../test/page.fixture.ts';

export const visits: FeaturePages = {
  wing: 'platform',
  pages: [
    page(null, '/unsubscribe/$token', { params: { token: 'a-token-that-no-letter-holds' }, refused: true }),
    page('learner', '/inbox'),
    page('learner', '/inbox', '?show=archived'),
  ],
};
