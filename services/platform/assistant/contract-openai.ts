/**
 * The OpenAI Chat Completions API over an organization's knowledge, so that the tools people have can ask
 * it. What a completion takes beyond `model`, `messages`, `stream` and the token limits is read and ignored.
 */
import { apiKey, type CallSpec } from '@kernos/kernel/contract';
import { type Dialect, jsonCodec } from '@kernos/kernel/dialect';
import type { Problem } from '@kernos/kernel/errors';
import { EventStreamOrJson, Nullable } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { CheckedSentence, Passage } from './schemas.ts';

const Message = Type.Object(
  {
    role: Type.Enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
    content: Type.Optional(
      Type.Union([
        Type.String({ maxLength: 100_000 }),
        Type.Null(),
        Type.Array(
          Type.Object(
            { type: Type.String(), text: Type.Optional(Type.String({ maxLength: 100_000 })) },
            { additionalProperties: true },
          ),
          {
            maxItems: 100,
          },
        ),
      ]),
    ),
  },
  { additionalProperties: true },
);

const MaxTokens = Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 })));

const CompletionUsage = Type.Object({
  prompt_tokens: Type.Integer(),
  completion_tokens: Type.Integer(),
  total_tokens: Type.Integer(),
});

/** Ours, beside what the API has: what the answer was drawn from and how it was checked. */
const kernos = Type.Object({ passages: Type.Array(Passage), sentences: Type.Array(CheckedSentence) });

const FinishReason = Nullable(Type.Enum(['stop', 'length']));
const head = {
  id: Type.String(),
  created: Type.Integer({ description: 'Unix seconds' }),
  model: Type.String(),
};

export const Completion = Type.Object({
  ...head,
  object: Type.Literal('chat.completion'),
  choices: Type.Array(
    Type.Object({
      index: Type.Integer(),
      message: Type.Object({ role: Type.Literal('assistant'), content: Type.String(), refusal: Type.Null() }),
      finish_reason: FinishReason,
      logprobs: Type.Null(),
    }),
  ),
  usage: CompletionUsage,
  kernos,
});

export const CompletionChunk = Type.Object({
  ...head,
  object: Type.Literal('chat.completion.chunk'),
  choices: Type.Array(
    Type.Object({
      index: Type.Integer(),
      delta: Type.Object({
        role: Type.Optional(Type.Literal('assistant')),
        content: Type.Optional(Type.String()),
      }),
      finish_reason: FinishReason,
    }),
  ),
  usage: Type.Optional(Nullable(CompletionUsage)),
  kernos: Type.Optional(kernos),
});

const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'invalid_request_error',
  413: 'invalid_request_error',
  415: 'invalid_request_error',
  429: 'rate_limit_error',
};

/** An error as clients of this API read it. */
export const toOpenAiError = ({ status, code, detail, errors }: Problem) => ({
  error: {
    message: errors?.length
      ? `${detail} ${errors.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')}`
      : detail,
    type: types[status] ?? 'api_error',
    param: errors?.[0]?.path.replace(/^\//, '').replaceAll('/', '.') || null,
    code: code === 'unauthenticated' ? 'invalid_api_key' : code.replaceAll('-', '_'),
  },
});

/** Spoken by everything at `/v1`, as the clients of that API expect. */
const openAi: Dialect = {
  prefix: '/v1',
  codecs: { 'application/json': jsonCodec },
  error: { mediaType: 'application/json', body: toOpenAiError },
};

export const openAiCalls = {
  chatCompletions: {
    method: 'POST',
    dialect: openAi,
    path: '/chat/completions',
    summary: 'OpenAI’s chat completions over your organization’s knowledge; also streaming',
    act: { en: 'Asked a question through the API', fr: 'Question posée par l’API' },
    access: apiKey,
    body: Type.Object(
      {
        model: Type.String({ maxLength: 200 }),
        messages: Type.Array(Message, { minItems: 1, maxItems: 200 }),
        stream: Type.Optional(Nullable(Type.Boolean())),
        stream_options: Type.Optional(
          Nullable(
            Type.Object({ include_usage: Type.Optional(Type.Boolean()) }, { additionalProperties: true }),
          ),
        ),
        n: Type.Optional(
          Nullable(Type.Integer({ minimum: 1, maximum: 1, description: 'One answer is all there is' })),
        ),
        max_tokens: MaxTokens,
        max_completion_tokens: MaxTokens,
      },
      { additionalProperties: true },
    ),
    reply: {
      200: EventStreamOrJson(CompletionChunk, Completion),
    },
    errors: { 'invalid-input': 400, 'model-not-found': 404 },
    bodyLimit: 2 * 1_048_576,
  },
  models: {
    method: 'GET',
    dialect: openAi,
    path: '/models',
    summary: 'The models that chat completions take: the kinds of question there are',
    access: apiKey,
    reply: {
      200: Type.Object({
        object: Type.Literal('list'),
        data: Type.Array(
          Type.Object({
            id: Type.String(),
            object: Type.Literal('model'),
            created: Type.Integer(),
            owned_by: Type.String(),
          }),
        ),
      }),
    },
  },
} as const satisfies Record<string, CallSpec>;
