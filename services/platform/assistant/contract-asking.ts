/** Asking, following an answer, and what a learner may do with it afterwards. */
import { type CallSpec, signedIn } from '@kernos/kernel/contract';
import { EventStream, EventStreamOrJson, Id, Nullable, Text, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { Answer, AnswerEvent, Feedback, Kind, Level, Why } from './schemas.ts';

const answerParams = Type.Object({ answerId: Id });
const notFound = { 'answer-not-found': 404 } as const;
const Question = Text(1, 8_000, 'In any language');

export const askingCalls = {
  /** Whether a model is configured, for a page that wants to say so. */
  status: {
    method: 'GET',
    path: '/ai/status',
    summary: 'Which model answers, if any, and which kinds of question there are',
    access: signedIn,
    reply: {
      200: Type.Object({
        model: Nullable(Type.String()),
        fallbackModel: Nullable(Type.String()),
        /** True: this month’s budget of the organization is used up, so answers are quotations. */
        budgetExceeded: Type.Boolean(),
        /** Your own share of the day is used up until then; null while it is not. */
        personBudgetRenewsAt: Nullable(Timestamp),
        kinds: Type.Array(Kind),
        levels: Type.Array(Level),
      }),
    },
  },
  /**
   * Answers as server-sent events, or with `Accept: application/json` as one `Answer`. Sending the same
   * `Idempotency-Key` again gives the same answer again, from behind `Last-Event-ID` where that is sent too:
   * the run goes on here whether or not anybody listens.
   */
  ask: {
    method: 'POST',
    path: '/ai/ask',
    summary: 'Answers a question from what you may read, each sentence with the passage it came from',
    act: { en: 'Asked a question', fr: 'Question posée' },
    access: signedIn,
    body: Type.Object({
      question: Question,
      courseId: Type.Optional(Id),
      lessonId: Type.Optional(Id),
      conversationId: Type.Optional(Id),
      kind: Type.Optional(Kind),
      level: Type.Optional(Level),
      selection: Type.Optional(Text(1, 8_000, 'A piece of a lesson that the question is about')),
    }),
    reply: { 200: EventStreamOrJson(AnswerEvent, Answer) },
    errors: {
      'course-not-found': 404,
      'lesson-not-found': 404,
      'conversation-not-found': 404,
      'too-many-at-once': 429,
    },
    idempotent: 'own',
    bodyLimit: 262_144,
    perMinute: 120,
  },
  answer: {
    method: 'GET',
    path: '/ai/answers/:answerId',
    summary: 'One of your answers, as far as it has come',
    access: signedIn,
    params: answerParams,
    reply: { 200: Answer },
    errors: notFound,
  },
  answerEvents: {
    method: 'GET',
    path: '/ai/answers/:answerId/events',
    summary: 'The events of one of your answers, from behind Last-Event-ID, until it ends',
    access: signedIn,
    params: answerParams,
    query: Type.Object({
      after: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 2_147_483_647,
          description: 'As Last-Event-ID, where that cannot be sent',
        }),
      ),
    }),
    reply: { 200: EventStream(AnswerEvent) },
    errors: notFound,
  },
  stop: {
    method: 'POST',
    path: '/ai/answers/:answerId/stop',
    summary: 'Stops an answer that is being written; what there is of it stays',
    act: { en: 'Stopped an answer', fr: 'Arrêt d’une réponse' },
    access: signedIn,
    params: answerParams,
    reply: { 204: Type.Null() },
    errors: notFound,
    idempotent: true,
  },
  why: {
    method: 'GET',
    path: '/ai/answers/:answerId/why',
    summary: 'Everything that went into an answer: yours, or one that was shared with administrators',
    access: signedIn,
    params: answerParams,
    reply: { 200: Why },
    errors: notFound,
  },
  giveFeedback: {
    method: 'PUT',
    path: '/ai/answers/:answerId/feedback',
    summary: 'Says whether an answer helped, and why; replaces what you said before',
    act: { en: 'Rated an answer', fr: 'Avis sur une réponse' },
    access: signedIn,
    params: answerParams,
    body: Type.Object({
      helpful: Type.Boolean(),
      why: Type.Optional(Text(1, 2_000)),
      /** Default false: administrators learn that it helped or not, and never what was asked. */
      shared: Type.Optional(Type.Boolean()),
    }),
    reply: { 200: Feedback },
    errors: notFound,
  },
  withdrawFeedback: {
    method: 'DELETE',
    path: '/ai/answers/:answerId/feedback',
    summary: 'Takes back what you said about an answer',
    act: { en: 'Withdrew a rating', fr: 'Retrait d’un avis' },
    access: signedIn,
    params: answerParams,
    reply: { 204: Type.Null() },
    errors: notFound,
  },
} as const satisfies Record<string, CallSpec>;
