import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chownSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { clusterOf, killOwner, newFolder, ownElsewhere, query, until } from './embedded-postgres.fixture.ts';
import { type PostgresEvent, startPostgres } from './embedded-postgres.ts';
import { processesOf } from './embedded-postgres-processes.ts';
import { FolderInUse } from './folder-lock.ts';

const isRoot = process.getuid?.() === 0;
const needsProc = process.platform === 'linux' ? false : 'reads /proc, which only Linux has';

describe('embedded PostgreSQL', () => {
  it('starts in an empty folder: UTF-8, durable, reachable by this user alone', async () => {
    const dataDir = newFolder('fresh');
    const lines: string[] = [];
    const db = await startPostgres({ dataDir, log: (line) => lines.push(line) });
    const [row] = await query(
      db.url,
      `SELECT current_user AS me, current_database() AS db, datlocprovider AS provider, datlocale AS locale,
        current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
        current_setting('synchronous_commit') AS commit, current_setting('full_page_writes') AS pages,
        current_setting('listen_addresses') AS listen, current_setting('max_connections') AS connections,
        current_setting('server_version_num')::int / 10000 AS major, lower('ÄÖÉ') AS lower
       FROM pg_database WHERE datname = current_database()`,
    );
    assert.deepEqual(row, {
      me: 'kernos',
      db: 'kernos',
      provider: 'b',
      locale: 'C.UTF-8',
      encoding: 'UTF8',
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      listen: '',
      connections: '200',
      major: 18,
      lower: 'äöé',
    });
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^Made a database in /);
    assert.equal(statSync(join(dataDir, 'postgres')).mode & 0o777, 0o700);
    assert.equal(statSync(join(dataDir, 'postgres/password')).mode & 0o777, 0o600);
    assert.equal(statSync(join(dataDir, 'postgres/.s.PGSQL.5432')).mode & 0o777, 0o700);
    await db.stop();
    await db.stop();
    assert.deepEqual(processesOf(clusterOf(dataDir)), []);
  });

  it('asks for the password', async () => {
    const db = await startPostgres({ dataDir: newFolder('password'), durable: false });
    const url = new URL(db.url);
    url.password = 'guessed';
    await assert.rejects(query(url.href, 'SELECT 1'), /password authentication failed/);
    await db.stop();
  });

  it('keeps what was written, and starts again', async (t) => {
    const dataDir = newFolder('restart');
    const first = await startPostgres({ dataDir, durable: false });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const began = performance.now();
    const second = await startPostgres({ dataDir, durable: false });
    const took = performance.now() - began;
    assert.equal(second.url, first.url);
    assert.deepEqual(await query(second.url, 'SELECT answer FROM kept'), [{ answer: 42 }]);
    await second.stop();
    t.diagnostic(`a warm start took ${took.toFixed(0)} ms`);
  });

  it('refuses a second start while the first owner lives, and leaves it undisturbed', async () => {
    const dataDir = newFolder('second');
    const owner = await ownElsewhere(dataDir);
    await assert.rejects(startPostgres({ dataDir, durable: false }), (error) => {
      assert.ok(error instanceof FolderInUse);
      assert.match(error.message, new RegExp(`in use by another Kernos \\(process ${owner.process.pid},`));
      return true;
    });
    assert.deepEqual(await query(owner.url, 'SELECT 1 AS one'), [{ one: 1 }]);
    await killOwner(owner);
    await until('the database ends', () => processesOf(clusterOf(dataDir)).length === 0);
  });

  it('ends by itself when its owner is killed, with every acknowledged change kept', async () => {
    const dataDir = newFolder('killed');
    const owner = await ownElsewhere(dataDir);
    await query(owner.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    await killOwner(owner);
    await until('the database ends', () => processesOf(clusterOf(dataDir)).length === 0);
    const db = await startPostgres({ dataDir, durable: false });
    assert.deepEqual(await query(db.url, 'SELECT n FROM kept'), [{ n: 1 }]);
    await db.stop();
  });

  it('is taken over at once from an owner that was just killed', async (t) => {
    const dataDir = newFolder('takeover');
    for (let round = 1; round <= 3; round++) {
      const owner = await ownElsewhere(dataDir, { durable: true });
      await query(owner.url, 'CREATE TABLE IF NOT EXISTS rounds (n int)');
      await query(owner.url, `INSERT INTO rounds VALUES (${round})`);
      await killOwner(owner);
      const began = performance.now();
      const db = await startPostgres({ dataDir });
      const took = performance.now() - began;
      assert.deepEqual(await query(db.url, 'SELECT count(*)::int AS n FROM rounds'), [{ n: round }]);
      await db.stop();
      t.diagnostic(`taking over took ${took.toFixed(0)} ms`);
    }
  });

  it('takes over a database that outlived both its owner and its watchdog', {
    skip: needsProc,
  }, async (t) => {
    const dataDir = newFolder('orphan');
    const owner = await ownElsewhere(dataDir);
    const watchdogs = readdirSync('/proc').filter((pid) => {
      if (!/^\d+$/.test(pid)) return false;
      const command = `/proc/${pid}/cmdline`;
      return existsSync(command) && readCommand(command).endsWith(`kernos-watchdog ${clusterOf(dataDir)}`);
    });
    assert.equal(watchdogs.length, 1);
    process.kill(Number(watchdogs[0]), 'SIGKILL');
    await query(owner.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    await killOwner(owner);
    await sleep(300);
    assert.ok(processesOf(clusterOf(dataDir)).includes(owner.postgres), 'it should still be there');
    const lines: string[] = [];
    const began = performance.now();
    const db = await startPostgres({ dataDir, durable: false, log: (line) => lines.push(line) });
    const took = performance.now() - began;
    assert.deepEqual(lines, ['The database of a killed run was still there; it was stopped.']);
    assert.notEqual(db.pid, owner.postgres);
    assert.deepEqual(await query(db.url, 'SELECT n FROM kept'), [{ n: 1 }]);
    await db.stop();
    t.diagnostic(`taking over took ${took.toFixed(0)} ms`);
  });

  it('finds the processes of a cluster without /proc too', { skip: needsProc }, async () => {
    const dataDir = newFolder('ps');
    const db = await startPostgres({ dataDir, durable: false });
    const found = (platform: string) => {
      Object.defineProperty(process, 'platform', { value: platform });
      try {
        return processesOf(clusterOf(dataDir)).sort((a, b) => a - b);
      } finally {
        Object.defineProperty(process, 'platform', { value: 'linux' });
      }
    };
    assert.ok(found('linux').length > 4);
    assert.ok(found('linux').includes(db.pid ?? 0));
    // Workers come and go between the two looks.
    await until('both agree', () => isDeepStrictEqual(found('linux'), found('darwin')));
    await db.stop();
  });

  it('is not fooled by process ids that were given out again', { skip: needsProc }, async () => {
    const dataDir = newFolder('reused');
    const db = await startPostgres({ dataDir, durable: false });
    await query(db.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    await db.stop();
    const { uid, gid } = statSync(clusterOf(dataDir));
    const stranger = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    stranger.unref();
    for (const file of ['cluster/postmaster.pid', '.s.PGSQL.5432.lock']) {
      const path = join(dataDir, 'postgres', file);
      writeFileSync(path, `${stranger.pid}\n${clusterOf(dataDir)}\n1\n5432\n\n\n  1  1\nready   \n`);
      chownSync(path, uid, gid);
    }
    const again = await startPostgres({ dataDir, durable: false });
    assert.deepEqual(await query(again.url, 'SELECT n FROM kept'), [{ n: 1 }]);
    assert.equal(stranger.exitCode ?? stranger.signalCode, null);
    await again.stop();
    stranger.kill();
  });

  it('begins anew after being killed while making the database', async () => {
    const dataDir = newFolder('halfway');
    const starting = ownElsewhere(dataDir).catch(() => {});
    await until('initdb begins', () => {
      const folder = join(dataDir, 'postgres');
      return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('new-'));
    });
    const { pid } = JSON.parse(readFileSync(join(dataDir, 'owner.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    assert.equal(existsSync(clusterOf(dataDir)), false);
    const db = await startPostgres({ dataDir, durable: false });
    assert.deepEqual(await query(db.url, 'SELECT 1 AS one'), [{ one: 1 }]);
    await db.stop();
    void starting;
  });

  it('mends a crash at the same URL, even while a query keeps a child of the dead one busy', async () => {
    const dataDir = newFolder('crash');
    const events: PostgresEvent[] = [];
    const db = await startPostgres({ dataDir, durable: false, onEvent: (event) => events.push(event) });
    const pool = new pg.Pool({ connectionString: db.url });
    pool.on('error', () => {});
    await pool.query('CREATE TABLE kept AS SELECT 1 AS n');
    const busy = assert.rejects(pool.query('SELECT count(*) FROM generate_series(1, 1e10)'));
    await sleep(200);
    for (let round = 0; round < 3; round++) {
      const killed = db.pid;
      assert.ok(killed);
      events.length = 0;
      process.kill(killed, 'SIGKILL');
      await until('it is mended', () => events.length === 2);
      assert.deepEqual(events[0], { kind: 'crashed', reason: 'killed by SIGKILL' });
      assert.equal(events[1]?.kind, 'mended');
      assert.notEqual(db.pid, killed);
      assert.deepEqual((await pool.query('SELECT n FROM kept')).rows, [{ n: 1 }]);
    }
    await busy;
    await pool.end();
    await db.stop();
  });

  it('stops while it is being mended', async () => {
    const dataDir = newFolder('stop-mending');
    const db = await startPostgres({ dataDir, durable: false });
    process.kill(db.pid ?? 0, 'SIGKILL');
    await until('the crash is noticed', () => db.pid === undefined);
    await db.stop();
    assert.deepEqual(processesOf(clusterOf(dataDir)), []);
    const again = await startPostgres({ dataDir, durable: false });
    await again.stop();
  });

  it('does not hear a Ctrl-C in the terminal, which is for its owner', async () => {
    const dataDir = newFolder('ctrl-c');
    const owner = await ownElsewhere(dataDir);
    process.kill(-(owner.process.pid ?? 0), 'SIGINT');
    await sleep(300);
    assert.deepEqual(await query(owner.url, 'SELECT 1 AS one'), [{ one: 1 }]);
    await killOwner(owner);
    await until('the database ends', () => processesOf(clusterOf(dataDir)).length === 0);
  });

  it('refuses the cluster of another major version with a sentence', async () => {
    const dataDir = newFolder('older');
    const db = await startPostgres({ dataDir, durable: false });
    await db.stop();
    writeFileSync(join(clusterOf(dataDir), 'PG_VERSION'), '17\n');
    await assert.rejects(
      startPostgres({ dataDir, durable: false }),
      /was made by PostgreSQL 17, and this Kernos brings 18/,
    );
  });

  it('gives the end of the log when PostgreSQL does not start, and frees the folder', async () => {
    const dataDir = newFolder('broken');
    const db = await startPostgres({ dataDir, durable: false });
    await db.stop();
    const control = join(clusterOf(dataDir), 'global/pg_control');
    const kept = readFileSync(control);
    const { uid, gid } = statSync(control);
    rmSync(control);
    await assert.rejects(
      startPostgres({ dataDir, durable: false }),
      /did not start \(exit code 2\)[\s\S]*global\/pg_control/,
    );
    writeFileSync(control, kept, { mode: 0o600 });
    chownSync(control, uid, gid);
    const again = await startPostgres({ dataDir, durable: false });
    await again.stop();
  });

  it('keeps its log within bounds', async () => {
    const dataDir = newFolder('log');
    const db = await startPostgres({ dataDir, durable: false });
    await db.stop();
    writeFileSync(db.logFile, 'x'.repeat(11 * 1024 * 1024));
    const again = await startPostgres({ dataDir, durable: false });
    assert.ok(statSync(again.logFile).size < 100_000);
    assert.ok(statSync(`${again.logFile}.1`).size > 11_000_000);
    await again.stop();
  });

  it('puts the socket elsewhere when the path of the data folder is too long for one', async () => {
    const dataDir = join(newFolder('long'), 'x'.repeat(100));
    const db = await startPostgres({ dataDir, durable: false });
    const socketFolder = new URL(db.url).searchParams.get('host') ?? '';
    assert.match(socketFolder, /^\/tmp\/kernos-[0-9a-f]{16}$/);
    assert.equal(statSync(socketFolder).mode & 0o777, 0o700);
    assert.deepEqual(await query(db.url, 'SELECT 1 AS one'), [{ one: 1 }]);
    await db.stop();
    rmSync(socketFolder, { recursive: true });
  });
});

function readCommand(path: string): string {
  try {
    return readFileSync(path, 'utf8').split('\0').join(' ').trim();
  } catch {
    return '';
  }
}
