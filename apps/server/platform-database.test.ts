import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '@kernos/kernel/config';
import { findRunningPostgres, startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { onDatabase } from './platform-database.ts';

test('the embedded database is used beside the system that runs it, and started where none does', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kernos-platform-'));
  const config = loadConfig({ KERNOS_DATA: dataDir });
  const started = () =>
    onDatabase(config, async (store) => {
      const { rows } = await store.query<{ at: string }>({ text: 'SELECT pg_postmaster_start_time() AS at' });
      return rows[0]?.at;
    });
  try {
    const system = await startPostgres({ dataDir, durable: false });
    const first = await started();
    assert.ok(first);
    assert.equal(await started(), first, 'looking on does not stop it');
    await system.stop();
    assert.equal(await findRunningPostgres(dataDir), undefined);
    assert.notEqual(await started(), first);
    assert.equal(await findRunningPostgres(dataDir), undefined, 'what was started for it is stopped again');
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
