/** Files on their way: how many at a time, for how long without a byte, and what is left of those that never come. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import { Type } from 'typebox';
import type { KernosError } from '../contract/errors.ts';
import { type Upload, UploadField } from '../contract/schemas.ts';
import { Uploads } from './uploads.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-uploads-'));
const { TMPDIR } = process.env;
process.env.TMPDIR = folder;
const uploads = new Uploads({ atOnce: 3, atOnceOfOne: 2, idleMs: 400 });
const body = Type.Object({ file: UploadField('Anything') });
const app = Fastify();
await app.register(multipart);
app.setErrorHandler((error, _request, reply) => {
  const { status, code, retryAfter } = error as KernosError;
  return reply.header('connection', 'close').code(status).send({ code, retryAfter });
});
app.post('/', async (request) => {
  const organizationId = String(request.headers.organization);
  return uploads.take(request, { body, limit: 1_000_000, organizationId }, async ({ fields }) => ({
    bytes: (fields.file as Upload).bytes,
  }));
});
app.listen({ port: 0, host: '127.0.0.1' });
await once(app.server, 'listening');
const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
after(async () => {
  await app.close();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  await rm(folder, { recursive: true });
});

/** Begins to send a file; the rest of it comes with `end`, if at all. */
function begin(organization: string): ClientRequest {
  const headers = { organization, 'content-type': 'multipart/form-data; boundary=x' };
  const sending = request(url, { method: 'POST', headers, agent: false });
  sending.on('error', () => undefined);
  sending.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nbeginning');
  return sending;
}
const end = (sending: ClientRequest) => sending.end(' end\r\n--x--\r\n');

async function answer(sending: ClientRequest): Promise<unknown[]> {
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  const { code, retryAfter, bytes } = JSON.parse(Buffer.concat(await response.toArray()).toString());
  return [response.statusCode, code ?? bytes, ...(retryAfter ? [retryAfter] : [])];
}
const whole = (organization: string) => {
  const sending = begin(organization);
  end(sending);
  return answer(sending);
};
const arrived = async (count: number) => {
  while ((await readdir(folder)).length !== count) await sleep(5);
};

test('one of which nothing comes any more is given up, and leaves nothing behind', async () => {
  assert.deepEqual(await answer(begin('slow')), [408, 'request-timeout']);
  await arrived(0);
  assert.deepEqual(await whole('slow'), [200, 13]);
});

test('so many are taken in at a time, of one organization and in all; the others may come again', async () => {
  const [first, second, other] = [begin('one'), begin('one'), begin('two')];
  const answers = [first, second, other].map(answer);
  await arrived(3);
  assert.deepEqual(await whole('one'), [429, 'rate-limited', 5]);
  assert.deepEqual(await whole('three'), [503, 'unavailable', 5]);
  for (const sending of [first, second, other]) end(sending);
  assert.deepEqual(await Promise.all(answers), Array(3).fill([200, 13]));
  await arrived(0);
  assert.deepEqual(await whole('three'), [200, 13]);
});

test('whoever goes away in the middle leaves no file, and their place to others', async () => {
  const going = [begin('one'), begin('one')];
  await arrived(2);
  for (const sending of going) sending.destroy();
  await arrived(0);
  assert.deepEqual(await whole('one'), [200, 13]);
});

test('a name longer than file systems know is refused', async () => {
  const form = new FormData();
  form.append('file', new Blob(['x']), `${'n'.repeat(3_000)}.md`);
  const reply = await fetch(url, { method: 'POST', body: form, headers: { organization: 'one' } });
  assert.deepEqual([reply.status, await reply.json()], [400, { code: 'invalid-input' }]);
});
