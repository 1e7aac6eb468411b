/**
 * The web app, built where its sources changed since the last time: about three seconds, then none.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { keptBuild, root, viteHome } from './builds.ts';

/** What goes into the pages: their own sources, the contracts that they call by, and the libraries. */
const madeOf = [
  'apps/web/{src,public}/**/*',
  'apps/web/*.{html,ts,json}',
  'services/*/*/{contract,schemas}*.ts',
  'kernel/src/{contract,realtime}/*.ts',
  'package-lock.json',
];

/**
 * The folder of the built pages. Builds them where they are not there yet.
 * @param say told what takes time
 * @param fallback a folder for what is built where this checkout may only be read
 * @throws with the builder's words when the sources cannot be built
 */
export function webPages(say: (line: string) => void, fallback: string): Promise<string> {
  return keptBuild({
    kind: 'web',
    fingerprint: fingerprint(),
    fallback,
    make: async (folder) => {
      say('Building the pages (once, until their sources change)…');
      await promisify(execFile)(process.execPath, [import.meta.filename, folder]).catch(
        (error: { stderr?: string; message: string }) => {
          throw new Error(`The pages could not be built: ${error.stderr || error.message}`);
        },
      );
    },
  });
}

// Read one after the other: at every start, some hundred small files are here sooner than asked for all at once.
function fingerprint(): string {
  const hash = createHash('sha256');
  const files = globSync(madeOf, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|fixture)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

async function build(outDir: string): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    [join(viteHome(), 'bin/vite.js'), 'build', '--outDir', outDir, '--logLevel', 'warn'],
    { cwd: join(root, 'apps/web'), env: { ...process.env, NODE_ENV: 'production' } },
  );
}

async function compress(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((file) =>
    /\.(js|css|html|svg)$/.test(file),
  );
  const smaller = promisify(brotliCompress);
  await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      await writeFile(`${path}.br`, await smaller(await readFile(path)));
    }),
  );
}

// A process of its own: what building takes of memory is given back when it ends.
if (import.meta.main) {
  const folder = process.argv[2] as string;
  try {
    await build(folder);
    await compress(folder);
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    process.stderr.write(stderr || message);
    process.exitCode = 1;
  }
}
