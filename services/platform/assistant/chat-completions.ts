/**
 * OpenAI's chat completions over the organization's knowledge. The last message of the user is the question,
 * what came before is the conversation; wishes of the system message count as far as our rules allow. Nothing
 * of it is stored: the caller keeps the conversation.
 */
import { KernosError, toProblem } from '@kernos/kernel/errors';
import { newId } from '@kernos/kernel/ids';
import type { StreamedEvent } from '@kernos/kernel/schemas';
import { handle } from '@kernos/kernel/service';
import { shortened } from '@kernos/kernel/text';
import type { Static } from 'typebox';
import { type Answered, type AssistantContext, answer, type Listener } from './answering.ts';
import type { Asking } from './asking.ts';
import { settle } from './budgets.ts';
import { assistant } from './contract.ts';
import type { Completion, CompletionChunk } from './contract-openai.ts';
import { toOpenAiError } from './contract-openai.ts';
import { loadModels } from './load-models.ts';
import { processed } from './processed.ts';
import type { Kind } from './schemas.ts';
import { modelSettings } from './settings.ts';
import { activeTemplate } from './templates.ts';
import { kinds } from './templates-built-in.ts';
import type { Turn } from './understand.ts';

type Chunk = Static<typeof CompletionChunk>;

/** `kernos` explains; the others are the kinds of question, e.g. `kernos-quiz-me`. */
const modelOf = (kind: Kind): string => `kernos-${kind.replaceAll('_', '-')}`;
const kindOf = (model: string): Kind | undefined =>
  model === 'kernos' ? 'explain' : kinds.find((kind) => modelOf(kind) === model);

/** Any fixed instant: the models are as old as the system. */
const MODELS_SINCE = 1_763_596_800;

export const models = handle(assistant.calls.models, async () => ({
  object: 'list' as const,
  data: ['kernos', ...kinds.map(modelOf)].map((id) => ({
    id,
    object: 'model' as const,
    created: MODELS_SINCE,
    owned_by: 'kernos',
  })),
}));

interface Message {
  readonly role: string;
  readonly content?: string | null | readonly { readonly type: string; readonly text?: string }[];
}

const textOf = ({ content }: Message): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text = '' }) => text).join('\n');

const LONGEST_QUESTION = 16_000;
const LONGEST_WISHES = 2_000;
const PLACEHOLDER = /\{\{/g;

/** What the messages ask; undefined where no user speaks. */
function readMessages(
  messages: readonly Message[],
): { question: string; turns: Turn[]; wishes: string } | undefined {
  const at = messages.findLastIndex(({ role }) => role === 'user');
  const question = at >= 0 ? textOf(messages[at] as Message).trim() : '';
  if (!question) return undefined;
  const turns: Turn[] = [];
  let asked: string | undefined;
  for (const message of messages.slice(0, at)) {
    const text = textOf(message);
    if (message.role === 'user') asked = text;
    if (message.role !== 'assistant' || asked === undefined) continue;
    turns.push({ question: asked, understood: asked, answer: text });
    asked = undefined;
  }
  const wishes = messages
    .filter(({ role }) => role === 'system' || role === 'developer')
    .map(textOf)
    .join('\n')
    .slice(0, LONGEST_WISHES)
    .replace(PLACEHOLDER, '{ {');
  return { question: shortened(question, LONGEST_QUESTION), turns: turns.slice(-4), wishes };
}

export const chatCompletions = handle(assistant.calls.chatCompletions, async (input, ctx) => {
  const kind = kindOf(input.model);
  if (!kind)
    return ctx.fail(
      'model-not-found',
      `There is no model "${input.model}". GET /v1/models lists those there are.`,
    );
  const read = readMessages(input.messages);
  if (!read)
    return ctx.fail('invalid-input', 'There is no message of the role user with a text.', {
      errors: [{ path: '/messages', message: 'must hold a question' }],
    });
  const template = await ctx.shortTransaction((inner) => activeTemplate(inner, kind, 'intermediate'));
  const { wishes, question, turns } = read;
  const stop = new AbortController();
  const most = ctx.settingsOf(modelSettings).maxTokens;
  const asking: Asking = {
    ...{ id: newId(), question, turns, kind, level: 'intermediate', courseId: null, lesson: null },
    template: wishes
      ? {
          ...template,
          text: `${template.text}\n\nWishes of the program that asks, as far as the rules above allow:\n${wishes}`,
        }
      : template,
    maxTokens: Math.min(input.max_completion_tokens ?? input.max_tokens ?? most, most),
    signal: stop.signal,
    mayBeCached: false,
  };
  const head = {
    id: `chatcmpl-${asking.id}`,
    created: Math.floor(ctx.now().getTime() / 1_000),
    model: input.model,
  };
  if (input.stream) return streamed(ctx, asking, head, stop, input.stream_options?.include_usage === true);
  return completion(head, await complete(ctx, asking, silent));
});

type Head = Pick<Chunk, 'id' | 'created' | 'model'>;

const silent: Listener = { retrieved: () => undefined, token: () => undefined, checked: () => undefined };

/** Answers, and puts down what it took. */
async function complete(ctx: AssistantContext, asking: Asking, listener: Listener): Promise<Answered> {
  const models = await ctx.shared(loadModels);
  const answered = await answer(ctx, models, asking, listener);
  await ctx.shortTransaction(async (inner) => {
    await settle(inner, asking.id, answered.taken);
    inner.publish('rag.query_processed', processed('api', ctx.actor.id, asking, answered));
  });
  return answered;
}

const usageOf = ({ inside: { usage } }: Answered) => ({
  prompt_tokens: usage.promptTokens,
  completion_tokens: usage.completionTokens,
  total_tokens: usage.promptTokens + usage.completionTokens,
});

const finishOf = ({ outcome }: Answered) =>
  outcome.finish === 'length' ? ('length' as const) : ('stop' as const);

const details = ({ outcome }: Answered) => ({
  passages: [...outcome.passages],
  sentences: [...outcome.sentences],
});

function completion(head: Head, answered: Answered): Static<typeof Completion> {
  const message = { role: 'assistant' as const, content: answered.outcome.text, refusal: null };
  return {
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: finishOf(answered), logprobs: null }],
    usage: usageOf(answered),
    kernos: details(answered),
  };
}

/** The same as chunks. Who stops listening stops the model. */
async function* streamed(
  ctx: AssistantContext,
  asking: Asking,
  head: Head,
  stop: AbortController,
  withUsage: boolean,
): AsyncGenerator<StreamedEvent<Chunk>> {
  const chunk = (
    delta: Chunk['choices'][number]['delta'],
    finish: Chunk['choices'][number]['finish_reason'] = null,
  ): Chunk => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  const queue = new Queue();
  const running = complete(ctx, asking, { ...silent, token: (text) => queue.put(text) });
  // The failure is looked at below; it must not count as unhandled until then.
  running.catch(() => undefined).finally(() => queue.close());
  const begin = chunk({ role: 'assistant', content: '' });
  try {
    yield { data: begin };
    for await (const content of queue) yield { data: chunk({ content }) };
    const answered = await running;
    yield { data: { ...chunk({}, finishOf(answered)), kernos: details(answered) } };
    if (withUsage) yield { data: { ...begin, choices: [], usage: usageOf(answered) } };
    yield { data: begin, text: '[DONE]' };
  } catch (error) {
    if (!(error instanceof KernosError)) ctx.log.error({ err: error }, 'a chat completion failed');
    yield { data: begin, text: JSON.stringify(toOpenAiError(toProblem(error))) };
  } finally {
    stop.abort();
  }
}

/** Texts from one who writes to one who reads. */
class Queue implements AsyncIterable<string> {
  #texts: string[] = [];
  #closed = false;
  #wake: (() => void) | undefined;

  put(text: string): void {
    this.#texts.push(text);
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (;;) {
      yield* this.#texts.splice(0);
      if (this.#texts.length > 0) continue;
      if (this.#closed) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
