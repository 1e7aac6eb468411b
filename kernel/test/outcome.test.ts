/** A connection that is lost during COMMIT: nobody says that nothing was saved, and an Idempotency-Key finds out. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Type } from 'typebox';
import { boot } from '../src/boot.ts';
import { loadConfig } from '../src/config/config.ts';
import { contract, signedIn } from '../src/contract/contract.ts';
import { newId } from '../src/contract/ids.ts';
import { Text } from '../src/contract/schemas.ts';
import { handle, service } from '../src/contract/service.ts';
import { createLogger } from '../src/observability/telemetry.ts';
import type { Tx } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';

const folder = await mkdtemp(join(tmpdir(), 'kernos-outcome-'));
await writeFile(join(folder, '0001-rows.sql'), 'CREATE TABLE saved.rows (organization_id uuid, text text);');
const body = Type.Object({ text: Text(1, 100) });
const reply = { 201: Type.Object({ text: Type.String() }) };
const write = { method: 'POST', access: signedIn, body, reply, idempotent: true } as const;
const saved = contract('saved', {
  calls: {
    alone: { ...write, path: '/alone', summary: 'Writes in a transaction of its own' },
    together: { ...write, path: '/together', summary: 'Writes in a group' },
  },
});
const insert = async ({ text }: { text: string }, ctx: { tx: Tx }) => {
  await ctx.tx.query({
    text: 'INSERT INTO saved.rows VALUES (kernel.organization(), $1)',
    values: [text],
  });
  return { text };
};
const savedService = service(saved, {
  migrations: pathToFileURL(`${folder}/`),
  calls: [
    handle(saved.calls.alone, insert),
    handle(saved.calls.together, insert, { groupCommitKey: () => 'one' }),
  ],
});

/** Stands between a system and its database. Once armed, it cuts the connection that is next to commit. */
let cut: 'before' | 'after' | undefined;
/** Nobody gets through to it. */
let isAway = false;
/** Whoever gets through to it is told nothing. */
let isFrozen = false;
const KERNOS_SECRET = 'a secret that both systems have in common';
const database = await startTestSystem({ services: [savedService], env: { KERNOS_SECRET } });
const socketFolder = new URL(database.system.databaseUrl).searchParams.get('host');
const target = socketFolder
  ? { path: join(socketFolder, '.s.PGSQL.5432') }
  : {
      host: new URL(database.system.databaseUrl).hostname,
      port: Number(new URL(database.system.databaseUrl).port),
    };
const sockets = new Set<Socket>();
const between = createServer((near) => {
  if (isAway) {
    near.resetAndDestroy();
    return;
  }
  const far = connect(target);
  for (const socket of [near, far]) {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      near.destroy();
      far.destroy();
    });
  }
  const pass = (to: Socket, when: 'before' | 'after', sign: string) => (chunk: Buffer) => {
    if (cut !== when || !chunk.includes(sign)) {
      to.write(chunk);
      return;
    }
    cut = undefined;
    near.destroy();
    // What came with it may still be carried out, but not the COMMIT.
    far.destroy();
  };
  near.on('data', pass(far, 'before', 'COMMIT\0'));
  far.on('data', pass(near, 'after', 'COMMIT\0'));
  // To listen is to begin.
  if (isFrozen) for (const socket of [near, far]) socket.pause();
});
await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
const url = new URL(database.system.databaseUrl);
url.searchParams.delete('host');
url.host = `127.0.0.1:${(between.address() as { port: number }).port}`;
const system = await boot({
  config: loadConfig({
    PORT: '0',
    DEMO: 'off',
    RATE_LIMIT: 'off',
    KERNOS_SECRET,
    KERNOS_DATA: folder,
    DATABASE_URL: url.href,
  }),
  // Its own services are there already.
  services: database.system.services.filter(({ name }) => name !== 'operations'),
  version: 'test',
  log: createLogger('fatal'),
});
after(async () => {
  await system.stop();
  between.close();
  for (const socket of sockets) socket.destroy();
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const person = database.person([]);
async function send(path: string, text: string, key?: string) {
  const response = await fetch(`${system.url}/api${path}`, {
    method: 'POST',
    headers: {
      ...database.headers(person),
      'content-type': 'application/json',
      ...(key && { 'idempotency-key': key }),
    },
    body: JSON.stringify({ text }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as { code?: string; detail?: string; text?: string },
  };
}
async function rows(text: string): Promise<number> {
  const { rowCount } = await database.sql({ text: 'SELECT FROM saved.rows WHERE text = $1', values: [text] });
  return rowCount;
}

for (const path of ['/alone', '/together']) {
  test(`${path}: committed, and the answer was lost`, async () => {
    cut = 'after';
    const unknown = await send(path, `${path} without a key`);
    assert.equal(unknown.status, 503);
    assert.equal(unknown.body.code, 'outcome-unknown');
    assert.match(unknown.body.detail ?? '', /may or may not have been saved/);
    assert.doesNotMatch(unknown.body.detail ?? '', /Nothing was saved/);
    assert.equal(unknown.headers.get('retry-after'), '1');
    assert.equal(await rows(`${path} without a key`), 1);

    // With a key, the system itself looks what became of it.
    cut = 'after';
    const key = newId();
    const found = await send(path, `${path} with a key`, key);
    assert.equal(found.status, 201);
    assert.equal(found.headers.get('idempotency-replayed'), 'true');
    assert.deepEqual((await send(path, `${path} with a key`, key)).body, { text: `${path} with a key` });
    assert.equal(await rows(`${path} with a key`), 1);
  });

  test(`${path}: cut before the COMMIT arrived, found out by sending it again`, async () => {
    const key = newId();
    cut = 'before';
    const unknown = await send(path, `${path} lost`, key);
    assert.equal(unknown.body.code, 'outcome-unknown');
    const again = await send(path, `${path} lost`, key);
    assert.equal(again.status, 201);
    assert.equal(again.headers.get('idempotency-replayed'), null);
    assert.equal(await rows(`${path} lost`), 1);
  });
}

test('a connection that is lost before, or a database that says no, saved nothing, and that is said', async () => {
  await database.sql({
    text: `CREATE FUNCTION saved.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
           CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON saved.rows DEFERRABLE INITIALLY DEFERRED
             FOR EACH ROW WHEN (NEW.text LIKE 'refused%') EXECUTE FUNCTION saved.refuse()`,
  });
  for (const path of ['/alone', '/together'])
    assert.equal((await send(path, `refused ${path}`)).body.code, 'internal');
  assert.equal((await send('/alone', 'fine')).status, 201);
});

const codeOf = async (path: string) => {
  const response = await fetch(system.url + path);
  const body = (await response.json()) as { code?: string; status: string };
  return [response.status, response.headers.get('content-type')?.split(';')[0], body.code ?? body.status];
};
const ready = [200, 'application/json', 'ready'];

test('while the database is away, that is said, with an Idempotency-Key too', async () => {
  isAway = true;
  for (const socket of sockets) socket.destroy();
  for (const path of ['/alone', '/together'])
    for (const key of [undefined, newId()]) {
      const { status, body, headers } = await send(path, 'away', key);
      assert.deepEqual([status, body.code, headers.get('retry-after')], [503, 'unavailable', '1']);
    }
  assert.deepEqual(await codeOf('/readyz'), [503, 'application/problem+json', 'unavailable']);
  isAway = false;
  assert.deepEqual(await codeOf('/readyz'), ready);
});

test('while the database has stopped and says nothing, readiness and requests say so all the same', async () => {
  isFrozen = true;
  for (const socket of sockets) socket.pause();
  const asked = Promise.all(
    ['/alone', '/together'].flatMap((path) => [undefined, newId()].map((key) => send(path, 'frozen', key))),
  );
  assert.deepEqual(await codeOf('/readyz'), [503, 'application/problem+json', 'unavailable']);
  // Half a minute later.
  for (const { status, body } of await asked) assert.deepEqual([status, body.code], [503, 'unavailable']);
  isFrozen = false;
  for (const socket of sockets) socket.resume();
  assert.equal((await send('/alone', 'after it had stopped')).status, 201);
  assert.deepEqual(await codeOf('/readyz'), ready);
  assert.equal(await rows('frozen'), 0);
});

test('where there is no room on the disk of the database, requests and readiness say that', async () => {
  await database.sql({
    text: `CREATE FUNCTION saved.full() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
           CREATE TRIGGER a_full BEFORE INSERT ON saved.rows FOR EACH ROW WHEN (NEW.text = 'large') EXECUTE FUNCTION saved.full()`,
  });
  for (const path of ['/alone', '/together'])
    for (const key of [undefined, newId()]) {
      const { status, body, headers } = await send(path, 'large', key);
      assert.deepEqual([status, body.code, headers.get('retry-after')], [507, 'storage-full', '60']);
    }
  assert.deepEqual(await codeOf('/readyz'), [507, 'application/problem+json', 'storage-full']);
});
