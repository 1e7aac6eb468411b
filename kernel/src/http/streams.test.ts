/** Streams against real readers: slow ones, ones that stop reading, ones that leave. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { test } from 'node:test';
import { eventStream, lineStream } from './streams.ts';

const never = new AbortController().signal;

/** A source that says how far it was read and whether it was closed. */
function counted(count: number, of: (n: number) => unknown = (n) => n) {
  const seen = { asked: 0, closed: Promise.withResolvers<void>() };
  async function* source() {
    try {
      for (let n = 0; n < count; n += 1) {
        seen.asked += 1;
        yield of(n);
      }
    } finally {
      seen.closed.resolve();
    }
  }
  return { seen, source: source() };
}

/** Serves one stream to one reader over a real connection. */
async function served(stream: Readable): Promise<{ reply: IncomingMessage } & AsyncDisposable> {
  const server = createServer((_request, response) => {
    stream.once('error', () => response.destroy());
    stream.pipe(response);
  }).listen(0);
  await once(server, 'listening');
  const [reply] = (await once(get({ port: (server.address() as AddressInfo).port }), 'response')) as [
    IncomingMessage,
  ];
  return {
    reply,
    async [Symbol.asyncDispose]() {
      reply.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function read(reply: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of reply) text += String(chunk);
  return text;
}

const long = 'x'.repeat(10_000);

for (const [name, open] of [
  ['events', eventStream],
  ['lines', lineStream],
] as const) {
  test(`${name}: nothing is asked of the source that the reader has no room for`, async () => {
    const { seen, source } = counted(20_000, () => ({ data: long }));
    const stream = open(source as never, never);
    // Nobody reads beyond the first byte: what is asked for is bounded by the buffers on the way, some megabytes.
    await using connection = await served(stream);
    await once(connection.reply, 'readable');
    let before = -1;
    while (before !== seen.asked) {
      before = seen.asked;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.ok(seen.asked < 5_000, `${seen.asked} of 20,000 were asked for`);
    connection.reply.destroy();
    stream.destroy();
    await seen.closed.promise;
  });

  test(`${name}: a reader that takes nothing is let go, and the source closed`, async () => {
    const { seen, source } = counted(1_000_000, () => ({ data: long }));
    const stream = open(source as never, never, { heartbeat: 50, stalled: 200 });
    const failed = once(stream, 'error');
    await using _connection = await served(stream);
    const [error] = (await failed) as [Error];
    assert.match(error.message, /took nothing for 200 ms/);
    await seen.closed.promise;
  });

  test(`${name}: all of it arrives, in order, whatever its length`, async () => {
    const { source } = counted(5_000, (n) => ({ data: n }));
    await using connection = await served(open(source as never, never));
    const text = await read(connection.reply);
    const numbers = [...text.matchAll(/(?:data: |"data":)(\d+)/g)].map(([, n]) => Number(n));
    assert.deepEqual(
      numbers,
      Array.from({ length: 5_000 }, (_, n) => n),
    );
  });

  test(`${name}: a reader that leaves closes the source`, async () => {
    const { seen, source } = counted(1_000_000, () => ({ data: long }));
    const stream = open(source as never, never);
    await using connection = await served(stream);
    await once(connection.reply, 'readable');
    connection.reply.destroy();
    stream.destroy();
    await seen.closed.promise;
  });
}

async function* failing(): AsyncGenerator<{ data: number }> {
  yield { data: 1 };
  throw new Error('secret inside');
}

test('events that fail say so, and nothing of the inside', async () => {
  await using connection = await served(eventStream(failing(), never));
  const text = await read(connection.reply);
  assert.match(text, /data: 1\n\nevent: error\ndata: .*"code":"internal"/);
  assert.doesNotMatch(text, /secret/);
});

test('lines that fail break off, so that no reader takes them for all', async () => {
  await using connection = await served(lineStream(failing(), never));
  await assert.rejects(read(connection.reply), { code: 'ECONNRESET' });
});

test('a silent source is heard of, and a stop ends events', async () => {
  const stopping = new AbortController();
  async function* silent(): AsyncGenerator<{ data: number }> {
    await new Promise(() => undefined);
    yield { data: 1 };
  }
  const stream = eventStream(silent(), stopping.signal, { heartbeat: 20, stalled: 60_000 });
  await using connection = await served(stream);
  const reading = read(connection.reply);
  await once(connection.reply, 'data');
  stopping.abort();
  assert.match(await reading, /^(: still here\n\n)+$/);
});
