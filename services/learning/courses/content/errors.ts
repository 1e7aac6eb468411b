import { because, type Reason } from '../contract-import-reasons.ts';

/** What can be wrong with a whole upload or document. The codes are stable: clients may rely on them. */
export const contentErrorCodes = [
  'archive-broken',
  'archive-too-large',
  'archive-too-many-files',
  'archive-empty',
  'archive-encrypted',
  'course-empty',
  'markdown-too-large',
  'markdown-too-deep',
  'content-too-complex',
] as const;
export type ContentErrorCode = (typeof contentErrorCodes)[number];

/** Content that is refused as a whole. `message` is a sentence for the person who sent it. */
export class ContentError extends Error {
  readonly code: ContentErrorCode;
  /** Why a file that has it is left out of a course. */
  readonly reason: Reason;

  constructor(code: ContentErrorCode, message: string, options: ErrorOptions & { reason?: Reason } = {}) {
    super(message, options);
    this.name = 'ContentError';
    this.code = code;
    this.reason = options.reason ?? because('not-readable', { problem: message });
  }
}

/** How deeply lists, quotes and emphasis may stand in each other. */
export const MARKDOWN_DEPTH = 100;

/** What nests deeper than {@link MARKDOWN_DEPTH}. */
export function tooDeep(): ContentError {
  const reason = because('nested-too-deep', { most: MARKDOWN_DEPTH });
  return new ContentError('markdown-too-deep', reason.reason, { reason });
}

/** Something that was not carried over, and why. */
export type Skipped = { path: string } & Reason;
