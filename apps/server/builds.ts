/**
 * What is made of sources once and kept until they change: in node_modules/.cache, named by a fingerprint of
 * what it was made of. Two starts at once are fine.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The checkout. */
export const root = dirname(dirname(import.meta.dirname));
/** Where builds are kept. */
export const home = join(root, 'node_modules/.cache');

/** How many builds of a kind are kept: that of each copy that may be running side by side. */
const KEPT = 8;
const ABANDONED_MS = 3_600_000;

export interface Build {
  /** Names the folder, with the fingerprint. */
  readonly kind: 'web' | 'libraries';
  /** Hexadecimal digits that change with whatever it is made of. */
  readonly fingerprint: string;
  /** A folder for what is built where this checkout may only be read. */
  readonly fallback?: string;
  /** Fills an empty folder. */
  readonly make: (folder: string) => Promise<void>;
}

/** The folder of a build, which is made where it is not there yet. Throws as `make` does. */
export async function keptBuild({ kind, fingerprint, fallback, make }: Build): Promise<string> {
  const name = `${kind}-${fingerprint}`;
  for (const folder of fallback === undefined ? [home] : [home, fallback]) {
    const built = join(folder, name);
    if (!existsSync(built)) continue;
    // Where the checkout may only be read, nothing is removed either.
    await utimes(built, new Date(), new Date()).catch(() => undefined);
    return built;
  }
  const making = await mkdtemp(join(home, 'making-')).catch((error: unknown) => {
    if (fallback === undefined) throw error;
    return mkdtemp(join(fallback, 'making-'));
  });
  try {
    await make(making);
    const built = join(dirname(making), name);
    // Who was faster has built the same.
    await rename(making, built).catch((error: unknown) => {
      if (!existsSync(built)) throw error;
    });
    await removeOldest(dirname(built), kind);
    return built;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/**
 * Another copy of the system, begun before the sources changed, may still be serving what it was begun with.
 * What was an hour ago in the making was left by a start that was killed.
 */
async function removeOldest(folder: string, kind: Build['kind']): Promise<void> {
  const names = (await readdir(folder)).filter((name) => new RegExp(`^(${kind}|making)-\\w+$`).test(name));
  const all = await Promise.all(
    names.map(async (name) => ({ name, usedAt: await lastUse(join(folder, name)) })),
  );
  const [making, built] = [all.filter(isMaking), all.filter((one) => !isMaking(one))];
  const old = built.sort((a, b) => b.usedAt - a.usedAt).slice(KEPT);
  const left = making.filter(({ usedAt }) => usedAt < Date.now() - ABANDONED_MS);
  await Promise.all(
    [...old, ...left].map(({ name }) => rm(join(folder, name), { recursive: true, force: true })),
  );
}

// What another start has just removed or finished is not old.
const lastUse = (path: string): Promise<number> => stat(path).then(({ mtimeMs }) => mtimeMs, Date.now);

const isMaking = ({ name }: { readonly name: string }): boolean => name.startsWith('making-');

/** Vite, which belongs to the pages and brings the bundler. */
export const viteHome = (): string =>
  dirname(createRequire(join(root, 'apps/web/package.json')).resolve('vite/package.json'));
