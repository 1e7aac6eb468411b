import { type FeaturePages, page } from '../../../test/page.fixture.ts';

export const visits: FeaturePages = {
  wing: 'platform',
  pages: [
    page(null, '/sign-in'),
    page(null, '/reset-password', '#token=of-a-letter'),
    page(null, '/sign-up'),
    page(null, '/reset-password'),
    page(null, '/verify-email'),
    page(null, '/invitation'),
    page('learner', '/profile'),
    page('learner', '/profile/security'),
    page('learner', '/profile/organizations'),
    page('learner', '/profile/notifications'),
    page('learner', '/profile/api-keys'),
    page('admin', '/people'),
    page('admin', '/organization'),
  ],
};
