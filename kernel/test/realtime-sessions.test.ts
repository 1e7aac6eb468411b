/** Who is let in, for how long, and what is answered to nonsense. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { contract } from '../src/contract/contract.ts';
import { commonError } from '../src/contract/errors.ts';
import { newId } from '../src/contract/ids.ts';
import { service } from '../src/contract/service.ts';
import { startTestSystem, type TestPerson } from '../src/testing.ts';
import { letters, lettersService } from './realtime/letters.fixture.ts';
import { listen, until } from './realtime/realtime.fixture.ts';

// Tokens of this test: they run out, and can be revoked.
const passes = new Map<string, TestPerson & { expiresAt?: Date }>();
let authenticationFails: Error | undefined;
const gate = service(contract('gate', {}), {
  authenticate: async ({ headers }, ctx) => {
    if (authenticationFails) throw authenticationFails;
    const pass = passes.get(String(headers.authorization).replace('Bearer ', ''));
    if (!pass) throw commonError('unauthenticated', 'This is not a valid access token.');
    if (pass.expiresAt && pass.expiresAt <= ctx.now())
      throw commonError('unauthenticated', 'This access token has expired.');
    return { ...pass, sessionId: pass.userId };
  },
});
const system = await startTestSystem({
  services: [lettersService(), gate],
  signIn: false,
  env: { RATE_LIMIT: 'on', ALLOWED_ORIGINS: 'https://learn.example.org' },
});
after(() => system[Symbol.asyncDispose]());

function pass(person: TestPerson, seconds?: number): string {
  const token = newId();
  const expiresAt = seconds === undefined ? {} : { expiresAt: new Date(Date.now() + seconds * 1000) };
  passes.set(token, { ...person, ...expiresAt });
  return token;
}

const admin = system.person(['admin', 'reader']);
const here = admin.organizationId as string;
const change = () =>
  system.system.call(
    letters.calls.change,
    { thingId: newId(), ownerId: null },
    {
      actor: { kind: 'person', id: newId(), roles: ['writer'], sessionId: newId() },
      organizationId: here,
    },
  );

interface Refusal {
  problem: { code: string; status: number };
  retryAfter?: number;
}

/** A connection made by hand. */
function raw(token: unknown, transports = ['websocket']): Socket {
  const socket = io(system.url, {
    path: '/api/realtime',
    auth: { token },
    transports,
    forceNew: true,
    reconnection: false,
  });
  after(() => socket.disconnect());
  return socket;
}

const event = <T>(socket: Socket, name: string): Promise<T> =>
  new Promise((resolve) => socket.once(name, resolve));

async function refusal(socket: Socket): Promise<string> {
  const { data } = await event<{ data?: Refusal }>(socket, 'connect_error');
  return data?.problem.code ?? 'no code';
}

describe('connecting', () => {
  for (const transport of ['websocket', 'polling']) {
    test(`works by ${transport}`, async () => {
      const socket = raw(pass(admin), [transport]);
      await event(socket, 'ready');
      const heard = event<{ type: string }>(socket, 'hint');
      await change();
      assert.equal((await heard).type, 'thing.changed');
      socket.disconnect();
    });
  }

  test('is refused without a good token', async () => {
    const tokens = [undefined, '', 17, { token: 'x' }, 'made-up', pass(admin, -1), 'x'.repeat(9_000)];
    for (const token of tokens)
      assert.equal(await refusal(raw(token)), 'unauthenticated', JSON.stringify(token));
  });

  test('is refused while it cannot be known who it is, and may be tried again', async () => {
    authenticationFails = commonError('unavailable', 'Away.', { retryAfter: 1 });
    const { data } = await event<{ data: Refusal }>(raw(pass(admin)), 'connect_error');
    authenticationFails = undefined;
    assert.equal(data.problem.code, 'unavailable');
    assert.equal(data.retryAfter, 1);
  });

  test('is refused when a person is connected twenty times, also when all ask at once', async () => {
    const person = system.person(['reader']);
    const all = Array.from({ length: 40 }, () => raw(pass(person)));
    const answers = await Promise.all(
      all.map((socket) => Promise.race([event(socket, 'ready').then(() => 'ready'), refusal(socket)])),
    );
    const sockets = all.filter((_, n) => answers[n] === 'ready');
    assert.deepEqual([sockets.length, new Set(answers)], [20, new Set(['ready', 'rate-limited'])]);
    sockets[0]?.disconnect();
    // Soon: the server has to hear of it first.
    for (let isIn = false; !isIn; ) {
      const next = raw(pass(person));
      isIn = await Promise.race([
        event(next, 'ready').then(() => true),
        event(next, 'connect_error').then(() => false),
      ]);
    }
    for (const socket of sockets) socket.disconnect();
  });
});

describe('a page of another site', () => {
  const status = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = request(system.url + path, { headers, agent: false }, async (response) => {
        const [sid] = (await text(response)).match(/(?<="sid":")[^"]+/) ?? [];
        // Says goodbye: what polls no more is waited for a while.
        if (sid) await fetch(`${system.url}${path}&sid=${sid}`, { method: 'POST', body: '1' });
        resolve(response.statusCode);
      });
      sent.on('upgrade', (_response, socket) => {
        socket.destroy();
        resolve(101);
      });
      sent.on('error', reject).end();
    });
  const polling = '/api/realtime/?EIO=4&transport=polling';
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  const foreign = { origin: 'https://evil.example' };

  test('is refused, by either transport', async () => {
    assert.equal(await status(polling, foreign), 403);
    assert.equal(await status('/api/realtime/?EIO=4&transport=websocket', { ...upgrade, ...foreign }), 403);
    const body = await (await fetch(system.url + polling, { headers: foreign })).json();
    assert.equal((body as { code: string }).code, 'forbidden');
  });

  test('is let in where it is one of ours or an allowed one', async () => {
    const own = [
      { origin: system.url },
      { origin: 'https://learn.example.org' },
      { origin: 'https://proxy.example', 'sec-fetch-site': 'same-origin' },
      {},
    ];
    for (const headers of own) {
      assert.equal(await status(polling, headers), 200);
      assert.equal(await status('/api/realtime/?EIO=4&transport=websocket', { ...upgrade, ...headers }), 101);
    }
    const allowed = await fetch(`${system.url}${polling}&sid=none`, {
      headers: { origin: 'https://learn.example.org' },
    });
    assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://learn.example.org');
  });

  test('and other paths do not upgrade, but answer as ever', async () => {
    assert.equal(await status('/livez', { connection: 'Upgrade', upgrade: 'h2c' }), 200);
    assert.equal(await status('/api/lively', upgrade), 404);
  });
});

describe('a token', () => {
  test('that runs out ends the connection', async () => {
    const socket = raw(pass(admin, 1.5));
    const ready = await event<{ now: string; expiresAt: string }>(socket, 'ready');
    assert.ok(Date.parse(ready.expiresAt) > Date.parse(ready.now));
    const ended = event<Refusal>(socket, 'ended');
    assert.equal(await event(socket, 'disconnect'), 'io server disconnect');
    assert.equal((await ended).problem.code, 'unauthenticated');
  });

  test('is replaced on the same connection, by the client, before it runs out', async () => {
    const asked: (string | undefined)[] = [];
    const { live, states, hints } = listen(system.url, async (not) => {
      asked.push(not);
      return pass(admin, 2);
    });
    await until(() => states.length === 1, 'connected');
    // Longer than the first of them lives.
    await until(() => asked.length >= 4, 'replaced three times');
    await change();
    await until(() => hints.length === 1, 'heard');
    live.close();
    assert.deepEqual(states, ['online']);
    assert.equal(asked[0], undefined);
    assert.ok(asked.slice(1).every((not) => not !== undefined));
  });

  test('of somebody else does not replace it, nor does a bad one', async () => {
    const socket = raw(pass(admin));
    await event(socket, 'ready');
    const code = async (token: unknown) =>
      ((await socket.emitWithAck('authenticate', { token })) as Refusal).problem.code;
    assert.equal(await code(pass(system.person(['admin'], here))), 'forbidden');
    assert.equal(await code(pass({ ...admin, organizationId: newId() })), 'forbidden');
    assert.equal(await code('made-up'), 'unauthenticated');
    assert.equal(await code(''), 'invalid-input');
    assert.ok(socket.connected);
  });

  test('with fewer roles takes away what those may hear', async () => {
    const socket = raw(pass(admin));
    await event(socket, 'ready');
    const hints: unknown[] = [];
    socket.on('hint', (hint) => hints.push(hint));
    const { ok } = await socket.emitWithAck('authenticate', { token: pass({ ...admin, roles: ['reader'] }) });
    assert.equal(ok, true);
    await change();
    await sleep(150);
    assert.equal(hints.length, 0);
  });

  test('that is revoked ends the connection within seconds; the client comes back with another', async (t) => {
    const tokens: string[] = [];
    const { live, states, problems } = listen(system.url, async () => {
      tokens.push(pass(admin));
      return tokens.at(-1) as string;
    });
    await until(() => states.length === 1, 'connected');
    passes.delete(tokens[0] as string);
    const began = performance.now();
    await until(() => states.length === 3, 'back');
    const seconds = (performance.now() - began) / 1000;
    live.close();
    assert.deepEqual(states, ['online', 'offline', 'reconnected']);
    assert.deepEqual(problems, []);
    t.diagnostic(`back after ${seconds.toFixed(1)} s`);
  });

  test('that is refused, like the next one, is the end: the client says why and stops', async () => {
    const { states, problems } = listen(system.url, async () => 'made-up');
    await until(() => states.includes('refused'), 'refused');
    await sleep(300);
    assert.deepEqual(states, ['offline', 'refused']);
    assert.equal(problems[0]?.code, 'unauthenticated');
  });

  test('of somebody else after a break is the end: the places in the feeds are not theirs', async () => {
    const given: string[] = [];
    const { live, states, problems } = listen(system.url, async () => {
      given.push(pass(given.length === 0 ? admin : { ...admin, organizationId: newId() }));
      return given.at(-1) as string;
    });
    live.follow(letters.calls.feed, { after: 17, onItem: () => assert.fail('not theirs') });
    await until(() => states.length === 1, 'connected');
    passes.delete(given[0] as string);
    await until(() => states.includes('refused'), 'refused');
    assert.deepEqual(states, ['online', 'offline', 'refused']);
    assert.equal(problems[0]?.code, 'conflict');
  });

  test('that cannot be had for a moment is asked for again; signed out is the end', async () => {
    let tries = 0;
    const { live, states } = listen(system.url, async () => {
      tries += 1;
      if (tries === 1) throw new TypeError('fetch failed');
      return pass(admin);
    });
    await until(() => states.includes('online'), 'connected');
    live.close();
    const out = listen(system.url, async () => {
      throw commonError('unauthenticated', 'Signed out.');
    });
    await until(() => out.states.includes('refused'), 'refused');
    assert.equal(out.problems[0]?.code, 'unauthenticated');
  });
});

describe('a message that makes no sense is answered with a code', () => {
  const nonsense: [string, unknown[]][] = [
    ['follow', []],
    ['follow', ['letters.feed']],
    ['follow', [[]]],
    ['follow', [{ feed: 'letters.feed' }]],
    ['follow', [{ feed: 'letters.feed', after: -1 }]],
    ['follow', [{ feed: 'letters.feed', after: '0' }]],
    ['follow', [{ feed: 'letters.feed', after: 2 ** 60 }]],
    ['follow', [{ feed: 'letters.feed', after: 0, more: 1 }]],
    ['authenticate', [{ token: null }]],
    ['unfollow', [{}]],
    ['shout', [{}]],
    ['error', [{}]],
    ['__proto__', [{}]],
    ['constructor', [{}]],
  ];
  test('and the connection stays', async () => {
    const socket = raw(pass(admin));
    await event(socket, 'ready');
    for (const [name, args] of nonsense) {
      const { ok, problem } = (await socket.emitWithAck(name, ...args)) as Refusal & { ok: boolean };
      assert.deepEqual([ok, problem?.code], [false, 'invalid-input'], `${name} ${JSON.stringify(args)}`);
    }
    socket.emit('shout');
    socket.emit('follow', 'letters.feed');
    const known = (await socket.emitWithAck('follow', { feed: 'letters.feed', after: 0 })) as { ok: boolean };
    assert.equal(known.ok, true);
  });

  test('too many are refused, and in the end cut off', async () => {
    const socket = raw(pass(admin));
    await event(socket, 'ready');
    const ended = event<Refusal>(socket, 'ended');
    assert.deepEqual(await socket.emitWithAck('unfollow', { feed: 'x' }), { ok: true });
    // Those that arrive together may find the connection cut before any of them is answered.
    for (let n = 0; n < 150; n += 1) socket.emit('unfollow', { feed: 'x' });
    assert.equal((await ended).problem.code, 'rate-limited');
    await until(() => !socket.connected, 'cut off');
  });

  test('one that is too large cuts the connection, and nothing else', async () => {
    const [socket, other] = [raw(pass(admin)), raw(pass(admin))];
    await Promise.all([event(socket, 'ready'), event(other, 'ready')]);
    socket.emit('follow', { feed: 'x'.repeat(20_000), after: 0 });
    await event(socket, 'disconnect');
    assert.deepEqual(await other.emitWithAck('unfollow', { feed: 'x' }), { ok: true });
  });
});

test('frames that no client of ours would send cut off whoever sends them, and nothing else', async () => {
  const other = raw(pass(admin));
  await event(other, 'ready');
  const connect = `40${JSON.stringify({ token: pass(admin) })}`;
  const frames = [
    ['40null'],
    ['40[]'],
    ['40"token"'],
    ['40{'],
    ['9'],
    ['garbage'],
    [connect, '42null'],
    [connect, '42{}'],
    [connect, '42[]'],
    [connect, '42[{}]'],
    [connect, '42["disconnect"]'],
    [connect, '451-["follow",{"_placeholder":true,"num":7}]', 'x'],
    [connect, '4999999999999999999999["unfollow",{"feed":"x"}]'],
  ];
  for (const sent of frames) {
    const socket = new WebSocket(
      `${system.url.replace('http', 'ws')}/api/realtime/?EIO=4&transport=websocket`,
    );
    const closed = new Promise((resolve) => socket.addEventListener('close', () => resolve('closed')));
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const letIn = new Promise<void>((resolve) =>
      socket.addEventListener('message', ({ data }) => {
        if (String(data).startsWith('40')) resolve();
      }),
    );
    for (const frame of sent) {
      socket.send(frame);
      if (frame === connect) await letIn;
    }
    // Cut off, or ignored as a message of no name is: either way it does no harm.
    await Promise.race([closed, sleep(60)]);
    socket.close();
    assert.deepEqual(await other.emitWithAck('unfollow', { feed: 'x' }), { ok: true }, sent.join(' '));
  }
});

test('what is going on is measured', async () => {
  const metrics = await (await fetch(`${system.url}/metrics`)).text();
  for (const name of [
    'realtime_connections',
    'realtime_hints_total',
    'realtime_feed_entries_total',
    'realtime_lag_seconds_count',
  ])
    assert.match(metrics, new RegExp(`^${name} \\d`, 'm'));
  assert.match(metrics, /^realtime_refusals_total\{code="unauthenticated"\} [1-9]/m);
});
