/**
 * The web app, built where its sources changed since the last time: about three seconds, then none. It is
 * built beside the other things that are made of sources, in node_modules/.cache, by what it is made of.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

const root = dirname(dirname(import.meta.dirname));
const sources = join(root, 'apps/web');

/** How many builds are kept: that of each copy that may be running side by side. */
const KEPT = 8;

/** What goes into the pages: their own sources, the contracts that they call by, and the libraries. */
const madeOf = [
  'apps/web/{src,public}/**/*',
  'apps/web/*.{html,ts,json}',
  'services/*/*/{contract,schemas}*.ts',
  'kernel/src/{client,contract,errors,live-client,live-protocol,media,schemas}.ts',
  'kernel/src/operations/contract*.ts',
  'package-lock.json',
];

/**
 * The folder of the built pages. Builds them where they are not there yet; two starts at once are fine.
 * @param say told what takes time
 * @param fallback a folder for what is built where this checkout may only be read
 * @throws with the builder's words when the sources cannot be built
 */
export async function webPages(say: (line: string) => void, fallback: string): Promise<string> {
  const name = `web-${await fingerprint()}`;
  const home = join(root, 'node_modules/.cache');
  for (const folder of [home, fallback]) {
    const built = join(folder, name);
    if (!existsSync(built)) continue;
    // Where the checkout may only be read, nothing is removed either.
    await utimes(built, new Date(), new Date()).catch(() => undefined);
    return built;
  }
  say('Building the pages (once, until their sources change)…');
  const making = await mkdtemp(join(home, 'making-')).catch(() => mkdtemp(join(fallback, 'making-')));
  try {
    await build(making);
    await compress(making);
    const built = join(dirname(making), name);
    // Who was faster has built the same.
    await rename(making, built).catch((error: unknown) => {
      if (!existsSync(built)) throw error;
    });
    await removeOldest(dirname(built));
    return built;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const files = globSync(madeOf, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file.slice(root.length)).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

// A process of its own: what building takes of memory is given back when it ends.
async function build(outDir: string): Promise<void> {
  const vite = join(
    dirname(createRequire(join(sources, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  );
  const run = promisify(execFile)(
    process.execPath,
    [vite, 'build', '--outDir', outDir, '--logLevel', 'warn'],
    {
      cwd: sources,
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  await run.catch((error: { stderr?: string; message: string }) => {
    throw new Error(`The pages could not be built: ${error.stderr || error.message}`);
  });
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

// Another copy of the system, begun before the sources changed, may still be serving what it was begun with.
async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^web-[0-9a-f]{16}$/.test(name));
  const built = await Promise.all(
    names.map(async (name) => ({ name, usedAt: (await stat(join(folder, name))).mtimeMs })),
  );
  const oldest = built.sort((a, b) => b.usedAt - a.usedAt).slice(KEPT);
  await Promise.all(oldest.map(({ name }) => rm(join(folder, name), { recursive: true, force: true })));
}
