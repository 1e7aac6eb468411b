import { newId } from '@kernos/kernel/ids';
import { list } from '@kernos/kernel/list';
import { handle, schedule, service, task } from '@kernos/kernel/service';
import { mailbox } from './contract.ts';
import { deleteEmailsBefore, insertEmail, selectEmails } from './store.ts';

/** Every link in an email has run out long before. */
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

const listEmails = handle(mailbox.calls.list, async ({ to, ...page }, ctx) =>
  list(page, { createdAt: 'instant', id: 'id' }, (before, limit) =>
    selectEmails(ctx, { to: to?.trim().toLowerCase(), before, limit }),
  ),
);

const post = task(
  mailbox,
  mailbox.tasks.post,
  async ({ to, subject, text }, ctx) => {
    await insertEmail(ctx, {
      id: newId(),
      to: to.trim().toLowerCase(),
      subject,
      text,
      createdAt: ctx.now().toISOString(),
    });
  },
  { groupCommitKey: (_, key) => key },
);

const purge = schedule(mailbox, '41 3 * * *', (dueAt, ctx) =>
  deleteEmailsBefore(ctx, new Date(dueAt.getTime() - KEPT_DAYS * DAY_MS)),
);

export const mailboxService = service(mailbox, {
  migrations: new URL('./migrations/', import.meta.url),
  calls: [listEmails],
  tasks: [post],
  schedules: { purge },
});
