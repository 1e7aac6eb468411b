/** What is answered where no page is asked for, or none is there. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { openPort } from './open-port.ts';
import { addPages } from './pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernos-pages-'));
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Kernos</title>');
const app: FastifyInstance = Fastify();
await addPages(app, folder, 'https://school.example');
const url = await openPort(app, { host: '127.0.0.1', port: 0 });
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});
const get = (path: string, accept: string) => fetch(url + path, { headers: { accept } });

test('who asks for no page at / is told where things are', async () => {
  const reply = await get('/', '*/*');
  assert.equal(reply.status, 200);
  assert.match(reply.headers.get('content-type') ?? '', /^text\/plain/);
  assert.equal(reply.headers.get('vary'), 'accept');
  const text = await reply.text();
  for (const path of ['/', '/api/docs', '/api/openapi.json'])
    assert.ok(text.includes(`https://school.example${path}\n`), path);
  assert.match(await (await get('/', 'text/html,*/*')).text(), /<!doctype html>/);
});

test('an address that is none of a page leads nowhere, and to no error', async () => {
  for (const path of ['//', '///', '//evil.example', '/%00', '/%00.png', '/..%2f..%2fetc/passwd', '/courses'])
    assert.equal((await get(path, '*/*')).status, 404, path);
});
