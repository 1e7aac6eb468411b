/** Identity and the mailbox for the tests of their neighbours: anybody is a person, and letters are kept. */
import { contract } from '@kernos/kernel/contract';
import { handle, service, task } from '@kernos/kernel/service';
import { identity } from '../../platform/identity/contract.ts';
import { mailbox } from '../../platform/mailbox/contract.ts';

/** Names by user id, for tests that care; everybody else is called “Ada Lovelace”. */
export const names = new Map<string, string>();

export const identityStandIn = service(
  contract(identity.name, {
    calls: { person: identity.calls.person, people: identity.calls.people },
    events: identity.events,
  }),
  {
    calls: [
      handle(identity.calls.people, async ({ ids }) => ({
        items: ids.split(',').map((id) => ({ id, name: names.get(id) ?? 'Ada Lovelace' })),
      })),
      handle(identity.calls.person, async ({ userId }) => ({
        id: userId,
        name: names.get(userId) ?? 'Ada Lovelace',
        email: `${userId}@people.example`,
        timeZone: 'UTC',
        locale: 'en',
      })),
    ],
  },
);

/** Keeps each letter in `mailbox.letters`. */
export const mailboxStandIn = service(
  contract(mailbox.name, { tasks: { post: mailbox.tasks.post.schema } }),
  {
    tasks: [
      task(mailbox, mailbox.tasks.post, async ({ to, subject, text }, ctx) => {
        await ctx.tx.query({
          text: 'INSERT INTO mailbox.letters ("to", subject, text) VALUES ($1, $2, $3)',
          values: [to, subject, text],
        });
      }),
    ],
    migrations: new URL('./mailbox-migrations/', import.meta.url),
  },
);
