import type { Readable } from 'node:stream';
import { zipStream } from './zip.ts';

/** An asset as it is stored. Its bytes may be given as a function, which is called when its turn comes. */
export type StoredAsset = {
  key: string;
  mediaType: string;
  bytes: Uint8Array | (() => Promise<Uint8Array>);
};

/** The texts of an exported course, and where each asset belongs. */
export type ExportLayout = {
  texts: { path: string; text: string }[];
  assets: { key: string; path: string }[];
};

/**
 * Zips a layout. The same layout and assets give the same bytes; an asset is read when its turn comes. One
 * that is missing or cannot be read destroys the stream with its error.
 */
export function zipLayout(layout: ExportLayout, assets: readonly StoredAsset[]): Readable {
  const encode = new TextEncoder();
  const byKey = new Map(assets.map(({ key, bytes }) => [key, bytes]));
  return zipStream([
    ...layout.texts.map(({ path, text }) => ({ path, open: async () => encode.encode(text) })),
    ...layout.assets.map(({ key, path }) => ({
      path,
      open: async () => {
        const bytes = byKey.get(key);
        if (bytes === undefined) throw new RangeError(`the asset “${key}” is not among the course's assets`);
        return typeof bytes === 'function' ? bytes() : bytes;
      },
    })),
  ]);
}
