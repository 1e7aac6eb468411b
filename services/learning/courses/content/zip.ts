import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { extensionOf } from './media.ts';

/** A file to be zipped. It is opened only when its turn comes, so that one at a time is in memory. */
export type ZipSource = { path: string; open: () => Readable | Promise<Uint8Array> };

const packed = new Set(
  'png jpg jpeg gif webp avif mp4 m4v webm mp3 m4a ogg zip gz docx xlsx pptx odt'.split(' '),
);

/**
 * A zip of these files in this order. The same content gives the same bytes, whenever and wherever it is
 * made. A file that cannot be read destroys the stream with its error.
 */
export function zipStream(files: readonly ZipSource[]): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream;
  if (!(output instanceof Readable)) throw new TypeError('the zip library does not give a readable stream');
  const fail = (error: Error) => output.destroy(error);
  zip.on('error', fail);
  // pipe() inside the library passes on neither a failing source nor a reader who left.
  let current: Readable | undefined;
  output.once('close', () => current?.destroy());
  // DOS dates are local, so a local date gives the same bytes in every time zone.
  const mtime = new Date(2000, 0, 1);
  for (const { path, open } of files) {
    const compress = !packed.has(extensionOf(path));
    const options = { mtime, mode: 0o100644, forceDosTimestamp: true, compress };
    zip.addReadStreamLazy(path, options, (give) => {
      (async () => open())().then(
        (content) => {
          const stream = content instanceof Readable ? content : Readable.from([content]);
          current = stream.once('error', fail);
          give(null, stream);
        },
        (error: unknown) => give(error, Readable.from([])),
      );
    });
  }
  zip.end();
  return output;
}
