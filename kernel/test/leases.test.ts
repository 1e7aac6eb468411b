/** Several processes on one database: each reads for its own consumers, and one that falls silent keeps nothing. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { type Duty, Leases } from '../src/messaging/leases.ts';
import { startTestSystem } from '../src/testing.ts';
import { notesService } from './notes/notes.ts';

const system = await startTestSystem({ services: [notesService()] });
after(() => system[Symbol.asyncDispose]());
const log = pino({ level: 'silent' });

function processOf(names: readonly string[], url = system.system.databaseUrl) {
  const running = new Set<string>();
  const duties = names.map(
    (name): Duty => ({
      name,
      begin: async () => {
        running.add(name);
        return async () => {
          running.delete(name);
        };
      },
    }),
  );
  const leases = new Leases({ url, log, duties });
  return { leases, running };
}

async function until(done: () => boolean, milliseconds = 30_000): Promise<void> {
  for (const deadline = Date.now() + milliseconds; !done(); await sleep(10))
    assert.ok(Date.now() < deadline, 'waited in vain');
}

test('each duty is with one process at a time, and goes on to another when that one ends', async () => {
  const first = processOf(['a', 'b']);
  await first.leases.start();
  const second = processOf(['b', 'c']);
  await second.leases.start();
  assert.deepEqual([[...first.running], [...second.running]], [['a', 'b'], ['c']]);
  assert.deepEqual(
    [first.leases.holds('b'), second.leases.holds('b'), second.leases.holds()],
    [true, false, true],
  );
  await first.leases.stop();
  assert.deepEqual([...first.running], []);
  await until(() => second.running.has('b'));
  await second.leases.stop();
});

test('a process that stops waits for all that it has begun, also where something could not begin', async () => {
  const [beginning, ending, stopped] = [0, 0, 0].map(() => Promise.withResolvers<void>());
  const failing: Duty = {
    name: 'fails',
    begin: () => beginning?.promise.then(() => assert.fail('away')) as never,
  };
  let ended = false;
  const slow: Duty = {
    name: 'slow',
    begin: async () => async () => {
      ending?.resolve();
      await stopped?.promise;
      ended = true;
    },
  };
  const leases = new Leases({ url: system.system.databaseUrl, log, duties: [failing, slow] });
  void leases.start();
  await until(() => leases.holds('slow') && leases.holds('fails'));
  const stopping = leases.stop();
  await ending?.promise;
  beginning?.resolve();
  // Whoever closes the database after it must not do so yet.
  assert.equal(await Promise.race([stopping.then(() => 'stopped'), sleep(100, 'waits')]), 'waits');
  stopped?.resolve();
  await stopping;
  assert.ok(ended);
});

/** Passes on what is sent, until it falls silent: it takes everything and sends nothing more, as a host without power. */
async function silenceable(to: string) {
  const { host, port, user, password, database } = new pg.Client({ connectionString: to });
  const sockets: Socket[] = [];
  let isSilent = false;
  const server = createServer((near) => {
    // As pg does: a host that is a folder has a socket in it.
    const far = dial(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
    sockets.push(near, far);
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (data) => isSilent || into.write(data));
      from.on('error', () => undefined);
      from.on('close', () => isSilent || into.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL('postgres://127.0.0.1');
  url.port = String((server.address() as { port: number }).port);
  url.username = encodeURIComponent(user ?? '');
  url.password = encodeURIComponent(password ?? '');
  url.pathname = `/${database}`;
  return {
    url: url.href,
    silence: () => {
      isSilent = true;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test('a process that nothing is heard of any more gives its duties up, and another has them within seconds', async (t) => {
  const proxy = await silenceable(system.system.databaseUrl);
  const [cut, other] = [processOf(['lone'], proxy.url), processOf(['lone'])];
  t.after(async () => {
    await Promise.all([cut.leases.stop(), other.leases.stop()]);
    proxy.close();
  });
  await cut.leases.start();
  await other.leases.start();
  assert.deepEqual([[...cut.running], [...other.running]], [['lone'], []]);
  proxy.silence();
  // It knows before the other may begin; TCP alone would not notice for hours.
  await until(() => cut.running.size === 0);
  assert.equal(other.running.size, 0, 'never both');
  await until(() => other.running.has('lone'));
});
