/**
 * Mailbox: where emails land while no mail server is set up. Nothing is sent from here: an administrator
 * reads them and passes them on.
 */
import { allow, contract } from '@kernos/kernel/contract';
import { Id, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

export const KeptEmail = Type.Object({
  id: Id,
  to: Type.String({ format: 'email' }),
  subject: Type.String(),
  text: Type.String(),
  createdAt: Timestamp,
});

export const mailbox = contract('mailbox', {
  calls: {
    list: {
      method: 'GET',
      path: '/mailbox',
      summary: 'Emails of your organization, newest first',
      access: allow('admin'),
      query: Type.Object({ ...PageQuery, to: Type.Optional(Type.String({ maxLength: 254 })) }),
      reply: { 200: Page(KeptEmail) },
    },
  },
  tasks: {
    post: Type.Object({
      to: Type.String({ format: 'email' }),
      subject: Type.String({ minLength: 1, maxLength: 200 }),
      text: Type.String({ minLength: 1, maxLength: 20_000, description: 'Plain text' }),
    }),
  },
});
