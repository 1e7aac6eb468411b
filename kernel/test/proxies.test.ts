/** Behind proxies: who asks is whom they name, where they are ours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestSystem } from '../src/testing.ts';
import { notesService } from './notes/notes.ts';

const statusOf = async (url: string, forwardedFor?: string): Promise<number> => {
  const response = await fetch(url, { headers: forwardedFor ? { 'x-forwarded-for': forwardedFor } : {} });
  await response.arrayBuffer();
  return response.status;
};

test('what only this machine may see is not shown through a proxy on it, declared or not', async () => {
  for (const env of [{}, { TRUSTED_PROXIES: '127.0.0.1' }]) {
    await using system = await startTestSystem({ services: [notesService()], env });
    assert.equal(await statusOf(`${system.url}/metrics`), 200);
    assert.equal(await statusOf(`${system.url}/metrics`, '203.0.113.9'), 404);
    assert.equal(await statusOf(`${system.url}/metrics`, '127.0.0.1'), 404);
  }
});

test('limits are those of the person behind a declared proxy, and of the connection otherwise', async () => {
  const limitedAfter = async (env: Record<string, string>) => {
    await using system = await startTestSystem({
      services: [notesService()],
      env: { ...env, RATE_LIMIT: 'on', RATE_LIMIT_PER_ADDRESS: '20' },
    });
    for (let n = 1; n <= 100; n += 1)
      if (
        (await statusOf(`${system.url}/api/notes/00000000-0000-7000-8000-000000000000`, `203.0.113.${n}`)) ===
        429
      )
        return n;
    return null;
  };
  assert.notEqual(await limitedAfter({}), null);
  assert.equal(await limitedAfter({ TRUSTED_PROXIES: '127.0.0.0/8' }), null);
});
