/**
 * The secret of a system: what seals calls between its processes, and what the keys of organizations are encrypted
 * under. From KERNOS_SECRET, or generated at the first start into a file of the data folder that its owner alone reads.
 */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

type SecretConfig = Pick<Config, 'dataDir' | 'secret' | 'previousSecret'>;

/** The one in use first, then the one before it, if KERNOS_SECRET_PREVIOUS gives it. */
export async function systemSecrets({
  dataDir,
  secret,
  previousSecret,
}: SecretConfig): Promise<[Buffer, ...Buffer[]]> {
  const current = secret ?? (await kept(dataDir));
  return [Buffer.from(current, 'utf8'), ...(previousSecret ? [Buffer.from(previousSecret, 'utf8')] : [])];
}

async function kept(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  const known = await readSecret(path);
  if (known) return known;
  await mkdir(dataDir, { recursive: true });
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = await open(part, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await file.sync();
    // Of two that start at once, one is first, and the other takes what the first one wrote.
    await link(part, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await file.close();
    await rm(part, { force: true });
  }
  return (await readSecret(path)) as string;
}

async function readSecret(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text?.trim() || null;
}
