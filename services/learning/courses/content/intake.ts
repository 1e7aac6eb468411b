import { because, type Reason } from '../contract-import-reasons.ts';
import { ContentError, type Skipped } from './errors.ts';
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

type Judgement = { path: string } | Reason | { hidden: string };

/** Judges a name from outside: a path that may be kept, or why not. */
export function judgeName(name: string, limits: ArchiveLimits): Judgement {
  if (name.length > limits.pathLength) {
    return because('path-too-long', { most: limits.pathLength });
  }
  if (/\p{Cc}/u.test(name)) return because('path-control-characters');
  if (name.includes('\\')) return because('path-backslash');
  if (name.startsWith('/')) return because('path-absolute');
  if (/^[a-z]:/i.test(name)) return because('path-drive');
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return because('path-outside');
  if (segments.length === 0) return because('no-name');
  const hidden = segments.findIndex(isHidden);
  if (hidden >= 0) {
    const isFolder = hidden < segments.length - 1;
    return { hidden: segments.slice(0, hidden + 1).join('/') + (isFolder ? '/' : '') };
  }
  const path = segments.join('/').normalize('NFC');
  if (!isMarkdown(path) && !mediaOf(path)) return because('type-not-carried');
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
      this.skip(name, judgement);
      return undefined;
    }
    if ('hidden' in judgement) {
      this.#hidden.set(judgement.hidden, (this.#hidden.get(judgement.hidden) ?? 0) + 1);
      return undefined;
    }
    if (this.#entries.has(judgement.path)) {
      this.skip(name, because('path-twice'));
      return undefined;
    }
    return judgement.path;
  }

  keep(path: string, bytes: Buffer): void {
    this.#entries.set(path, bytes);
  }

  skip(name: string, { code, values, reason }: Reason): void {
    const path = name.slice(0, this.#limits.pathLength).toWellFormed();
    this.#skipped.push({ path, code, values, reason });
  }

  skipOversize(name: string): void {
    this.skip(name, because('file-too-large', { bytes: this.#limits.fileBytes }));
  }

  /** Everything kept, in path order, without the folders that held it all. Throws `archive-empty`. */
  finish(): Archive {
    if (this.#files === 0) {
      throw new ContentError('archive-empty', 'There is no file in it. Send a folder of Markdown files.');
    }
    for (const [path, count] of this.#hidden) {
      const why = path.endsWith('/') ? because('hidden-folder', { files: count }) : because('hidden-file');
      this.#skipped.push({ path, ...why });
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
