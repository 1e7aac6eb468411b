/** What the calls of mailbox answer to whom (services/testing/access.fixture.ts). */
import { type Expectations, under } from '../../testing/access.fixture.ts';

export const access: Expectations = {
  ...under(['admin'], {
    'mailbox.list': { other: 'same' },
  }),
};
