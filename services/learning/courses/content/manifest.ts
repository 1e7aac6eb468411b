import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { Audience } from '../schemas.ts';
import { isKey, KEY_LENGTH } from './names.ts';

/** Where the manifest stands in an exported course. */
export const MANIFEST_PATH = 'course.json';

const manifestBytes = 8 * 1024 * 1024;

const File = Type.String({ minLength: 1, maxLength: 1024, description: 'A path in the archive' });
const Key = Type.String({ minLength: 1, maxLength: KEY_LENGTH, description: 'What links name it by' });

/** What `course.json` says: all that folders, file names and Markdown cannot carry. */
export const Manifest = Type.Object({
  format: Type.Literal('kernos-course'),
  version: Type.Literal(1),
  title: Type.String(),
  summary: Type.String(),
  capacity: Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000 }), Type.Null()], {
    description: 'Seats; null: no limit',
  }),
  waitlist: Type.Optional(Type.Boolean({ description: 'Whether who comes when it is full waits' })),
  audience: Type.Optional(Audience),
  contents: File,
  modules: Type.Array(
    Type.Object({
      title: Type.String(),
      lessons: Type.Array(Type.Object({ key: Key, title: Type.String(), file: File })),
    }),
  ),
  assets: Type.Array(Type.Object({ key: Key, file: File })),
});

export type Manifest = Static<typeof Manifest>;

/**
 * Reads a `course.json`. Undefined for a JSON file of somebody else's; `problem` for one that says it is ours
 * and cannot be used.
 */
export function readManifest(bytes: Uint8Array): { manifest: Manifest } | { problem: string } | undefined {
  if (bytes.length > manifestBytes) return undefined;
  const value = parseJson(bytes);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('format' in value) || value.format !== 'kernos-course') return undefined;
  if (!Value.Check(Manifest, value)) {
    const [error] = Value.Errors(Manifest, value);
    return { problem: `${error?.instancePath || 'it'} ${error?.message ?? 'is not as described'}` };
  }
  const doubled = firstDoubled(value);
  return doubled === undefined ? { manifest: value } : { problem: doubled };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function firstDoubled(manifest: Manifest): string | undefined {
  const lessons = manifest.modules.flatMap((module) => module.lessons);
  for (const items of [lessons, manifest.assets]) {
    const keys = new Set<string>();
    const files = new Set<string>();
    for (const { key, file } of items) {
      if (!isKey(key)) return `the key “${key.slice(0, 60)}” has characters that a link cannot hold`;
      if (keys.has(key)) return `the key “${key}” is there twice`;
      if (files.has(file)) return `the file “${file}” is there twice`;
      keys.add(key);
      files.add(file);
    }
  }
  return undefined;
}
