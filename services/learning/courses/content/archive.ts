import { crc32 } from 'node:zlib';
import {
  type Entry,
  fromBufferPromise,
  getFileNameLowLevel,
  type Options,
  openPromise,
  type ZipFile,
} from 'yauzl';
import { because, readableSize } from '../contract-import-reasons.ts';
import { ContentError } from './errors.ts';
import { ARCHIVE_LIMITS, type Archive, type ArchiveLimits, Intake } from './intake.ts';

const fileTypeMask = 0o170000;
const regularFile = 0o100000;
const folderType = 0o040000;
const symbolicLink = 0o120000;

/**
 * Reads an uploaded zip.
 *
 * Takes the path of a (temporary) file, which is read piece by piece, or a Buffer. Gives the files in path
 * order without the folder that holds them all; a file that cannot be kept is in `skipped` with its reason.
 *
 * Throws a {@link ContentError}: `archive-broken`, `archive-too-large`, `archive-too-many-files`,
 * `archive-empty`, `archive-encrypted`. A file that cannot be opened throws the system's own error.
 */
export async function readArchive(
  source: string | Buffer,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<Archive> {
  const zip = await open(source);
  const intake = new Intake(limits);
  const meter = new Meter(limits, zip.fileSize);
  try {
    for await (const entry of zip.eachEntry()) await readEntry(zip, entry, intake, meter);
    return intake.finish();
  } catch (error) {
    throw explain(error);
  } finally {
    zip.close();
  }
}

/** Counts what really comes out, whatever the archive says about itself. */
class Meter {
  readonly #limits: ArchiveLimits;
  readonly #most: number;
  #total = 0;

  constructor(limits: ArchiveLimits, archiveBytes: number) {
    this.#limits = limits;
    const byRatio = Math.max(limits.ratioFloorBytes, limits.ratio * archiveBytes);
    this.#most = Math.min(limits.totalBytes, byRatio);
  }

  add(bytes: number): void {
    this.#total += bytes;
    if (this.#total <= this.#most) return;
    const { totalBytes, ratio } = this.#limits;
    throw new ContentError(
      'archive-too-large',
      `Unpacked, an archive may hold ${readableSize(totalBytes)} and at most ${ratio} times its own size; ` +
        'this one holds more. Leave large files out or split the course.',
    );
  }

  exceedsFile(bytes: number): boolean {
    return bytes > this.#limits.fileBytes;
  }
}

async function open(source: string | Buffer): Promise<ZipFile> {
  // Names are decoded here, and sizes are counted here: yauzl would trust flags and headers.
  const options: Options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
  try {
    return await (typeof source === 'string'
      ? openPromise(source, options)
      : fromBufferPromise(source, options));
  } catch (error) {
    throw explain(error);
  }
}

async function readEntry(zip: ZipFile, entry: Entry, intake: Intake, meter: Meter): Promise<void> {
  const name = entryName(entry);
  const type = (entry.externalFileAttributes >>> 16) & fileTypeMask;
  const isFolder = name.endsWith('/') || type === folderType;
  intake.count(!isFolder);
  if (isFolder) return;
  if (type === symbolicLink) return intake.skip(name, because('symbolic-link'));
  if (type !== 0 && type !== regularFile) return intake.skip(name, because('not-ordinary'));
  const path = intake.admit(name);
  if (path === undefined) return;
  if (entry.isEncrypted()) throw encrypted();
  if (!entry.canDecodeFileData()) {
    return intake.skip(name, because('compression-unknown', { method: entry.compressionMethod }));
  }
  const bytes = await inflate(zip, entry, meter);
  if (bytes === undefined) return intake.skipOversize(name);
  if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) {
    throw broken(`“${name}” does not match its checksum`);
  }
  intake.keep(path, bytes);
}

/** The unpacked bytes, or undefined for a file that is too large by itself. */
async function inflate(zip: ZipFile, entry: Entry, meter: Meter): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  const unpacked: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
  for await (const chunk of unpacked) {
    size += chunk.length;
    meter.add(chunk.length);
    if (meter.exceedsFile(size)) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  // Many writers store UTF-8 without setting its flag. CP437 text is hardly ever valid UTF-8 by chance.
  const flags = isUtf8(raw) ? entry.generalPurposeBitFlag | 0x800 : entry.generalPurposeBitFlag;
  // Older .NET and PowerShell separate folders by backslashes; every unzip reads them as what they are meant to be.
  return getFileNameLowLevel(flags, raw, entry.extraFields, true).replaceAll('\\', '/');
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function broken(detail: string, cause?: unknown): ContentError {
  return new ContentError(
    'archive-broken',
    `This is not a complete zip archive (${detail}). Send a .zip file made by an ordinary archiver.`,
    { cause },
  );
}

function encrypted(): ContentError {
  return new ContentError(
    'archive-encrypted',
    'The archive is protected by a password. Send one without a password.',
  );
}

/** Turns what yauzl and zlib throw into our own error; system errors (no such file) stay what they are. */
function explain(error: unknown): unknown {
  if (error instanceof ContentError || !(error instanceof Error)) return error;
  if ('syscall' in error) return error;
  if (/encrypt/i.test(error.message)) return encrypted();
  return broken(error.message, error);
}
