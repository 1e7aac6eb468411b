/** Emails as they are kept. */

import type { Context } from '@kernos/kernel/context';
import type { After } from '@kernos/kernel/list';
import type { Static } from 'typebox';
import type { KeptEmail } from './contract.ts';

export type EmailRow = Static<typeof KeptEmail>;

type Work = Pick<Context, 'tx'>;

/** Keeps an email for the organization that the transaction is bound to. */
export async function insertEmail(ctx: Work, message: EmailRow): Promise<void> {
  await ctx.tx.query({
    name: 'mailbox.insert',
    text: `INSERT INTO mailbox.emails (id, recipient, subject, text, created_at) VALUES ($1, $2, $3, $4, $5)`,
    values: [message.id, message.to, message.subject, message.text, message.createdAt],
  });
}

/** Emails of the organization, newest first, from after `before` on; `to` in lower case. */
export async function selectEmails(
  ctx: Work,
  {
    to,
    before,
    limit,
  }: { to?: string | undefined; before: After<{ createdAt: 'instant'; id: 'id' }>; limit: number },
): Promise<EmailRow[]> {
  const { rows } = await ctx.tx.query<EmailRow>({
    text: `SELECT id, recipient AS "to", subject, text, created_at FROM mailbox.emails
            WHERE ($1::text IS NULL OR recipient = $1)
              AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
            ORDER BY created_at DESC, id DESC LIMIT $4`,
    values: [to ?? null, before.createdAt, before.id, limit],
  });
  return rows;
}

/** Throws away what is older than `instant`, in every organization. */
export async function deleteEmailsBefore(ctx: Work, instant: Date): Promise<void> {
  await ctx.tx.query({
    text: 'DELETE FROM mailbox.emails WHERE created_at < $1',
    values: [instant.toISOString()],
  });
}
