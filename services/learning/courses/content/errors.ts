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

  constructor(code: ContentErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ContentError';
    this.code = code;
  }
}

/** Something that was not carried over, and why, in words for the person who sent it. */
export type Skipped = { path: string; reason: string };

/** Bytes as a person reads them: `50 MB`, `900 bytes`. Units are powers of 1024. */
export function readableSize(bytes: number): string {
  const round = (value: number) => String(Math.round(value * 10) / 10);
  if (bytes >= 1024 ** 3) return `${round(bytes / 1024 ** 3)} GB`;
  if (bytes >= 1024 ** 2) return `${round(bytes / 1024 ** 2)} MB`;
  if (bytes >= 1024) return `${round(bytes / 1024)} KB`;
  return `${bytes} bytes`;
}
