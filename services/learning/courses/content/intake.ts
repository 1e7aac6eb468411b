import { ContentError, readableSize, type Skipped } from './errors.ts';
import { isMarkdown, mediaOf } from './media.ts';
import { commonFolder, comparePaths } from './names.ts';

const MB = 1024 * 1024;

/**
 * What an upload may hold. All are counted while reading; sizes that an archive declares are not believed.
 *
 * - `files`: files, the skipped ones included; folders are not counted.
 * - `records`: files and folders together.
 * - `fileBytes`: one unpacked file. A larger one is skipped, the rest is kept.
 * - `totalBytes`: all unpacked files together.
 * - `ratio`: how many times larger than the archive its content may become, once it exceeds `ratioFloorBytes`.
 * - `pathLength`: one path, in UTF-16 units. A longer one is skipped.
 */
export const ARCHIVE_LIMITS = {
  files: 10_000,
  records: 20_000,
  fileBytes: 50 * MB,
  totalBytes: 100 * MB,
  ratio: 100,
  ratioFloorBytes: 16 * MB,
  pathLength: 512,
};

export type ArchiveLimits = typeof ARCHIVE_LIMITS;

/** One file that was read. Its path uses `/`, is relative, and is in Unicode form NFC. */
export type ArchiveEntry = { path: string; bytes: Buffer };

/** What was read of an upload. */
export type Archive = {
  /** Files in path order. */
  entries: ArchiveEntry[];
  /** Files that were left out, with paths as the upload names them. */
  skipped: Skipped[];
  /** The top folder that held everything and was stripped from the paths; empty when there was none. */
  folder: string;
};

const junkNames = new Set(['__macosx', 'thumbs.db', 'desktop.ini', 'node_modules', '__pycache__']);

const isHidden = (segment: string) => segment.startsWith('.') || junkNames.has(segment.toLowerCase());

type Judgement = { path: string } | { reason: string } | { hidden: string };

/** Judges a name from outside: a path that may be kept, or why not. */
export function judgeName(name: string, limits: ArchiveLimits): Judgement {
  if (name.length > limits.pathLength) {
    return { reason: `its path is longer than ${limits.pathLength} characters` };
  }
  if (/\p{Cc}/u.test(name)) return { reason: 'its path contains control characters' };
  if (name.includes('\\')) return { reason: 'its path contains a backslash; folders are separated by /' };
  if (name.startsWith('/')) return { reason: 'its path is absolute; it must be relative' };
  if (/^[a-z]:/i.test(name)) return { reason: 'its path names a drive; it must be relative' };
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return { reason: 'its path leads out of the archive' };
  if (segments.length === 0) return { reason: 'it has no name' };
  const hidden = segments.findIndex(isHidden);
  if (hidden >= 0) {
    const isFolder = hidden < segments.length - 1;
    return { hidden: segments.slice(0, hidden + 1).join('/') + (isFolder ? '/' : '') };
  }
  const path = segments.join('/').normalize('NFC');
  if (!isMarkdown(path) && !mediaOf(path)) return { reason: 'files of this type are not carried' };
  return { path };
}

/** Collects the files of one upload within limits. Used for archives and folders alike. */
export class Intake {
  readonly #limits: ArchiveLimits;
  readonly #entries = new Map<string, Buffer>();
  readonly #skipped: Skipped[] = [];
  readonly #hidden = new Map<string, number>();
  #files = 0;
  #records = 0;

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  /** Counts a file or folder. Throws `archive-too-many-files`. */
  count(isFile: boolean): void {
    const { files, records } = this.#limits;
    this.#records++;
    if (isFile) this.#files++;
    if (this.#files > files) {
      throw new ContentError(
        'archive-too-many-files',
        `An upload may hold at most ${files} files; this one holds more. Split it into several courses.`,
      );
    }
    if (this.#records > records) {
      throw new ContentError(
        'archive-too-many-files',
        `An upload may hold at most ${records} files and folders; this one holds more.`,
      );
    }
  }

  /** Gives the path under which a file may be kept, or undefined when it was put aside with a reason. */
  admit(name: string): string | undefined {
    const judgement = judgeName(name, this.#limits);
    if ('reason' in judgement) {
      this.skip(name, judgement.reason);
      return undefined;
    }
    if ('hidden' in judgement) {
      this.#hidden.set(judgement.hidden, (this.#hidden.get(judgement.hidden) ?? 0) + 1);
      return undefined;
    }
    if (this.#entries.has(judgement.path)) {
      this.skip(name, 'its path appears twice; the first one was kept');
      return undefined;
    }
    return judgement.path;
  }

  keep(path: string, bytes: Buffer): void {
    this.#entries.set(path, bytes);
  }

  skip(name: string, reason: string): void {
    this.#skipped.push({ path: name.slice(0, this.#limits.pathLength).toWellFormed(), reason });
  }

  skipOversize(name: string): void {
    this.skip(name, `it is larger than ${readableSize(this.#limits.fileBytes)}`);
  }

  /** Everything kept, in path order, without the folders that held it all. Throws `archive-empty`. */
  finish(): Archive {
    if (this.#files === 0) {
      throw new ContentError('archive-empty', 'There is no file in it. Send a folder of Markdown files.');
    }
    for (const [path, count] of this.#hidden) {
      const isFolder = path.endsWith('/');
      const what = isFolder ? `a hidden or system folder (${count} files)` : 'a hidden or system file';
      this.#skipped.push({ path, reason: `it is ${what}` });
    }
    const paths = [...this.#entries.keys()].sort(comparePaths);
    const folder = commonFolder(paths);
    const entries = paths.map((path) => ({
      path: folder === '' ? path : path.slice(folder.length + 1),
      bytes: this.#entries.get(path) ?? Buffer.alloc(0),
    }));
    return { entries, skipped: this.#skipped, folder };
  }
}
