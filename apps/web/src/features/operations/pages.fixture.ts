import { type FeaturePages, firstOf, page } from '../../../test/page.fixture.ts';

export const visits: FeaturePages = {
  wing: 'platform',
  pages: [
    page('admin', '/system'),
    page('admin', '/system/events'),
    page('admin', '/system/traces'),
    page('admin', '/system/traces/$traceId'),
    page('admin', '/system/workflows'),
    page('admin', '/system/schedules'),
    page('admin', '/system/dead-letters'),
    page('admin', '/audit'),
  ],
  example: async ({ admin }) => ({
    traceId: await firstOf(admin, '/traces?q=enrollments.enroll&limit=1', 'traceId'),
  }),
};
