import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { clusterOf, killOwner, newFolder, ownElsewhere, query, until } from './embedded-postgres.fixture.ts';
import { startPostgres } from './embedded-postgres.ts';
import { canRun, copyForAll, findPrograms } from './embedded-postgres-home.ts';
import { processesOf } from './embedded-postgres-processes.ts';

const needsRoot = process.getuid?.() === 0 ? false : 'this user is not root';
const nobody = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }));

describe('embedded PostgreSQL and users', () => {
  it('starts as an ordinary user', { skip: needsRoot }, async () => {
    const dataDir = newFolder('ordinary');
    chownSync(dataDir, nobody, nobody);
    const owner = await ownElsewhere(dataDir, { uid: nobody });
    assert.equal(owner.uid, nobody);
    assert.equal(statSync(clusterOf(dataDir)).uid, nobody);
    await killOwner(owner);
    await until('the database ends', () => processesOf(clusterOf(dataDir)).length === 0);
    // And root can go on with it later, as that same user.
    const db = await startPostgres({ dataDir });
    assert.deepEqual(await query(db.url, 'SELECT 1 AS one'), [{ one: 1 }]);
    assert.equal(statSync(`/proc/${db.pid}`).uid, nobody);
    await db.stop();
  });

  it('runs as the owner of the folder when root starts it there', { skip: needsRoot }, async () => {
    const home = newFolder('someone');
    chownSync(home, nobody, nobody);
    const db = await startPostgres({ dataDir: join(home, 'data'), durable: false });
    assert.equal(statSync(join(home, 'data/postgres')).uid, nobody);
    await db.stop();
  });

  it('does not run as a number that no user has, which PostgreSQL refuses', { skip: needsRoot }, async () => {
    const home = newFolder('no-one');
    chownSync(home, 54_321, 54_321);
    // As earlier versions left it: everybody may read what is in it.
    mkdirSync(join(home, 'data'), { mode: 0o755 });
    writeFileSync(join(home, 'data/published'), 'a lesson');
    const stranger = { uid: 54_321, gid: 54_321, stdio: 'ignore' } as const;
    const read = () => spawnSync('cat', [join(home, 'data/published')], stranger).status;
    assert.equal(read(), 0);
    const db = await startPostgres({ dataDir: join(home, 'data'), durable: false });
    const { uid, gid } = statSync(join(home, 'data/postgres'));
    assert.notEqual(uid, 54_321);
    assert.deepEqual([statSync(join(home, 'data')).gid, read()], [gid, 1]);
    await db.stop();
  });

  it('goes below /var/lib when its user cannot enter the data folder', { skip: needsRoot }, async () => {
    const closed = newFolder('closed', 0o700);
    mkdirSync(join(closed, 'data'));
    assert.equal(statSync(closed).mode & 0o777, 0o700);
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const db = await startPostgres({ dataDir: join(closed, 'data'), log, durable: false });
    const entry = join(closed, 'data/postgres');
    assert.ok(lstatSync(entry).isSymbolicLink());
    const target = readlinkSync(entry);
    assert.match(target, /^\/var\/lib\/kernos\/postgres-/);
    assert.match(lines[0] ?? '', /cannot enter .*: the database is in \/var\/lib\/kernos\/postgres-/);
    await query(db.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    await db.stop();
    const again = await startPostgres({ dataDir: join(closed, 'data'), durable: false });
    assert.deepEqual(await query(again.url, 'SELECT n FROM kept'), [{ n: 1 }]);
    await again.stop();
    rmSync(target, { recursive: true });
    await assert.rejects(startPostgres({ dataDir: join(closed, 'data') }), /which is gone/);
  });

  it('removes there what belonged to temporary folders that are gone', { skip: needsRoot }, async () => {
    const places = [];
    for (const name of ['gone', 'kept', 'next']) {
      const closed = newFolder(name, 0o700);
      const db = await startPostgres({ dataDir: join(closed, 'data'), durable: false });
      await db.stop();
      places.push({ closed, target: readlinkSync(join(closed, 'data/postgres')) });
      if (name === 'gone') rmSync(closed, { recursive: true });
    }
    const [gone, kept, next] = places.map(({ target }) => existsSync(target));
    assert.deepEqual({ gone, kept, next }, { gone: false, kept: true, next: true });
    for (const { target } of places) rmSync(target, { recursive: true, force: true });
  });

  it('copies programs that npm unpacked for root alone, so that every user can run them', {
    skip: needsRoot,
  }, () => {
    const runAs = { uid: nobody, gid: nobody };
    const closed = newFolder('unpacked');
    cpSync(findPrograms().folder, closed, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'go=', closed]);
    assert.equal(canRun(closed, runAs), false);
    const open = newFolder('copied');
    copyForAll(closed, open);
    assert.equal(canRun(open, runAs), true);
    for (const folder of [closed, open]) rmSync(folder, { recursive: true });
  });

  it('opens a data folder that mktemp made for root alone', { skip: needsRoot }, async () => {
    const dataDir = newFolder('mktemp', 0o700);
    mkdirSync(join(dataDir, 'files'));
    assert.equal(statSync(dataDir).mode & 0o777, 0o700);
    const db = await startPostgres({ dataDir, durable: false });
    assert.equal(statSync(dataDir).mode & 0o777, 0o710);
    assert.equal(lstatSync(join(dataDir, 'postgres')).isDirectory(), true);
    await db.stop();
  });
});
