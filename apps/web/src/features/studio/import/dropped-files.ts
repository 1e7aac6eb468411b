/** What was dropped or chosen, as one zip: a zip as it is, a folder packed in the browser. */
import type { FileToSend } from '@kernos/kernel/client';

interface Found {
  readonly path: string;
  readonly file: File;
}

/** Files that no course is made of; packing them would only make the upload longer. */
const ignored = /(^|\/)(\.|__MACOSX|node_modules|Thumbs\.db)/;

/** Null: there was no file in it. Must be called before the drop event ends: its items are gone afterwards. */
export function droppedArchive(transfer: DataTransfer): Promise<FileToSend | null> {
  const [only] = transfer.files;
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  if (transfer.files.length === 1 && only && !entries[0]?.isDirectory && isZip(only))
    return Promise.resolve(asIs(only));
  return Promise.all(entries.map((entry) => filesOf(entry))).then((found) => pack(found.flat()));
}

/** Of what was chosen: a folder's files, or a zip alone. */
export function chosenArchive(files: readonly File[]): Promise<FileToSend | null> {
  const [only] = files;
  if (files.length === 1 && only && isZip(only)) return Promise.resolve(asIs(only));
  return pack(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

const isZip = (file: File): boolean => /\.zip$/i.test(file.name) || file.type === 'application/zip';
const asIs = (file: File): FileToSend => ({ blob: file, fileName: file.name });

async function filesOf(entry: FileSystemEntry): Promise<Found[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Found[] = [];
  // A reader gives a part at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found;
    found.push(...(await Promise.all(some.map(filesOf))).flat());
  }
}

async function pack(all: readonly Found[]): Promise<FileToSend | null> {
  const wanted = all.filter(({ path }) => !ignored.test(path));
  if (wanted.length === 0) return null;
  const { zip } = await import('fflate');
  const contents: Record<string, Uint8Array> = {};
  for (const { path, file } of wanted) contents[path] = new Uint8Array(await file.arrayBuffer());
  const bytes = await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) =>
    zip(contents, { level: 1 }, (error, data) =>
      error ? reject(error) : resolve(data as Uint8Array<ArrayBuffer>),
    ),
  );
  const folder = wanted[0]?.path.split('/')[0] ?? 'course';
  return { blob: new Blob([bytes], { type: 'application/zip' }), fileName: `${folder}.zip` };
}
