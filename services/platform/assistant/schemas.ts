/** What the assistant's calls take and give. */
import { Closed, Id, Nullable, Text, Timestamp } from '@kernos/kernel/schemas';
import { type Static, Type } from 'typebox';

/** What the learner wants: it chooses the prompt template, and the form of an answer without a model. */
export const Kind = Type.Enum(['explain', 'code_help', 'debugging', 'quiz_me', 'summarize', 'find']);
export type Kind = Static<typeof Kind>;
/** How much an answer takes for granted. */
export const Level = Type.Enum(['beginner', 'intermediate', 'advanced']);
export type Level = Static<typeof Level>;

/** `generated`: a model wrote it. `extractive`: quotations from the passages. `nothing-found`: it says so. */
export const Mode = Type.Enum(['generated', 'extractive', 'nothing-found']);
export type Mode = Static<typeof Mode>;
/** Why an answer is extractive where a model could have written it. `person-budget-exceeded`: until midnight, UTC. */
export const ModeReason = Type.Enum([
  'no-model',
  'budget-exceeded',
  'person-budget-exceeded',
  'model-unavailable',
]);
export type ModeReason = Static<typeof ModeReason>;
/** `complete`, cut at the token limit (`length`), `stopped` by the learner, or broken off by the model (`interrupted`). */
export const Finish = Type.Enum(['complete', 'length', 'stopped', 'interrupted']);
export type Finish = Static<typeof Finish>;

/** A passage that was given to the answer. Citations in its text are `[n]`. */
export const Passage = Type.Object({
  n: Type.Integer({ minimum: 1, description: 'What citations in the text call it: [n]' }),
  id: Type.String({ description: 'Of the passage, in knowledge' }),
  title: Type.String({ description: 'Of the lesson or document' }),
  headings: Type.Array(Type.String(), { description: 'From the outermost to the nearest' }),
  courseId: Nullable(Id),
  lessonId: Nullable(Id),
  documentId: Nullable(Id),
  start: Type.Integer({ description: 'First byte of the passage in its source' }),
  end: Type.Integer({ description: 'Byte after the last' }),
  excerpt: Type.String({ description: 'Its first lines' }),
  score: Type.Number(),
});
export type Passage = Static<typeof Passage>;

/**
 * One sentence of the answer, as it was checked. `start` and `end` are UTF-16 offsets in the answer’s text.
 * Sentences that claim nothing (greetings, questions, headings, code) are not among them.
 */
export const CheckedSentence = Type.Object({
  start: Type.Integer(),
  end: Type.Integer(),
  verdict: Type.Enum(['supported', 'unsupported']),
  /** Why it is unsupported; null where it is not. `citation-removed`: it cited a passage that was never retrieved. */
  reason: Nullable(Type.Enum(['no-citation', 'citation-removed', 'not-in-passage'])),
  citations: Type.Array(
    Type.Object({
      n: Type.Integer(),
      support: Type.Number({
        description: 'Share of the sentence’s terms that stand in the passage, 0 to 1',
      }),
    }),
  ),
});
export type CheckedSentence = Static<typeof CheckedSentence>;

export const FailureReason = Type.Object({ code: Type.String(), detail: Type.String() });

export const Feedback = Type.Object({
  helpful: Type.Boolean(),
  why: Nullable(Type.String()),
  shared: Type.Boolean({ description: 'True: administrators may read this answer and why it is so' }),
  givenAt: Timestamp,
});

export const Answer = Type.Object({
  id: Id,
  /** Null for an answer that belongs to no conversation (a preview). */
  conversationId: Nullable(Id),
  question: Type.String(),
  selection: Nullable(Type.String({ description: 'The piece of a lesson that it was about' })),
  kind: Kind,
  level: Level,
  courseId: Nullable(Id),
  state: Type.Enum(['running', 'done', 'failed']),
  mode: Nullable(Mode),
  modeReason: Nullable(ModeReason),
  finish: Nullable(Finish),
  text: Type.String({ description: 'Markdown; citations are [n]' }),
  withheld: Type.Boolean({
    description: 'True: it quotes what you may no longer read, so its text is not shown',
  }),
  passages: Type.Array(Passage),
  sentences: Type.Array(CheckedSentence),
  model: Nullable(Type.String()),
  /** True: given before to the same question over the same passages. */
  cached: Type.Boolean(),
  failure: Nullable(FailureReason),
  feedback: Nullable(Feedback),
  createdAt: Timestamp,
  finishedAt: Nullable(Timestamp),
});
export type Answer = Static<typeof Answer>;

/** Data of the event `retrieved`, the first one: what the answer will be drawn from. */
export const Retrieved = Type.Object({
  answerId: Id,
  conversationId: Nullable(Id),
  /** The question as it was understood: a follow-up is made to stand alone. */
  understood: Type.String(),
  passages: Type.Array(Passage),
});
/** Data of `token`: the next piece of the text. The text is all pieces put together. */
export const Token = Type.Object({ text: Type.String() });
/** Data of `done`, the last event of an answer that came to an end. */
export const Done = Type.Object({ answer: Answer });
/** Data of `error`, the last event of one that did not. */
export const Failed = Type.Object({ answerId: Id, ...FailureReason.properties });

/** Data of the events `retrieved`, `token`, `citation` (a checked sentence), `done` and `error`, by their order. */
export const AnswerEvent = Type.Union([Retrieved, Token, CheckedSentence, Done, Failed]);
export type AnswerEvent = Static<typeof AnswerEvent>;

const Milliseconds = Nullable(Type.Number({ description: 'Milliseconds; null where it did not happen' }));

export const Timings = Type.Object({
  understandMs: Milliseconds,
  retrieveMs: Milliseconds,
  promptMs: Milliseconds,
  /** From the model being asked to its first token. */
  firstTokenMs: Milliseconds,
  totalMs: Milliseconds,
});
export type Timings = Static<typeof Timings>;

export const TokenUsage = Type.Object({
  promptTokens: Type.Integer(),
  completionTokens: Type.Integer(),
  /** In the currency of OPENAI_PRICES; 0 where the model has no price there. */
  cost: Type.Number(),
  /** True: the model did not say, so it is counted by length. */
  estimated: Type.Boolean(),
});
export type TokenUsage = Static<typeof TokenUsage>;

export const ConsideredPassage = Type.Object({
  ...Passage.properties,
  /** Null where it was not given to the answer. */
  n: Nullable(Type.Integer()),
  text: Type.String(),
  /** Why it was left out; null where it was used. */
  leftOut: Nullable(Type.Enum(['solution', 'too-long', 'off-topic'])),
  /** What the search says of it, e.g. the words it was found by. */
  found: Type.Record(Type.String(), Type.Unknown()),
});
export type ConsideredPassage = Static<typeof ConsideredPassage>;

/** Why an answer is as it is: everything that went into it. */
export const Why = Type.Object({
  answerId: Id,
  question: Type.String(),
  understood: Type.String(),
  understoodBy: Type.Enum(['as-asked', 'model', 'heuristic']),
  passages: Type.Array(ConsideredPassage),
  indexVersion: Nullable(Type.String()),
  /** What the model was sent, word for word; null where none was asked. */
  prompt: Nullable(
    Type.Object({
      system: Type.String(),
      messages: Type.Array(Type.Object({ role: Type.String(), content: Type.String() })),
    }),
  ),
  template: Nullable(Type.Object({ id: Id, version: Type.Integer() })),
  mode: Nullable(Mode),
  modeReason: Nullable(ModeReason),
  model: Nullable(Type.String()),
  cached: Type.Boolean(),
  timings: Timings,
  usage: TokenUsage,
  sentences: Type.Array(CheckedSentence),
});

export const Conversation = Type.Object({
  id: Id,
  title: Type.String(),
  courseId: Nullable(Id),
  answers: Type.Integer({ description: 'How many there are in it' }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});

const TemplateText = Text(
  1,
  8_000,
  'Instructions for the model; {{level}}, {{kind}} and {{language}} are filled in. The rules on citing, on documents as data and on hints stand above it and cannot be edited.',
);
export const NewTemplate = { kind: Kind, level: Nullable(Level), text: TemplateText };

export const Template = Type.Object({
  id: Id,
  kind: Kind,
  level: Nullable(Level),
  /** 0 is what Kernos brings; an organization’s own count from 1, by kind and level. */
  version: Type.Integer(),
  text: Type.String(),
  note: Type.String(),
  active: Type.Boolean(),
  createdBy: Nullable(Id),
  createdAt: Nullable(Timestamp),
});
export type Template = Static<typeof Template>;

/** One side of a comparison: a version that is there, or a text that is being written. */
export const TemplateSide = Closed({ templateId: Type.Optional(Id), text: Type.Optional(TemplateText) });

export const PreviewedAnswer = Type.Object({
  text: Type.String(),
  mode: Mode,
  modeReason: Nullable(ModeReason),
  model: Nullable(Type.String()),
  sentences: Type.Array(CheckedSentence),
  passages: Type.Array(Passage),
  timings: Timings,
  usage: TokenUsage,
});

export const EvaluationQuestion = Closed({
  question: Text(1, 2_000),
  kind: Type.Optional(Kind),
  courseId: Type.Optional(Id),
});

/** How the answers of one side came out, over all questions. */
export const Measures = Type.Object({
  questions: Type.Integer(),
  /** Share of the questions that were not answered with "nothing found". */
  answeredRate: Type.Number(),
  /** Share of the checked sentences that a passage supports. */
  supportRate: Type.Number(),
  generatedRate: Type.Number({ description: 'Share of the answers that a model wrote' }),
  meanLength: Type.Number({ description: 'Characters' }),
  p50Ms: Type.Number(),
  p95Ms: Type.Number(),
  tokens: Type.Integer(),
  cost: Type.Number(),
});
export type Measures = Static<typeof Measures>;

export const Evaluation = Type.Object({
  id: Id,
  workflowId: Type.String(),
  a: Id,
  b: Id,
  questions: Type.Integer(),
  answered: Type.Integer({ description: 'Questions that both sides have answered so far' }),
  state: Type.Enum(['running', 'done']),
  measures: Nullable(Type.Object({ a: Measures, b: Measures })),
  createdAt: Timestamp,
});

export const Budget = Type.Object({
  monthlyTokens: Nullable(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })),
  monthlyCost: Nullable(Type.Number({ minimum: 0, maximum: 1_000_000_000 })),
  personDailyTokens: Nullable(
    Type.Integer({
      minimum: 0,
      maximum: 1_000_000_000_000,
      description: 'Of each person in a day (UTC); null: OPENAI_PERSON_DAILY_TOKENS',
    }),
  ),
});

export const Usage = Type.Object({
  month: Type.String({ description: 'YYYY-MM, UTC' }),
  models: Type.Array(
    Type.Object({
      model: Type.String(),
      requests: Type.Integer(),
      promptTokens: Type.Integer(),
      completionTokens: Type.Integer(),
      cost: Type.Number(),
    }),
  ),
  /** Days on which a model was asked, from the first. */
  days: Type.Array(
    Type.Object({
      day: Type.String({ description: 'YYYY-MM-DD, UTC' }),
      requests: Type.Integer(),
      tokens: Type.Integer(),
      cost: Type.Number(),
    }),
  ),
  tokens: Type.Integer(),
  cost: Type.Number(),
  budget: Budget,
  /** What one person may take in a day where the budget does not say. */
  personDailyTokensOtherwise: Type.Integer(),
});

export const SharedFeedback = Type.Object({
  answerId: Id,
  helpful: Type.Boolean(),
  why: Nullable(Type.String()),
  kind: Kind,
  mode: Nullable(Mode),
  /** Null where the learner did not share them. */
  question: Nullable(Type.String()),
  text: Nullable(Type.String()),
  withheld: Type.Boolean({
    description: 'True: the answer quotes what you may not read, so its text is not shown',
  }),
  givenAt: Timestamp,
});

export const Key = Type.Object({
  id: Id,
  name: Type.String(),
  /** How the key begins, to recognise it by. */
  prefix: Type.String(),
  createdAt: Timestamp,
  expiresAt: Nullable(Timestamp),
  /** To within some minutes. */
  lastUsedAt: Nullable(Timestamp),
});
