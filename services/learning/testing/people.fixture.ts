/** Identity for the tests of its neighbours: anybody is a person. */
import { contract } from '@kernos/kernel/contract';
import { handle, service } from '@kernos/kernel/service';
import { identity } from '../../platform/identity/contract.ts';

/** Names by user id, for tests that care; everybody else is called “Ada Lovelace”. */
export const names = new Map<string, string>();

export const identityStandIn = service(
  contract(identity.name, {
    calls: {
      person: identity.calls.person,
      people: identity.calls.people,
      memberByEmail: identity.calls.memberByEmail,
    },
    events: identity.events,
  }),
  {
    calls: [
      handle(identity.calls.people, async ({ ids }) => ({
        items: ids.split(',').map((id) => ({ id, name: names.get(id) ?? 'Ada Lovelace' })),
      })),
      // The address says who it is.
      handle(identity.calls.memberByEmail, async ({ email }) => ({ userId: email.split('@')[0] ?? '' })),
      handle(identity.calls.person, async ({ userId }) => ({
        id: userId,
        name: names.get(userId) ?? 'Ada Lovelace',
        email: `${userId}@people.example`,
        member: true,
        timeZone: 'UTC',
        locale: 'en',
      })),
    ],
  },
);
