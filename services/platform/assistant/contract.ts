/**
 * The assistant: answers questions from what the asker may read, and checks every sentence against the
 * passage it cites. With a model it writes; without one it quotes.
 */
import { contract, event } from '@kernos/kernel/contract';
import { Id, Nullable } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { administrationCalls } from './contract-administration.ts';
import { askingCalls } from './contract-asking.ts';
import { conversationCalls } from './contract-conversations.ts';
import { openAiCalls } from './contract-openai.ts';
import { Kind, Mode, ModeReason } from './schemas.ts';

export const assistant = contract('assistant', {
  calls: { ...askingCalls, ...conversationCalls, ...administrationCalls, ...openAiCalls },
  events: {
    'rag.query_processed': event(
      'A question was answered. Sizes and times, never what was said.',
      'queryId',
      {
        queryId: Id,
        learnerId: Nullable(Id),
        courseId: Nullable(Id),
        kind: Kind,
        source: Type.Enum(['ask', 'api', 'preview', 'evaluation']),
        mode: Nullable(Mode),
        modeReason: Nullable(ModeReason),
        model: Nullable(Type.String()),
        cached: Type.Boolean(),
        questionLength: Type.Integer(),
        answerLength: Type.Integer(),
        passages: Type.Integer(),
        supportedSentences: Type.Integer(),
        unsupportedSentences: Type.Integer(),
        promptTokens: Type.Integer(),
        completionTokens: Type.Integer(),
        retrieveMs: Nullable(Type.Number()),
        firstTokenMs: Nullable(Type.Number()),
        totalMs: Type.Number(),
      },
    ),
  },
});
