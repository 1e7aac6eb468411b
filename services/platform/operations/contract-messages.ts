/** Calls about messages: how far consumers have read, and those that failed for good. */

import { allow } from '@kernos/kernel/contract';
import { Id, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { TraceId } from './contract-traces.ts';

const DeadState = Type.Union([
  Type.Literal('dead'),
  Type.Literal('discarded', { description: 'Put aside by an administrator; forgotten after 30 days' }),
]);

export const DeadLetter = Type.Object({
  id: Id,
  consumer: Type.String(),
  messageId: Id,
  type: Type.String(),
  data: Type.Unknown(),
  attempts: Type.Integer(),
  error: Nullable(Type.String()),
  failedAt: Timestamp,
  state: DeadState,
  traceId: Nullable(TraceId),
});

const DeadLetterParams = Type.Object({ deadLetterId: Id });
const Consumer = Type.String({ minLength: 1, maxLength: 100 });

export const messageCalls = {
  deadLetters: {
    method: 'GET',
    path: '/dead-letters',
    summary: 'Messages that a consumer could not handle, newest first',
    access: allow('admin'),
    query: Type.Object({
      ...PageQuery,
      consumer: Type.Optional(Type.String({ maxLength: 100 })),
      state: Type.Optional(DeadState),
    }),
    reply: { 200: Page(DeadLetter) },
  },
  replayDeadLetter: {
    method: 'POST',
    path: '/dead-letters/:deadLetterId/replay',
    summary: 'Tries a dead message again, from its first attempt',
    act: { en: 'Retried a dead letter', fr: 'Relance d’un message en échec' },
    access: allow('admin'),
    params: DeadLetterParams,
    reply: { 202: Type.Object({ id: Id, status: Type.Literal('waiting') }) },
    idempotent: true,
  },
  replayDeadLetters: {
    method: 'POST',
    path: '/dead-letters/replay',
    summary: 'Tries all dead messages of a consumer again, or those of every consumer',
    act: { en: 'Retried all dead letters', fr: 'Relance de tous les messages en échec' },
    access: allow('admin'),
    body: Type.Object({ consumer: Type.Optional(Consumer) }),
    reply: { 202: Type.Object({ replayed: Type.Integer({ minimum: 0 }) }) },
    idempotent: true,
  },
  discardDeadLetter: {
    method: 'POST',
    path: '/dead-letters/:deadLetterId/discard',
    summary: 'Puts a dead message aside: it is not tried again, and can be taken back for 30 days',
    act: { en: 'Discarded a dead letter', fr: 'Mise à l’écart d’un message en échec' },
    access: allow('admin'),
    params: DeadLetterParams,
    reply: { 200: Type.Object({ id: Id, status: Type.Literal('discarded') }) },
    idempotent: true,
  },
  restoreDeadLetter: {
    method: 'POST',
    path: '/dead-letters/:deadLetterId/restore',
    summary: 'Takes a discarded message back among the dead ones',
    act: { en: 'Restored a dead letter', fr: 'Restauration d’un message en échec' },
    access: allow('admin'),
    params: DeadLetterParams,
    reply: { 200: Type.Object({ id: Id, status: Type.Literal('dead') }) },
    idempotent: true,
  },
  outbox: {
    method: 'GET',
    path: '/outbox',
    summary: 'How far each consumer has read, and the newest events of your organization',
    access: allow('admin'),
    query: Type.Object({ limit: PageQuery.limit }),
    reply: {
      200: Type.Object({
        lagSeconds: Type.Number({
          description: 'Age of the oldest message that a consumer has not reached',
        }),
        consumers: Type.Array(
          Type.Object({
            name: Type.String(),
            waiting: Type.Integer({
              description: 'Messages of your organization that are being tried again',
            }),
            dead: Type.Integer(),
            lagSeconds: Type.Number({ description: 'Age of the oldest message that it has not reached' }),
            isRead: Type.Boolean({
              description:
                'False where no process reads for it: the log is kept until one does, or it is retired',
            }),
          }),
        ),
        events: Type.Array(Type.Unknown({ description: 'CloudEvents 1.0' })),
      }),
    },
  },
} as const;
