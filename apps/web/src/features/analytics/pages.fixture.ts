import { type FeaturePages, page } from '../../../test/page.fixture.ts';

export const visits: FeaturePages = {
  wing: 'platform',
  pages: [
    page('instructor', '/reports'),
    page('instructor', '/reports', '?from=2026-01-01&to=2026-01-31&by=week'),
    page('instructor', '/reports/courses'),
    page('instructor', '/reports/courses/$courseId'),
    page('admin', '/reports'),
    page('admin', '/reports/retention'),
    page('admin', '/reports/delivery'),
  ],
};
