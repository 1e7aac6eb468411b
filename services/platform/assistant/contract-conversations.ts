/** A learner's conversations. Nobody else sees them, administrators included. */
import { type CallSpec, signedIn } from '@kernos/kernel/contract';
import { File, Id, OneLine, Page, PageQuery } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { Answer, Conversation } from './schemas.ts';

const params = Type.Object({ conversationId: Id });
const errors = { 'conversation-not-found': 404 } as const;

export const conversationCalls = {
  conversations: {
    method: 'GET',
    path: '/ai/conversations',
    summary: 'Your conversations, the last used first; `q` looks in titles, questions and answers',
    access: signedIn,
    query: Type.Object({
      ...PageQuery,
      q: Type.Optional(Type.String({ maxLength: 200 })),
      courseId: Type.Optional(Id),
    }),
    reply: { 200: Page(Conversation) },
  },
  conversation: {
    method: 'GET',
    path: '/ai/conversations/:conversationId',
    summary: 'One of your conversations',
    access: signedIn,
    params,
    reply: { 200: Conversation },
    errors,
  },
  answers: {
    method: 'GET',
    path: '/ai/conversations/:conversationId/answers',
    summary: 'The questions and answers of one of your conversations, in order',
    access: signedIn,
    params,
    query: Type.Object(PageQuery),
    reply: { 200: Page(Answer) },
    errors,
  },
  renameConversation: {
    method: 'PATCH',
    path: '/ai/conversations/:conversationId',
    summary: 'Renames one of your conversations',
    act: { en: 'Renamed a conversation', fr: 'Renommage d’une conversation' },
    access: signedIn,
    params,
    body: Type.Object({ title: OneLine(200) }),
    reply: { 200: Conversation },
    errors,
  },
  deleteConversation: {
    method: 'DELETE',
    path: '/ai/conversations/:conversationId',
    summary: 'Deletes one of your conversations with its answers, prompts and feedback; nothing of it stays',
    act: { en: 'Deleted a conversation', fr: 'Suppression d’une conversation' },
    access: signedIn,
    params,
    reply: { 204: Type.Null() },
    errors,
  },
  exportConversation: {
    method: 'GET',
    path: '/ai/conversations/:conversationId/export',
    summary: 'One of your conversations as a file: Markdown to read, or JSON',
    access: signedIn,
    params,
    query: Type.Object({ format: Type.Optional(Type.Enum(['markdown', 'json'])) }),
    reply: { 200: File('text/markdown', 'application/json') },
    errors,
  },
} as const satisfies Record<string, CallSpec>;
