/** The shapes that knowledge's contract is made of. */
import { Id, Nullable, Text, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { noticeCodes } from './contract-notices.ts';

/**
 * Who may find a document: everybody of the organization; who has a seat in its course, beside those who
 * teach; or those who teach alone (instructors and admins). Nobody finds anything of another organization.
 */
export const Visibility = Type.Enum(['organization', 'members', 'instructors']);

/** What a passage comes from. `lesson`: a published lesson; the others: a document, by its format. */
export const SourceType = Type.Enum([
  'lesson',
  'markdown',
  'html',
  'pdf',
  'docx',
  'pptx',
  'text',
  'notebook',
  'code',
  'captions',
  'media',
]);

/** A piece of a text, `end` exclusive. */
const Span = Type.Object({ start: Type.Integer({ minimum: 0 }), end: Type.Integer({ minimum: 0 }) });

export const PassageSource = Type.Object({
  type: SourceType,
  title: Type.String({ description: 'Of the lesson or document' }),
  courseId: Nullable(Id),
  courseTitle: Nullable(Type.String()),
  /** Exactly one of the two is an id. */
  lessonId: Nullable(Id),
  documentId: Nullable(Id),
  /** The published version of the course; null for documents. */
  version: Nullable(Type.Integer()),
  /** Where the document was fetched from; null for uploads and lessons. */
  address: Nullable(Type.String()),
});

/** One term of a search and what it gave to a passage's lexical score. */
export const FoundTerm = Type.Object({
  term: Type.String({ description: 'As indexed: folded, stemmed' }),
  typed: Type.String({ description: 'The word of the search it stands for' }),
  corrected: Type.Boolean({ description: 'The word typed stands nowhere; this one is near it' }),
  contribution: Type.Number({ description: 'Its part of the BM25 score' }),
});

export const Why = Type.Object({
  /** Heaviest first; empty where the vectors alone found it. */
  terms: Type.Array(FoundTerm),
  bm25: Nullable(Type.Number()),
  /** What other passages of the same lesson or document added to the score by words. */
  context: Nullable(Type.Number()),
  /** What resembling the best of those that were found added to the score. */
  resemblance: Type.Number(),
  /** Rank by words, from 1; null where it is not among the best of them. */
  lexicalRank: Nullable(Type.Integer()),
  /** Rank by meaning, from 1; null likewise, and where no embedding provider is set up. */
  vectorRank: Nullable(Type.Integer()),
  similarity: Nullable(Type.Number({ description: 'Cosine, -1 to 1' })),
  /** What the reranker said; null without one. */
  rerankScore: Nullable(Type.Number()),
});

export const Passage = Type.Object({
  /** Stays while the passage’s words, headings and title stay, also when the course is published again. */
  id: Id,
  text: Type.String({ description: 'Exactly the source’s bytes from `offsets.start` to `offsets.end`' }),
  /** From the title of the module or document down to the nearest heading. */
  headingPath: Type.Array(Type.String()),
  source: PassageSource,
  /**
   * Bytes of the UTF-8 source: of a lesson’s published Markdown, or of a document’s text as
   * `documentText` gives it.
   */
  offsets: Span,
  /** Of a PDF or of slides, from 1. */
  pages: Nullable(Type.Object({ first: Type.Integer(), last: Type.Integer() })),
  /** Of captions and transcripts, milliseconds from the beginning. */
  time: Nullable(Span),
  contentHash: Type.String({ description: 'SHA-256 of title, heading path and text, hexadecimal' }),
});

export const FoundPassage = Type.Object({
  ...Passage.properties,
  /** Comparable within one reply only. BM25 in mode `lexical`; fused ranks in mode `hybrid`. */
  score: Type.Number(),
  /** Where the words looked for stand: UTF-16 code units of `text`, in order, not overlapping. */
  highlights: Type.Array(Span),
  why: Why,
});

/** What a search was made with. */
export const SearchFacts = {
  mode: Type.Enum(['lexical', 'hybrid'], {
    description: 'lexical: by words alone, because no embedding provider is set up, or it did not answer',
  }),
  /** Why the mode is `lexical`, in a sentence; null in mode `hybrid`. */
  modeReason: Nullable(Type.String()),
  reranked: Type.Boolean(),
  /** Words that stand nowhere and what was looked for instead. */
  corrections: Type.Array(Type.Object({ typed: Type.String(), meant: Type.Array(Type.String()) })),
  /** Grows, within the organization, with every change of what this service can find. */
  indexVersion: Type.Integer(),
};

export const DocumentState = Type.Enum(['waiting', 'working', 'ready', 'failed']);

export const Document = Type.Object({
  id: Id,
  title: Type.String(),
  /** Null until it was looked into. */
  type: Nullable(SourceType),
  fileName: Nullable(Type.String()),
  address: Nullable(Type.String()),
  courseId: Nullable(Id),
  siteId: Nullable(Id),
  visibility: Visibility,
  state: DocumentState,
  /** What the pipeline does or did last: follow it at `/api/workflows/{workflowId}/status`. */
  workflowId: Nullable(Type.String()),
  /** Why it failed; a document that was ready before stays found as it was. */
  error: Nullable(Type.Object({ code: Type.String(), detail: Type.String() })),
  bytes: Nullable(Type.Integer({ description: 'Of the file' })),
  textBytes: Nullable(Type.Integer({ description: 'Of the text taken out of it' })),
  pages: Nullable(Type.Integer()),
  passages: Type.Integer(),
  /** What a reader should know, e.g. "3 of 12 pages have no text". What was noted by earlier releases has no code. */
  notices: Type.Array(
    Type.Object({
      code: Nullable(Type.Enum(noticeCodes)),
      values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
      english: Type.String(),
    }),
  ),
  /** Hours between two looks at the address; null: never again by itself. */
  refreshHours: Nullable(Type.Integer()),
  refreshedAt: Nullable(Timestamp),
  createdBy: Nullable(Id),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});

export const Site = Type.Object({
  id: Id,
  address: Type.String(),
  courseId: Nullable(Id),
  visibility: Visibility,
  pageLimit: Type.Integer(),
  state: DocumentState,
  workflowId: Nullable(Type.String()),
  error: Nullable(Type.Object({ code: Type.String(), detail: Type.String() })),
  pages: Type.Integer({ description: 'Documents it gave' }),
  /** Pages left out and why, at most 100. */
  skipped: Type.Array(Type.Object({ address: Type.String(), reason: Type.String() })),
  refreshHours: Nullable(Type.Integer()),
  refreshedAt: Nullable(Timestamp),
  createdAt: Timestamp,
});

/** A course as far as it is indexed. */
export const CourseSource = Type.Object({
  courseId: Id,
  title: Type.String(),
  /** The version that can be found now; 0 while the first is being indexed. */
  version: Type.Integer(),
  archived: Type.Boolean(),
  lessons: Type.Integer(),
  documents: Type.Integer(),
  passages: Type.Integer(),
  workflowId: Nullable(Type.String()),
  indexedAt: Nullable(Timestamp),
});

export const Question = Text(1, 8_000, 'Words, or a question');
