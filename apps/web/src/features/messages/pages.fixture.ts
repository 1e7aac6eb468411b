import { type FeaturePages, firstOf, page } from '../../../test/page.fixture.ts';

export const visits: FeaturePages = {
  wing: 'platform',
  pages: [
    page('admin', '/messages'),
    page('admin', '/messages', '?state=parked'),
    page('admin', '/messages/deliveries/$deliveryId'),
    page('admin', '/messages/templates'),
    page('admin', '/messages/templates/$kind', { params: { kind: 'learning.enrolled' } }),
    page('admin', '/messages/templates/$kind', {
      params: { kind: 'learning.enrolled' },
      more: '?channel=push',
    }),
    page('admin', '/messages/endpoints'),
    page('admin', '/messages/mailbox'),
  ],
  example: async ({ admin }) => ({ deliveryId: await firstOf(admin, '/notification-deliveries?limit=1') }),
};
