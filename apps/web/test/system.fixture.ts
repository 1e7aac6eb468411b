/** The whole system with its demo, in a process of its own, started as `npm start` does it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { settled, testDatabase } from '@kernos/kernel/test-database';

const root = dirname(dirname(dirname(import.meta.dirname)));
/** Of everybody in the demo. */
export const password = 'a password for the browser';

/** Without what is a wish to these tests and none of its settings: it would refuse to start. */
const { KERNOS_PICTURES: _, ...ownEnv } = process.env;

/**
 * A system on a database of its own. The demo is made once in a run of the tests: all but the first begin with what the
 * first one made.
 */
export async function demoSystem(
  env: Readonly<Record<string, string>>,
): Promise<AsyncDisposable & { readonly url: string }> {
  await using starting = new AsyncDisposableStack();
  const { url: databaseUrl } = starting.use(
    await testDatabase({ name: 'demo', version: process.env.KERNOS_TEST_RUN ?? `${process.pid}`, fill }),
  );
  const { url } = starting.use(await startedSystem({ ...env, DATABASE_URL: databaseUrl }));
  const running = starting.move();
  return { url, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function fill(databaseUrl: string): Promise<void> {
  await using _ = await startedSystem({ DATABASE_URL: databaseUrl });
  await settled(databaseUrl);
}

async function startedSystem(
  env: Readonly<Record<string, string>>,
): Promise<AsyncDisposable & { readonly url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-browser-'));
  await writeFile(join(folder, 'demo-password'), password);
  const system = fork(join(root, 'apps/server/main.ts'), {
    env: {
      ...ownEnv,
      LOG_LEVEL: 'error',
      RATE_LIMIT: 'off',
      // What belongs to the database goes on in its clones, whose data folders are new.
      KERNOS_SECRET: 'a secret of these tests, long enough',
      FILES: 'postgres',
      ...env,
      PORT: '0',
      KERNOS_DATA: folder,
      DEMO_PASSWORD: password,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = await Promise.race([
    once(system, 'message').then(([message]) => (message as { url: string }).url),
    once(system, 'exit').then(([code]) => {
      throw new Error(`the system did not start: it ended with ${code}`);
    }),
  ]);
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      await ended(system);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ended(system: ChildProcess): Promise<void> {
  const gone = once(system, 'exit');
  system.kill('SIGTERM');
  await gone;
}
