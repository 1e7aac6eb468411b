/**
 * Libraries that come as hundreds of small files, joined: Node takes 160 ms and 32 MB to load the 680 files of
 * typebox, and 20 ms and 7 MB to load the same in one. Joined once for each package-lock.json, about a second.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { keptBuild, root, viteHome } from './builds.ts';

/** What our own files import, by the names they import it by. All of it ECMAScript modules. */
export const joined = [
  'typebox',
  'typebox/compile',
  'typebox/value',
  'jose',
  'uuid',
  'unified',
  'remark-parse',
  'remark-gfm',
  'remark-rehype',
  'rehype-sanitize',
  'rehype-slug',
  'rehype-stringify',
] as const;

/** The file of one, in the folder of all. */
export const fileOf = (name: string) => `${name.replaceAll('/', '-')}.mjs`;

/**
 * From now on imports of these libraries load the joined files; what was loaded before stays. Where they
 * cannot be joined, everything works as well and starts a little later.
 */
export async function useJoinedLibraries(say: (line: string) => void): Promise<void> {
  const fingerprint = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(joined.join())
    .digest('hex')
    .slice(0, 16);
  const folder = await keptBuild({ kind: 'libraries', fingerprint, make }).catch((error: Error) => {
    say(`Libraries could not be joined, so starting takes a little longer: ${error.message}`);
  });
  if (!folder) return;
  const urls = new Map<string, string>(
    joined.map((name) => [name, pathToFileURL(join(folder, fileOf(name))).href]),
  );
  registerHooks({
    resolve: (specifier, context, next) => {
      const url = urls.get(specifier);
      return url ? { url, format: 'module', shortCircuit: true } : next(specifier, context);
    },
  });
}

// A process of its own: what joining takes of memory is given back when it ends.
async function make(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [import.meta.filename, folder]);
}

/** Fills a folder. */
export async function joinInto(folder: string): Promise<void> {
  const bundler = createRequire(join(viteHome(), 'package.json')).resolve('rolldown');
  const { build } = (await import(pathToFileURL(bundler).href)) as typeof import('rolldown');
  await build({
    cwd: join(root, 'kernel'),
    input: Object.fromEntries(joined.map((name) => [fileOf(name), name])),
    platform: 'node',
    logLevel: 'warn',
    output: { dir: folder, format: 'esm', entryFileNames: '[name]', chunkFileNames: 'common-[hash].mjs' },
  });
}

if (import.meta.main) await joinInto(process.argv[2] as string);
