import { because, type Reason, readableSize } from '../contract-import-reasons.ts';
import { ContentError } from './errors.ts';

/** The longest Markdown text of one lesson, in UTF-8 bytes. */
export const MARKDOWN_BYTES = 1024 * 1024;

/** The longest title of a course, module or lesson, in UTF-16 units. */
export const TITLE_LENGTH = 200;

/** Markdown bytes as text; `note` says what was guessed. A reason: why there is no text. */
export type Decoded = { text: string; note?: Reason } | Reason;

/**
 * Decodes a Markdown file: by its byte order mark (UTF-8, UTF-16), else as UTF-8, else as Windows-1252 with a
 * note. Exactly one byte order mark is removed. What is no text is refused with a reason.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length > MARKDOWN_BYTES) {
    return because('lesson-too-large', { bytes: MARKDOWN_BYTES });
  }
  const utf16 = utf16Label(bytes);
  if (utf16) {
    const text = new TextDecoder(utf16).decode(bytes);
    return isText(text) ? { text, note: because('read-as-utf-16') } : notText();
  }
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== undefined) return isText(utf8) ? { text: utf8 } : notText();
  const text = new TextDecoder('windows-1252').decode(bytes);
  if (!isText(text)) return notText();
  return { text, note: because('read-as-windows-1252') };
}

const notText = (): Decoded => because('not-text');

function utf16Label(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A stray control character is forgiven; NUL is not, because PostgreSQL's text cannot hold it. */
function isText(text: string): boolean {
  if (text.includes('\0')) return false;
  const controls = text.match(/(?![\t\n\f\r])\p{Cc}/gu)?.length ?? 0;
  return controls <= Math.max(8, text.length / 100);
}

/** Throws `markdown-too-large` for a text that no lesson may have. */
export function assertMarkdownSize(markdown: string): void {
  if (markdown.length <= MARKDOWN_BYTES / 3 || Buffer.byteLength(markdown) <= MARKDOWN_BYTES) return;
  throw new ContentError(
    'markdown-too-large',
    `A lesson may have at most ${readableSize(MARKDOWN_BYTES)} of Markdown. Split it into several lessons.`,
  );
}

/** A title on one line, without control characters, at most {@link TITLE_LENGTH} long; may come out empty. */
export function cleanTitle(title: string): string {
  const line = title
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .toWellFormed()
    .trim();
  if (line.length <= TITLE_LENGTH) return line;
  const cut = line.slice(0, TITLE_LENGTH - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A title as it is when a course may have it, else made into one with {@link cleanTitle}. */
export function keepTitle(title: string): string {
  const odd = /\p{Cc}/u.test(title) || !title.isWellFormed() || title.trim() === '';
  return odd || title.length > TITLE_LENGTH ? cleanTitle(title) : title;
}

/** The longest summary of a course, in UTF-16 units. */
const SUMMARY_LENGTH = 2000;

/** A summary as a course may have it: without NUL and broken characters, and not too long. */
export function cleanSummary(summary: string): string {
  return summary.replaceAll('\0', '').toWellFormed().slice(0, SUMMARY_LENGTH).toWellFormed();
}
