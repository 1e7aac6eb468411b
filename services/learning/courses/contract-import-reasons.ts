/**
 * Why something of an upload was left out, changed or guessed: a code with values, for whoever says it in another
 * language, and the English of it, for whoever does not (decision 28).
 */
import { codedWords } from '@kernos/kernel/language';

/** Bytes as a person reads them: `50 MB`, `900 bytes`. Units are powers of 1024. */
export function readableSize(bytes: number): string {
  const round = (value: number) => String(Math.round(value * 10) / 10);
  if (bytes >= 1024 ** 3) return `${round(bytes / 1024 ** 3)} GB`;
  if (bytes >= 1024 ** 2) return `${round(bytes / 1024 ** 2)} MB`;
  if (bytes >= 1024) return `${round(bytes / 1024)} KB`;
  return `${bytes} bytes`;
}

/** A link or image that did not arrive; `label` is empty where it has none. */
type Led = { kind: 'link' | 'image'; label: string; url: string };
/** What was done about it: it was left as it is, or only its text, or its description, was kept. */
type Lost = Led & { kept: 'as-is' | 'text' | 'description' };

const named = ({ kind, label, url }: Led) => `the ${kind}${label === '' ? '' : ` “${label}”`} to ${url}`;
const outcomes = {
  'as-is': 'it was left as it is',
  text: 'its text was kept',
  description: 'its description was kept',
};
const lost = (why: string) => (led: Lost) => `${named(led)} ${why}; ${outcomes[led.kept]}`;
const included =
  (why: string) =>
  ({ text }: { text: string }) =>
    `“${text}” ${why}; it is shown as it stands`;
const always = (reason: string) => () => reason;

const english = {
  'path-too-long': ({ most }: { most: number }) => `its path is longer than ${most} characters`,
  'path-control-characters': always('its path contains control characters'),
  'path-backslash': always('its path contains a backslash; folders are separated by /'),
  'path-absolute': always('its path is absolute; it must be relative'),
  'path-drive': always('its path names a drive; it must be relative'),
  'path-outside': always('its path leads out of the archive'),
  'path-twice': always('its path appears twice; the first one was kept'),
  'no-name': always('it has no name'),
  'type-not-carried': always('files of this type are not carried'),
  'file-too-large': ({ bytes }: { bytes: number }) => `it is larger than ${readableSize(bytes)}`,
  'hidden-folder': ({ files }: { files?: number }) =>
    `it is a hidden or system folder${files === undefined ? '' : ` (${files} files)`}`,
  'hidden-file': always('it is a hidden or system file'),
  'symbolic-link': always('it is a symbolic link; send the file itself'),
  'not-ordinary': always('it is not an ordinary file'),
  'compression-unknown': ({ method }: { method: number }) =>
    `its compression (method ${method}) is not known; use deflate`,
  'lesson-too-large': ({ bytes }: { bytes: number }) =>
    `it is larger than ${readableSize(bytes)}; split it into several lessons`,
  'not-text': always('it is not a text file, although its name says Markdown'),
  'read-as-utf-16': always('it was read as UTF-16; it is kept as UTF-8'),
  'read-as-windows-1252': always(
    'it is not valid UTF-8 and was read as Windows-1252; check its accents and quotes',
  ),
  'no-text': always('it has no text'),
  'front-matter-yaml': ({ problem }: { problem: string }) => `its front matter is no valid YAML (${problem})`,
  'front-matter-toml': ({ problem }: { problem: string }) =>
    `its front matter is no valid TOML (${problem}) and was left in the text`,
  'nested-too-deep': ({ most }: { most: number }) =>
    `Lists, quotes and emphasis may stand in each other at most ${most} deep.`,
  'too-many-blocks': always(
    'it has too many lists, quotes and underlined headings to be read as one text; split it into several lessons',
  ),
  'paragraph-too-dense': ({ begins }: { begins: string }) =>
    `its paragraph that begins “${begins}” has too many words, brackets or other marks to be read; part it with empty lines, or make it a code block`,
  'not-readable': ({ problem }: { problem: string }) => problem,
  'other-tools-instruction': ({ text }: { text: string }) =>
    `“${text}” is an instruction to another tool; it is shown as text`,
  'include-missing': included('names a file that is not in the upload'),
  'include-too-large': included('names a file that is too large to be included'),
  'include-not-text': included('names a file that is no text'),
  'include-part-missing': included('names a part that is not in its file'),
  'include-lesson-too-large': included('would make the lesson too large'),
  'listed-but-missing': ({ name }: { name: string }) =>
    `it lists “${name}”, which is not among the Markdown of the upload`,
  unlisted: always('it is not in the table of contents; it was added at the end'),
  'page-links': ({ line, more }: { line: string; more: number }) =>
    `the line “${line}” was left out${more === 0 ? '' : ` here and in ${more} more`}; a course has such links itself`,
  'manifest-unusable': ({ problem }: { problem: string }) =>
    `it could not be used (${problem}); folders and headings were used instead`,
  'manifest-names-missing': always('course.json names it, but it is not there'),
  'table-of-contents': always('it is a table of contents; order and titles were taken from it'),
  'file-of-tool': ({ tool }: { tool: string }) =>
    `it is a file of ${tool}; title, order or names were taken from it`,
  'instructor-notes': always(
    'notes for instructors are not shown to learners; rename it to make it a lesson',
  ),
  'about-repository': always('it is about the repository and no lesson; rename it to make it one'),
  'html-not-shown': ({ tag }: { tag: string }) => `HTML <${tag}> is not shown`,
  'leads-to-nothing': (led: Led) => `${named(led)} leads to nothing in this course`,
  'no-image': (led: Led) => `${named(led)} is no image; its description was kept`,
  'heading-missing': (led: Led) => `${named(led)} names a heading that is not there`,
  'heading-missing-top': (led: Led) =>
    `${named(led)} names a heading that is not there; it leads to the top of the lesson`,
  'scheme-not-allowed': ({ schemes, scheme, ...led }: Led & { schemes: string; scheme: string }) =>
    `${named(led)} was removed: a link may use ${schemes}, not ${scheme}`,
  'leads-to-left-out': lost('leads to a file that was left out'),
  'leads-outside': lost('leads out of the course'),
  'leads-to-empty-folder': lost('leads to a folder without lessons'),
  'leads-to-missing': lost('leads to a file that is not there'),
  more: ({ count }: { count: number }) => `and ${count} more`,
};

const words = codedWords(english);
export const reasonCodes = words.codes;
export type ReasonCode = keyof typeof english;

/** A reason as reports have it; `reason` is its English. */
export interface Reason {
  readonly code: ReasonCode;
  readonly values: Record<string, string | number>;
  readonly reason: string;
}

/** The reason with this code, e.g. `because('path-too-long', { most: 512 })`. */
export function because<C extends ReasonCode>(code: C, ...given: Parameters<(typeof english)[C]>): Reason {
  const { values, english: reason } = words.because(code, ...given);
  return { code, values, reason };
}
