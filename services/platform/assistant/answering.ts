/**
 * From a question to an answer: understand → retrieve → context under a budget of tokens → generate, or quote
 * → check citations. It knows nothing of who listens or what is stored: it tells its steps to a listener, and
 * returns everything that is worth keeping. No transaction is open meanwhile.
 */
import type { Context } from '@kernos/kernel/context';
import type { EventsOf } from '@kernos/kernel/contract';
import { type Cached, type CacheKey, cacheKey, findCached } from './answer-cache.ts';
import { AnswerText } from './answer-text.ts';
import type { Asking } from './asking.ts';
import { reserve, settle } from './budgets.ts';
import { citedIn, Evidence } from './citations.ts';
import type { assistant } from './contract.ts';
import { extract } from './extract.ts';
import { extractWords } from './extract-words.ts';
import { type Generated, type Models, ModelsUnavailable, promptSize } from './models.ts';
import { buildPrompt, fitPassages, type Prompt } from './prompt.ts';
import { isAbout } from './quotable.ts';
import {
  type Retrieval,
  type RetrievedPassage,
  retrieve,
  toCheckable,
  toConsidered,
  toPassage,
} from './retrieve.ts';
import type {
  CheckedSentence,
  ConsideredPassage,
  Finish,
  Mode,
  ModeReason,
  Passage,
  Timings,
  TokenUsage,
} from './schemas.ts';
import { modelSettings } from './settings.ts';
import { acceptRewrite, carryTopic, isFollowUp, rewritePrompt } from './understand.ts';

export type AssistantContext = Context<string, EventsOf<typeof assistant>>;

/** Hears of an answer while it is made. */
export interface Listener {
  retrieved(understood: string, passages: readonly Passage[]): void;
  token(text: string): void;
  checked(sentence: CheckedSentence): void;
}

export const nobody: Listener = {
  retrieved: () => undefined,
  token: () => undefined,
  checked: () => undefined,
};

/** What is told of a finished answer. */
export interface Outcome {
  readonly mode: Mode;
  readonly modeReason: ModeReason | null;
  readonly finish: Finish;
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly sentences: readonly CheckedSentence[];
  readonly model: string | null;
  readonly cached: boolean;
}

/** What "why this answer" tells beyond it. */
export interface Inside {
  readonly understood: string;
  readonly understoodBy: 'as-asked' | 'model' | 'heuristic';
  readonly considered: readonly ConsideredPassage[];
  readonly indexVersion: string | null;
  readonly prompt: Prompt | null;
  readonly template: { readonly id: string; readonly version: number } | null;
  readonly timings: Timings;
  readonly usage: TokenUsage;
}

/** What one request to a model took. */
export interface Taken {
  readonly model: string;
  readonly usage: TokenUsage;
}

export interface Answered {
  readonly outcome: Outcome;
  readonly inside: Inside;
  /** Every request to a model, for the accounts. */
  readonly taken: readonly Taken[];
  /** Where the answer may be kept for others who ask the same; null where it may not. */
  readonly cacheKey: CacheKey | null;
}

const noUsage: TokenUsage = { promptTokens: 0, completionTokens: 0, cost: 0, estimated: false };
const REWRITE_TOKENS = 120;
const REWRITE_MS = 4_000;

type Written = Pick<Outcome, 'mode' | 'modeReason' | 'finish' | 'text' | 'sentences' | 'model' | 'cached'>;

export async function answer(
  ctx: AssistantContext,
  models: Models,
  asking: Asking,
  listener: Listener,
): Promise<Answered> {
  const taken: Taken[] = [];
  try {
    return await make(ctx, models, asking, listener, taken);
  } catch (error) {
    // The models took it, whatever became of the answer.
    await ctx.shortTransaction((inner) => settle(inner, asking.id, taken));
    throw error;
  }
}

async function make(
  ctx: AssistantContext,
  models: Models,
  asking: Asking,
  listener: Listener,
  taken: Taken[],
): Promise<Answered> {
  const startedAt = performance.now();
  const understanding = await understand(models, asking, taken);
  const { understood } = understanding;
  const understoodAt = performance.now();
  const retrieval = await retrieve(ctx, { ...asking, question: understood });
  const retrievedAt = performance.now();
  const { used, tooLong, offTopic } = choosePassages(ctx, models, retrieval);
  const passages = used.map((passage, at) => toPassage(passage, at + 1));
  listener.retrieved(understood, passages);
  const writing = new Writing(ctx, models, asking, listener, retrieval, used);
  const written = await writing.write(understood);
  const done = performance.now();
  if (writing.generated) taken.push(writing.generated);
  return {
    outcome: { ...written, passages },
    inside: {
      ...understanding,
      considered: [
        ...used.map((passage, at) => toConsidered(passage, at + 1, null)),
        ...tooLong.map((passage) => toConsidered(passage, null, 'too-long')),
        ...offTopic.map((passage) => toConsidered(passage, null, 'off-topic')),
        ...retrieval.solutions.map((passage) => toConsidered(passage, null, 'solution')),
      ],
      indexVersion: retrieval.indexVersion,
      prompt: writing.prompt,
      template: writing.prompt ? { id: asking.template.id, version: asking.template.version } : null,
      timings: {
        understandMs: milliseconds(understoodAt - startedAt),
        retrieveMs: milliseconds(retrievedAt - understoodAt),
        promptMs: writing.promptMs,
        firstTokenMs: milliseconds(writing.generated?.firstTokenMs ?? null),
        totalMs: milliseconds(done - startedAt),
      },
      usage: taken.reduce((sum, { usage }) => add(sum, usage), noUsage),
    },
    taken,
    cacheKey:
      written.finish === 'complete' && !written.cached && written.mode === 'generated'
        ? writing.cacheKey
        : null,
  };
}

/** What fits into the context. Without a model to judge them, passages that are about something else are left out. */
function choosePassages(ctx: AssistantContext, models: Models, { passages, about, searched }: Retrieval) {
  const { used, tooLong } = fitPassages(passages, ctx.settingsOf(modelSettings).contextTokens);
  const isRelevant = models.first !== null || about || isAbout(searched, used);
  return isRelevant ? { used, tooLong, offTopic: [] } : { used: [], tooLong, offTopic: used };
}

const milliseconds = <T extends number | null>(time: T): T =>
  (time === null ? null : Math.round((time as number) * 10) / 10) as T;

const add = (a: TokenUsage, b: TokenUsage): TokenUsage => ({
  promptTokens: a.promptTokens + b.promptTokens,
  completionTokens: a.completionTokens + b.completionTokens,
  cost: a.cost + b.cost,
  estimated: a.estimated || b.estimated,
});

async function understand(
  models: Models,
  { question, turns }: Asking,
  taken: Taken[],
): Promise<Pick<Inside, 'understood' | 'understoodBy'>> {
  const previous = turns.at(-1);
  if (!previous || !isFollowUp(question, previous)) return { understood: question, understoodBy: 'as-asked' };
  if (models.first !== null) {
    const { system, content } = rewritePrompt(question, turns);
    const reply = await models.short(
      { system, messages: [{ role: 'user', content }] },
      REWRITE_TOKENS,
      REWRITE_MS,
    );
    if (reply) taken.push(reply);
    const rewritten = reply && acceptRewrite(reply.text);
    if (rewritten) return { understood: rewritten, understoodBy: 'model' };
  }
  return { understood: carryTopic(question, previous), understoodBy: 'heuristic' };
}

/** What a model is told; it answers in the language of whoever asks. */
const PROOF = extractWords.en.solved;

/** The part that differs: a model's words, words given before, or quotations. */
class Writing {
  readonly #ctx: AssistantContext;
  readonly #models: Models;
  readonly #asking: Asking;
  readonly #listener: Listener;
  readonly #retrieval: Retrieval;
  readonly #used: readonly RetrievedPassage[];
  readonly #evidence: Evidence;
  prompt: Prompt | null = null;
  promptMs: number | null = null;
  generated: Generated | null = null;
  cacheKey: CacheKey | null = null;

  constructor(
    ctx: AssistantContext,
    models: Models,
    asking: Asking,
    listener: Listener,
    retrieval: Retrieval,
    used: readonly RetrievedPassage[],
  ) {
    this.#ctx = ctx;
    this.#models = models;
    this.#asking = asking;
    this.#listener = listener;
    this.#retrieval = retrieval;
    this.#used = used;
    this.#evidence = new Evidence(used.map((passage, at) => toCheckable(passage, at + 1)));
  }

  async write(understood: string): Promise<Written> {
    if (this.#models.first === null) return this.#quote('no-model');
    if (this.#used.length === 0 && !this.#retrieval.solved) return this.#nothing();
    const begun = performance.now();
    const { question, kind, level, template, selection, turns } = this.#asking;
    const passages = this.#used.map((passage, at) => toCheckable(passage, at + 1));
    const asked = this.#retrieval.solved
      ? `${question}\n\n(Checked by the school’s system: ${PROOF})`
      : question;
    const prompt = buildPrompt({
      question: asked,
      kind,
      level,
      template: template.text,
      selection,
      turns,
      passages,
    });
    this.promptMs = milliseconds(performance.now() - begun);
    const { cached, refused } = await this.#prepare(understood, prompt);
    if (cached) return this.#repeat(cached);
    if (refused) return this.#quote(refused);
    this.prompt = prompt;
    try {
      return await this.#generate(prompt);
    } catch (error) {
      if (!(error instanceof ModelsUnavailable)) throw error;
      if (this.#asking.signal.aborted) return this.#stopped();
      this.#ctx.log.warn({ err: error }, 'no language model began to answer');
      return this.#quote('model-unavailable');
    }
  }

  /** What was given before to the same question over the same passages; else its share of the budgets, or why not. */
  async #prepare(
    understood: string,
    prompt: Prompt,
  ): Promise<{ cached: Cached | null; refused: ModeReason | null }> {
    const { id, maxTokens, mayBeCached, turns, selection } = this.#asking;
    const key = mayBeCached && turns.length === 0 && !selection && !this.#retrieval.solved;
    this.cacheKey = key
      ? cacheKey(this.#asking, understood, this.#models.first ?? '', this.#retrieval, this.#used)
      : null;
    const promptTokens = promptSize(prompt);
    const [first = ''] = this.#models.names;
    const most = {
      tokens: promptTokens + maxTokens,
      cost: this.#models.cost(first, promptTokens, maxTokens),
    };
    return this.#ctx.shortTransaction(async (inner) => {
      const cached = this.cacheKey ? await findCached(inner, this.cacheKey) : null;
      return { cached, refused: cached ? null : await reserve(inner, id, most) };
    });
  }

  async #generate(prompt: Prompt): Promise<Written> {
    const { maxTokens, signal } = this.#asking;
    const parts = this.#models.generate({ prompt, maxTokens, signal });
    const text = new AnswerText(this.#evidence);
    const sentences: CheckedSentence[] = [];
    const tell = (piece: string, checked: readonly CheckedSentence[]) => {
      if (piece) this.#listener.token(piece);
      for (const sentence of checked) {
        sentences.push(sentence);
        this.#listener.checked(sentence);
      }
    };
    for (;;) {
      const { done, value } = await parts.next();
      if (done) {
        this.generated = value;
        break;
      }
      const piece = text.push(value);
      tell(piece, text.checked());
    }
    const { model, finish } = this.generated;
    const isCut = finish !== 'complete';
    const rest = text.end(isCut);
    tell(rest, text.checkedRest(isCut));
    const written = { modeReason: null, finish, text: text.text, sentences, model, cached: false };
    return { ...written, mode: deniesKnowing(text.text) ? 'nothing-found' : 'generated' };
  }

  #repeat({ text, sentences, model }: Cached): Written {
    this.#tellAll(text, sentences);
    return { mode: 'generated', modeReason: null, finish: 'complete', text, sentences, model, cached: true };
  }

  #quote(modeReason: ModeReason): Written {
    const { kind, language = 'en' } = this.#asking;
    const passages = this.#used.map((passage, at) => ({ ...passage, n: at + 1 }));
    const question = this.#retrieval.searched;
    const { about } = this.#retrieval;
    const quoted = extract({ question, kind, passages, reason: modeReason, about, language });
    const proof = extractWords[language].solved;
    const { solved } = this.#retrieval;
    const text = solved ? (quoted.found ? `${proof}\n\n${quoted.text}` : proof) : quoted.text;
    const moved = text.length - quoted.text.length;
    const sentences = quoted.sentences.map((it) => ({ ...it, start: it.start + moved, end: it.end + moved }));
    this.#tellAll(text, sentences);
    const mode = quoted.found || solved ? 'extractive' : 'nothing-found';
    return { mode, modeReason, finish: 'complete', text, sentences, model: null, cached: false };
  }

  #nothing(): Written {
    const text = extractWords[this.#asking.language ?? 'en'].nothingFound;
    this.#tellAll(text, []);
    const rest = { modeReason: null, finish: 'complete', sentences: [], model: null, cached: false } as const;
    return { mode: 'nothing-found', text, ...rest };
  }

  #stopped(): Written {
    return {
      mode: 'generated',
      modeReason: null,
      finish: 'stopped',
      text: '',
      sentences: [],
      model: this.#models.first,
      cached: false,
    };
  }

  /** A text that is there already, a paragraph at a time. */
  #tellAll(text: string, sentences: readonly CheckedSentence[]): void {
    let told = 0;
    for (const piece of text.split(/(?<=\n\n)/)) {
      this.#listener.token(piece);
      const before = told;
      told += piece.length;
      for (const sentence of sentences)
        if (sentence.start >= before && sentence.start < told) this.#listener.checked(sentence);
    }
  }
}

const DENIAL = /\b(?:not|n['’]t|no|nothing|none)\b/i;
const LONGEST_DENIAL = 400;

/** True for a short text without citations that says that something is not there: an answer that found nothing. */
const deniesKnowing = (text: string): boolean =>
  text.length <= LONGEST_DENIAL && citedIn(text).length === 0 && DENIAL.test(text);
