/** Several processes on one database: each reads for its own consumers, and one that falls silent keeps nothing. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { type Duty, Leases } from '../src/messaging/leases.ts';
import { Signals } from '../src/messaging/signals.ts';
import { Store } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';
import { notesService } from './notes/notes.ts';

const system = await startTestSystem({ services: [notesService()] });
after(() => system[Symbol.asyncDispose]());
const log = pino({ level: 'silent' });

function processOf(names: readonly string[], url = system.system.databaseUrl) {
  const store = new Store(url, { connections: 1 });
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
  const leases = new Leases({ url, signals: new Signals(store), log, duties, heard: () => undefined });
  const close = async () => {
    await leases.stop();
    await store.close();
  };
  return { leases, running, close };
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
  await first.close();
  assert.deepEqual([...first.running], []);
  await until(() => second.running.has('b'));
  await second.close();
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
    await Promise.all([cut.leases.stop(), other.close()]);
    proxy.close();
    await cut.close();
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
