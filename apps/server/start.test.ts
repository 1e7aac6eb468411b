/** How a start ends where the database does not let it go on, and what lets it. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { Store } from '@kernos/kernel/store';

test('a login that may make no roles is told what is missing, and one beside it prepares the database', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-start-'));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  const store = new Store(postgres.url, { connections: 1 });
  const as = (user: string) => {
    const url = new URL(postgres.url);
    [url.username, url.password, url.pathname] = [user, 'secret', '/borrowed'];
    return url.href;
  };
  try {
    for (const statement of [
      `CREATE ROLE worker LOGIN PASSWORD 'secret'`,
      `CREATE ROLE boss LOGIN CREATEROLE PASSWORD 'secret'`,
      'GRANT worker TO boss',
      'CREATE DATABASE borrowed OWNER boss',
    ])
      await store.query({ text: statement });
    const refused = await started({ KERNOS_DATA: folder, DATABASE_URL: as('worker') });
    assert.equal(refused.url, undefined);
    assert.match(refused.said, /ALTER ROLE "worker" CREATEROLE;/);
    assert.match(refused.said, /MIGRATION_DATABASE_URL/);
    assert.doesNotMatch(refused.said, /\n {4}at |secret@/);
    const both = { KERNOS_DATA: folder, DATABASE_URL: as('worker'), MIGRATION_DATABASE_URL: as('boss') };
    const { url } = await started(both, async (serving) => {
      assert.equal((await fetch(`${serving}/readyz`)).status, 200);
    });
    assert.ok(url);
  } finally {
    await store.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

/** Starts the whole system, does something with it once it serves, and ends it; gives what it said. */
async function started(
  env: Readonly<Record<string, string>>,
  use?: (url: string) => Promise<void>,
): Promise<{ url: string | undefined; said: string }> {
  const { KERNOS_TEST_REMOTE: _, ...own } = process.env;
  const system = fork(join(import.meta.dirname, 'main.ts'), {
    env: { ...own, PORT: '0', DEMO: 'off', LOG_LEVEL: 'error', ...env },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const said = text(system.stderr as NodeJS.ReadableStream);
  const gone = once(system, 'exit');
  const url = await Promise.race([
    once(system, 'message').then(([message]) => (message as { url: string }).url),
    gone.then(() => undefined),
  ]);
  try {
    if (url) await use?.(url);
  } finally {
    system.kill('SIGTERM');
    await gone;
  }
  return { url, said: await said };
}
