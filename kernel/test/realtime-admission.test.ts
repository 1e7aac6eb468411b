/** The admission of the realtime gateway: what it takes for itself, and whom it turns away with what words. */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, request } from 'node:http';
import { after, test } from 'node:test';
import { memoryRateLimits } from '../src/engines/memory-rate-limits.ts';
import { startSocketIo } from '../src/engines/socket-io.ts';
import { RequestLimits } from '../src/http/request-limits.ts';
import { Admission } from '../src/realtime/admission.ts';

/** A server with a admission, and an engine behind it that only says that it was reached. */
const requestLimits = () =>
  new RequestLimits(memoryRateLimits(), { perPerson: 1_200, perAddress: 600 }, { warn: () => undefined });

async function serve(connections: number, limits: RequestLimits | null) {
  let loaded = 0;
  const admission = new Admission({
    limits,
    publicUrl: 'https://kernos.example',
    allowedOrigins: [],
    addressOf: ({ socket }) => socket.remoteAddress ?? '',
    socketIo: async () => {
      loaded += 1;
      return {
        request: (_request, response) => response.end('reached'),
        upgrade: (_request, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
        broadcast: () => undefined,
        enter: () => connections + 1,
        leave: () => undefined,
        close: () => undefined,
      };
    },
  });
  const server = createServer((asked, response) => void admission.request(asked, response));
  server.on('upgrade', (asked, socket, head) => void admission.upgrade(asked, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const knock = async (headers: Record<string, string> = {}, query = '') => {
    const response = await fetch(`${url}/api/realtime/?EIO=4${query}`, { headers });
    const text = await response.text();
    const code = response.ok ? text : (JSON.parse(text) as { code: string }).code;
    return { code, status: response.status, retryAfter: response.headers.get('retry-after') };
  };
  return { admission, url, knock, loaded: () => loaded };
}

test('it takes its own path, and no other', async () => {
  const { admission } = await serve(0, null);
  const takes = (url: string) => admission.takes({ url } as IncomingMessage);
  for (const url of ['/api/realtime', '/api/realtime/', '/api/realtime?EIO=4', '/api/realtime/?EIO=4'])
    assert.ok(takes(url), url);
  for (const url of ['/', '/api/lively', '/api/realtime/more', '/api', '/api/livex?live', ''])
    assert.ok(!takes(url), url);
});

test('the engine is loaded for whoever is let in, not for a stranger', async () => {
  const { knock, loaded } = await serve(0, null);
  assert.equal((await knock({ origin: 'https://evil.example' })).code, 'forbidden');
  assert.equal(loaded(), 0);
  assert.equal((await knock({ origin: 'https://kernos.example' })).code, 'reached');
  assert.equal(loaded(), 1);
});

test('one address may make three hundred connections a minute, and go on with those that it has', async () => {
  const { knock } = await serve(0, requestLimits());
  const codes = new Map<string, number>();
  for (let n = 0; n < 310; n += 1) {
    const { code } = await knock();
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  assert.deepEqual(
    [...codes],
    [
      ['reached', 300],
      ['rate-limited', 10],
    ],
  );
  const refused = await knock();
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.retryAfter) > 0);
  assert.equal((await knock({}, '&sid=known')).code, 'reached');
});

test('one address may have five hundred connections at one time', async () => {
  const full = await serve(500, requestLimits());
  assert.deepEqual(await full.knock(), { code: 'rate-limited', status: 429, retryAfter: '60' });
  const room = await serve(499, requestLimits());
  assert.equal((await room.knock()).code, 'reached');
});

test('of many that connect at once, no more come in than one address may have', async () => {
  const addressOf = ({ socket }: IncomingMessage) => socket.remoteAddress ?? '';
  const socketIo = startSocketIo({
    ...{ allowedOrigins: [], messageLimit: 1_000, addressOf },
    admit: async () => ({ opened: () => undefined, message: async () => null, closed: () => undefined }),
  });
  const allAsked = Promise.withResolvers<void>();
  let asking = 0;
  // It is loaded at the first request, and whoever comes meanwhile waits for it: all of them go on in one moment.
  const engineOnceAllAsked = async () => {
    asking += 1;
    if (asking === 520) allAsked.resolve();
    await allAsked.promise;
    return socketIo;
  };
  // So many in a minute would be refused by themselves.
  const limits = new RequestLimits(
    { count: async () => null },
    { perPerson: 1, perAddress: 1 },
    { warn: () => undefined },
  );
  const admission = new Admission({
    ...{
      limits,
      publicUrl: 'https://kernos.example',
      allowedOrigins: [],
      addressOf,
      socketIo: engineOnceAllAsked,
    },
  });
  const server = createServer((asked, response) => void admission.request(asked, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    socketIo.close();
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/api/realtime/?EIO=4&transport=polling`;
  const knock = async () => {
    const response = await fetch(url);
    await response.text();
    return response.status;
  };
  const statuses = await Promise.all(Array.from({ length: 520 }, knock));
  assert.equal(statuses.filter((status) => status === 200).length, 500);
  assert.equal(statuses.filter((status) => status === 429).length, 20);
});

test('nobody comes in while the system stops, by either way', async () => {
  const { admission, knock, url } = await serve(0, null);
  admission.close();
  assert.deepEqual(await knock(), { code: 'unavailable', status: 503, retryAfter: '1' });
  const status = await new Promise((resolve, reject) => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket' };
    const sent = request(`${url}/api/realtime/?EIO=4&transport=websocket`, { headers, agent: false });
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('upgrade', () => resolve(101));
    sent.on('error', reject).end();
  });
  assert.equal(status, 503);
});
