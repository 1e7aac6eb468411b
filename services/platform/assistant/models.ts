/**
 * Language models behind an OpenAI-compatible API, through the AI SDK. Whoever asks gets a stream of text from
 * the first model that begins to answer: each is tried again where that may help, left alone for a while after
 * it failed repeatedly, and followed by the fallback model. Once a word has come, there is no other try: what
 * breaks off then is an answer that was broken off.
 */

import {
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  type IPolicy,
  retry,
  wrap,
} from 'cockatiel';
import type { Prompt } from './prompt.ts';
import type { Finish, TokenUsage } from './schemas.ts';
import type { ModelSettings } from './settings.ts';
import { estimateTokens } from './terms.ts';

export interface ModelRequest {
  readonly prompt: Prompt;
  readonly maxTokens: number;
  /** Aborted when the learner stops the answer. */
  readonly signal: AbortSignal;
}

/** What is known when the text has ended. */
export interface Generated {
  readonly model: string;
  readonly finish: Finish;
  readonly usage: TokenUsage;
  readonly firstTokenMs: number;
}

/** No model began to answer. `reason` is for the log. */
export class ModelsUnavailable extends Error {
  override readonly name = 'ModelsUnavailable';
}

/** One try at one model, before its first word. */
class AttemptFailed extends Error {
  override readonly name = 'AttemptFailed';
  readonly mayRetry: boolean;
  /** False where the request is at fault, or the learner stopped: the model is as well as it was. */
  readonly isOutage: boolean;
  /** How long the model asked us to wait. */
  readonly waitMs: number;
  constructor(message: string, mayRetry: boolean, isOutage: boolean, cause?: unknown, waitMs = PAUSE_MS) {
    super(message, { cause });
    this.mayRetry = mayRetry;
    this.isOutage = isOutage;
    this.waitMs = waitMs;
  }
}

const TRIES_AFTER_FIRST = 1;
const PAUSE_MS = 250;
/** Whoever asks us to wait longer is not waited for: the fallback model comes sooner. */
const LONGEST_PAUSE_MS = 3_000;
const BREAK_AFTER = 5;
const HALF_OPEN_AFTER_MS = 10_000;
/** A text longer than the limit by this much comes from a model that does not heed it. */
const OVERRUN = 1.25;
/** An answer takes at most so many times what a model may be silent. */
const TOTAL_TIMEOUTS = 4;

type Part = { type: string; text?: string; error?: unknown; finishReason?: string; totalUsage?: Usage };
interface Usage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
}

interface Begun {
  readonly model: string;
  readonly first: Part;
  readonly rest: AsyncIterator<Part>;
  readonly abort: AbortController;
  readonly total: NodeJS.Timeout;
  readonly firstTokenMs: number;
}

export class Models {
  readonly #settings: ModelSettings;
  readonly #policies = new Map<string, IPolicy>();

  constructor(settings: ModelSettings) {
    this.#settings = settings;
  }

  /** The model that is asked first; null where none is set up. */
  get first(): string | null {
    return this.#settings.model ?? null;
  }

  /** All of them, first to last. */
  get names(): string[] {
    const { model, fallbackModel } = this.#settings;
    return [model, fallbackModel].filter((name) => name !== undefined);
  }

  /** Cost of so many tokens, in the currency of the prices; 0 for a model without one. */
  cost(model: string, promptTokens: number, completionTokens: number): number {
    const price = this.#settings.prices[model];
    return price ? (promptTokens * price.input + completionTokens * price.output) / 1_000_000 : 0;
  }

  /**
   * Yields the text as it comes, and returns what is known at its end.
   * @throws {ModelsUnavailable} where no model began
   */
  async *generate(request: ModelRequest): AsyncGenerator<string, Generated> {
    const begun = await this.#begin(request);
    const { model, rest, abort, total, firstTokenMs } = begun;
    let text = '';
    let finish: Finish = 'interrupted';
    let usage: Usage = {};
    const most = request.maxTokens * OVERRUN + 64;
    try {
      for (let part: Part | undefined = begun.first; part; part = await this.#next(rest, abort)) {
        if (part.type === 'text-delta' && part.text) {
          text += part.text;
          yield part.text;
          if (estimateTokens(text) > most) {
            finish = 'length';
            break;
          }
        }
        if (part.type === 'finish') {
          usage = part.totalUsage ?? {};
          finish = part.finishReason === 'length' ? 'length' : 'complete';
          break;
        }
        if (part.type === 'error' || part.type === 'abort') break;
      }
    } finally {
      clearTimeout(total);
      abort.abort();
    }
    if (request.signal.aborted) finish = 'stopped';
    return { model, finish, firstTokenMs, usage: this.#usage(model, usage, request.prompt, text) };
  }

  /** A short text in one piece, e.g. a rewritten question; null where it did not work out in time. */
  async short(
    prompt: Prompt,
    maxTokens: number,
    timeoutMs: number,
  ): Promise<{ text: string; model: string; usage: TokenUsage } | null> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const parts = this.generate({ prompt, maxTokens, signal });
      let text = '';
      for (;;) {
        const { done, value } = await parts.next();
        if (done)
          return value.finish === 'complete' ? { text, model: value.model, usage: value.usage } : null;
        text += value;
      }
    } catch (error) {
      if (error instanceof ModelsUnavailable) return null;
      throw error;
    }
  }

  async #begin(request: ModelRequest): Promise<Begun> {
    const reasons: unknown[] = [];
    for (const model of this.names) {
      if (request.signal.aborted) break;
      try {
        return (await this.#policy(model).execute(() => this.#attempt(model, request))) as Begun;
      } catch (error) {
        reasons.push(error);
      }
    }
    throw new ModelsUnavailable(reasons.map((reason) => (reason as Error).message).join('; ') || 'stopped', {
      cause: reasons[0],
    });
  }

  #policy(model: string): IPolicy {
    let policy = this.#policies.get(model);
    if (!policy) {
      policy = wrap(
        retry(
          handleWhen((error) => error instanceof AttemptFailed && error.mayRetry),
          {
            maxAttempts: TRIES_AFTER_FIRST,
            backoff: new DelegateBackoff(({ result }) => pauseBefore(result)),
          },
        ),
        circuitBreaker(
          handleWhen((error) => error instanceof AttemptFailed && error.isOutage),
          { halfOpenAfter: HALF_OPEN_AFTER_MS, breaker: new ConsecutiveBreaker(BREAK_AFTER) },
        ),
      );
      this.#policies.set(model, policy);
    }
    return policy;
  }

  /** Asks a model and waits for its first word. */
  async #attempt(model: string, { prompt, maxTokens, signal }: ModelRequest): Promise<Begun> {
    const abort = new AbortController();
    const onStop = () => abort.abort();
    signal.addEventListener('abort', onStop, { once: true });
    const total = setTimeout(onStop, TOTAL_TIMEOUTS * this.#settings.timeoutMs);
    const startedAt = performance.now();
    try {
      const rest = (await this.#open(model, prompt, maxTokens, abort.signal))[Symbol.asyncIterator]();
      for (;;) {
        const part = await this.#next(rest, abort);
        if (!part) throw new AttemptFailed(`${model} did not begin to answer`, true, !signal.aborted);
        if (part.type === 'error') throw toFailure(model, part.error);
        if (part.type === 'abort') throw new AttemptFailed(`${model} was stopped`, false, false);
        const isText = part.type === 'text-delta' && part.text;
        if (isText || part.type === 'finish') {
          if (!isText) throw new AttemptFailed(`${model} answered with nothing`, true, true);
          return { model, first: part, rest, abort, total, firstTokenMs: performance.now() - startedAt };
        }
      }
    } catch (error) {
      clearTimeout(total);
      abort.abort();
      throw error instanceof AttemptFailed ? error : toFailure(model, error);
    }
  }

  async #open(
    model: string,
    { system, messages }: Prompt,
    maxTokens: number,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Part>> {
    const { baseUrl = '', apiKey } = this.#settings;
    // Together 30 MB, which nobody needs who has no model.
    const [{ createOpenAICompatible }, { streamText }] = await Promise.all([
      import('@ai-sdk/openai-compatible'),
      import('ai'),
    ]);
    const provider = createOpenAICompatible({
      name: 'kernos',
      baseURL: baseUrl,
      includeUsage: true,
      ...(apiKey !== undefined && { apiKey }),
    });
    const result = streamText({
      model: provider.chatModel(model),
      instructions: system,
      messages: messages.map((message) => ({ ...message })),
      maxOutputTokens: maxTokens,
      temperature: 0.2,
      maxRetries: 0,
      abortSignal: signal,
      // Errors come as parts of the stream; without a listener the SDK would print them.
      onError: () => undefined,
    });
    return result.stream as AsyncIterable<Part>;
  }

  /** The next part; undefined where the stream has ended or said nothing for too long. */
  async #next(parts: AsyncIterator<Part>, abort: AbortController): Promise<Part | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.#settings.timeoutMs);
      abort.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    try {
      const next = await Promise.race([parts.next(), silence]).catch(
        (error: unknown): IteratorResult<Part> => ({ value: { type: 'error', error } }),
      );
      if (next === undefined) abort.abort();
      return next && !next.done ? next.value : undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  #usage(model: string, { inputTokens, outputTokens }: Usage, prompt: Prompt, text: string): TokenUsage {
    const estimated = inputTokens === undefined || outputTokens === undefined;
    const promptTokens = inputTokens ?? promptSize(prompt);
    const completionTokens = outputTokens ?? estimateTokens(text);
    return {
      promptTokens,
      completionTokens,
      estimated,
      cost: this.cost(model, promptTokens, completionTokens),
    };
  }
}

/** About how many tokens a prompt is. */
export const promptSize = ({ system, messages }: Prompt): number =>
  estimateTokens(system) + messages.reduce((sum, { content }) => sum + estimateTokens(content) + 4, 0);

const RETRIED = new Set([408, 409, 425, 429, 500, 502, 503, 504]);

function pauseBefore(result: object): number {
  const { error } = result as { error?: unknown };
  return error instanceof AttemptFailed ? error.waitMs : PAUSE_MS;
}

function toFailure(model: string, error: unknown): AttemptFailed {
  const { statusCode: status, responseHeaders } = (error ?? {}) as {
    statusCode?: number;
    responseHeaders?: Record<string, string>;
  };
  const said = error instanceof Error ? error.message : String(error);
  if (status === undefined) return new AttemptFailed(`${model}: ${said}`, true, true, error);
  const asked = Number(responseHeaders?.['retry-after'] ?? Number.NaN) * 1_000;
  const waitMs = Number.isNaN(asked) ? PAUSE_MS : asked;
  // A wrong key or an unknown model stays wrong; too many requests pass.
  const mayRetry = RETRIED.has(status) && waitMs <= LONGEST_PAUSE_MS;
  const isOutage = status >= 500 || status === 429;
  return new AttemptFailed(`${model} answered ${status}: ${said}`, mayRetry, isOutage, error, waitMs);
}
