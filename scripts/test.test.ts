import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';

const needsProc = existsSync('/proc/self/stat') ? false : 'this system has no /proc';
const folder = mkdtempSync(join(tmpdir(), 'kernos-runner-'));
// PostgreSQL, which does not run as root, has to get in.
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the suite on files made for it. */
function runTests(files: Record<string, string>, args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const paths = Object.entries(files).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, `import { describe, it } from 'node:test';\n${content}`);
    return path;
  });
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'test.ts'), ...args, ...paths],
    { encoding: 'utf8', env: { ...inherited, KERNOS_TEST_DATABASE_URL: 'postgres://given/db', ...env } },
  );
  const lines = stdout.trimEnd().split('\n');
  return { status, stdout, stderr, last: lines.at(-1) };
}

it('ends on the count, with 0 when all passed', () => {
  const { status, last, stdout } = runTests({
    'good.test.ts': `describe('a', () => { it('b', () => {}); it('c', () => {}); });`,
  });
  assert.equal(last, '2 passed, 0 failed, 0 skipped');
  assert.match(stdout, /✔ .*good\.test\.ts {2}2 tests/);
  assert.equal(status, 0);
});

it('shows what failed, with its error and what its file printed', () => {
  const { status, last, stdout } = runTests({
    'bad.test.ts': `console.log('a clue'); describe('a', () => { it('b', () => { throw new Error('broken here'); }); it('c', () => {}); });`,
    'quiet.test.ts': `console.log('no clue'); it('d', () => {});`,
  });
  assert.equal(last, '2 passed, 1 failed, 0 skipped');
  assert.match(stdout, /✖ .*bad\.test\.ts › a › b\n {2}Error: broken here/);
  assert.match(stdout, /a clue/);
  assert.doesNotMatch(stdout, /no clue/);
  assert.equal(status, 1);
});

it('fails on a file that crashes, or that has no tests', () => {
  const { status, last, stdout } = runTests({
    'crash.test.ts': `throw new Error('at once');`,
    'empty.test.ts': '',
  });
  assert.equal(last, '0 passed, 2 failed, 0 skipped');
  assert.match(stdout, /at once/);
  assert.match(stdout, /empty\.test\.ts\n {2}It has no tests\./);
  assert.equal(status, 1);
});

it('fails where a process ends badly although its tests passed', () => {
  const { status, last, stdout } = runTests({
    'exit.test.ts': `it('passes', () => {}); process.on('exit', () => { process.exitCode = 3; });`,
  });
  assert.equal(last, '1 passed, 1 failed, 0 skipped');
  assert.match(stdout, /✖ .*exit\.test\.ts\n {2}It did not end well\.\n/);
  assert.equal(status, 1);
});

it('ends a file that hangs, and says which files were not run because of it', () => {
  const { status, last, stdout } = runTests(
    {
      'hang.test.ts': `describe('a', () => { it('b', () => {}); it('c', () => new Promise((r) => setTimeout(r, 1e6))); });`,
      'hindered.test.ts': `it('a', () => {});`,
    },
    [],
    { TEST_FILE_SECONDS: '4' },
  );
  assert.equal(last, '1 passed, 2 failed, 0 skipped');
  assert.match(stdout, /after 4 s it was still running: .*Timeout/);
  assert.match(stdout, /✖ .*hang\.test\.ts\n.*\n {2}It ended during: .*hang\.test\.ts › a › c\n/);
  assert.match(stdout, /✖ .*hindered\.test\.ts\n {2}It was not run: .*hang\.test\.ts ended the process/);
  assert.equal(status, 1);
});

it('ends a process that leaves something open, and says so', () => {
  const { status, last, stdout } = runTests(
    { 'leak.test.ts': `it('a', () => { setInterval(() => {}, 1000); });` },
    [],
    { TEST_LEAK_SECONDS: '1' },
  );
  assert.equal(last, '1 passed, 1 failed, 0 skipped');
  assert.match(stdout, /after 1 s its tests were done but something was left open: .*Timeout/);
  assert.match(stdout, /✖ .*leak\.test\.ts\n {2}It did not end well\.\n/);
  assert.equal(status, 1);
});

it('runs the files of a folder in one process, one after another, each ending before the next begins', () => {
  const file = (name: string) => `import { after } from 'node:test';
    console.log('${name} begins in ' + process.pid);
    after(() => console.log('${name} ends'));
    it('a', () => {});
    describe('b', () => { it('fails', () => { throw new Error('so that what was printed is shown'); }); });`;
  const { stdout } = runTests({ 'first.test.ts': file('first'), 'second.test.ts': file('second') });
  const [, first] =
    /Printed by .*first\.test\.ts:\n {2}first begins in (\d+)\n {2}first ends\n/.exec(stdout) ?? [];
  const [, second] =
    /Printed by .*second\.test\.ts:\n {2}second begins in (\d+)\n {2}second ends\n/.exec(stdout) ?? [];
  assert.ok(first, stdout);
  assert.equal(second, first);
});

it('says how long processors worked for a file and what it started', { skip: needsProc }, () => {
  const { stdout } = runTests({
    'working.test.ts': `import { spawn } from 'node:child_process'; import { once } from 'node:events';
      const work = 'while (process.cpuUsage().user < 2e6);';
      it('a', () => once(spawn(process.execPath, ['-e', work]), 'exit'));`,
    'waiting.test.ts': `it('a', () => new Promise((done) => setTimeout(done, 1_000)));`,
  });
  const worked = (name: string) =>
    Number(new RegExp(`^ +([\\d.]+) s +in [\\d.]+ s {2}.*${name}\\.test\\.ts$`, 'm').exec(stdout)?.[1]);
  assert.ok(worked('working') >= 1.2, stdout);
  assert.ok(worked('waiting') < 1, stdout);
  assert.match(stdout, /^It took [\d.]+ s, in which processors worked for [\d.]+ s\.$/m);
});

it('keeps every processor busy meanwhile where that is asked for', { skip: needsProc }, () => {
  const count = `readdirSync('/proc').filter((pid) => {
      try { return readFileSync('/proc/' + pid + '/cmdline', 'utf8').includes('process.ppid === ' + process.ppid); } catch { return false; }
    }).length`;
  const { status, stdout } = runTests(
    {
      'beside.test.ts': `import { readdirSync, readFileSync } from 'node:fs';
      it('a', () => { if (${count} === 0) throw new Error('idle'); });`,
    },
    ['--busy'],
  );
  assert.equal(status, 0, stdout);
});

it('names skipped tests with their reasons', () => {
  const { status, last, stdout } = runTests({
    'skip.test.ts': `it('a', { skip: 'no wind' }, () => {}); it('b', (t) => t.skip('no sea')); it('c', () => {});`,
  });
  assert.equal(last, '1 passed, 0 failed, 2 skipped');
  assert.match(stdout, /skip\.test\.ts › a: no wind\n.*skip\.test\.ts › b: no sea/);
  assert.equal(status, 0);
});

it('fails when no file has the given text in its path', () => {
  const { status, last } = runTests({}, ['no-such-file-anywhere']);
  assert.equal(last, '0 passed, 1 failed, 0 skipped');
  assert.equal(status, 1);
});

it('tells the tests that calls are forced over HTTP', () => {
  const file = {
    'remote.test.ts': `it('a', (t) => { if (process.env.KERNOS_TEST_REMOTE !== '1') t.skip('local'); });`,
  };
  assert.equal(runTests(file, ['--remote']).last, '1 passed, 0 failed, 0 skipped');
  assert.equal(runTests(file, [], { KERNOS_TEST_REMOTE: undefined }).last, '0 passed, 0 failed, 1 skipped');
});

it('brings one PostgreSQL for all files, and removes it', () => {
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const look = `import pg from '${import.meta.resolve('pg')}';
    it('a', async () => {
      const client = new pg.Client({ connectionString: process.env.KERNOS_TEST_DATABASE_URL });
      await client.connect();
      const { rows } = await client.query("SELECT current_setting('data_directory') AS at");
      await client.end();
      console.log('database at ' + rows[0].at);
      throw new Error('so that what was printed is shown');
    });`;
  const { last, stdout } = runTests({ 'one.test.ts': look, 'two.test.ts': look }, [], {
    KERNOS_TEST_DATABASE_URL: undefined,
    TMPDIR: temporary,
  });
  assert.equal(last, '0 passed, 2 failed, 0 skipped');
  const places = [...stdout.matchAll(/database at (\S+)/g)].map(([, place]) => place ?? '');
  assert.equal(places.length, 2);
  assert.equal(new Set(places).size, 1);
  assert.match(places[0] ?? '', /kernos-test-/);
  assert.deepEqual(readdirSync(temporary), []);
});
