import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const parent = mkdtempSync(join(tmpdir(), 'kernos-launch-'));
after(() => rmSync(parent, { recursive: true, force: true }));

const program = `
  import { appendFileSync } from 'node:fs';
  const [, , command, ...rest] = process.argv;
  if (command === 'exit') process.exit(Number(rest[0]));
  if (command === 'wait') {
    process.on('SIGTERM', () => { console.log('got SIGTERM'); process.exit(9); });
    setInterval(() => {}, 1000);
  }
  if (command === 'serve') {
    process.on('SIGTERM', () => process.exit(0));
    // Whoever reads the id may kill it at once.
    await new Promise((sent) => process.send({ url: 'here' }, sent));
    appendFileSync(rest[0], process.pid + '\\n');
    const all = [];
    if (rest[1] === 'greedily') for (;;) all.push(new Array(100_000).fill(all.length));
    setInterval(() => {}, 1000);
    await new Promise(() => {});
  }
  if (command === 'die') process.kill(process.pid, 'SIGKILL');
  console.log(JSON.stringify({ args: [command, ...rest], other: process.env.OTHER_NODE === '1', execPath: process.execPath }));
`;

/** Stands in for npm: makes what \`npm ci\` would, notes that it ran, and takes its time. */
const npm = `
  import { appendFileSync, chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
  appendFileSync('npm-runs', process.argv.slice(2).join(' ') + '\\n');
  console.log('npm says something');
  if (process.env.NPM_FAILS) process.exit(1);
  rmSync('node_modules', { recursive: true, force: true });
  mkdirSync('node_modules/node/bin', { recursive: true });
  writeFileSync('node_modules/node/package.json', '{"version":"24.0.0"}');
  await new Promise((done) => setTimeout(done, Number(process.env.NPM_TAKES ?? 0)));
  if (process.env.SCRIPTS_BLOCKED) process.exit(0);
  if (process.env.OTHER_NODE) {
    writeFileSync('node_modules/node/bin/node', '#!/bin/sh\\nexec ' + process.execPath + ' "$@"\\n');
    chmodSync('node_modules/node/bin/node', 0o755);
  } else symlinkSync(process.execPath, 'node_modules/node/bin/node');
`;

/** A checkout with the launcher, a program and nothing installed. */
function newCheckout(): string {
  const root = mkdtempSync(join(parent, 'checkout-'));
  mkdirSync(join(root, 'scripts'));
  copyFileSync(join(import.meta.dirname, 'launch.mjs'), join(root, 'scripts/launch.mjs'));
  writeFileSync(join(root, 'package-lock.json'), '{"packages":{"node_modules/node":{"version":"24.0.0"}}}');
  writeFileSync(join(root, 'program.ts'), program);
  writeFileSync(join(root, 'npm.mjs'), npm);
  return root;
}

function start(root: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  return spawn(process.execPath, [join(root, 'scripts/launch.mjs'), ...args], {
    cwd: '/',
    env: {
      PATH: process.env.PATH,
      npm_execpath: join(root, 'npm.mjs'),
      npm_node_execpath: process.execPath,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function finish(child: ReturnType<typeof start>) {
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code, signal] = (await ended) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}

function launch(root: string, args: string[], env?: NodeJS.ProcessEnv) {
  return finish(start(root, args, env));
}

function npmRuns(root: string): string[] {
  const file = join(root, 'npm-runs');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

describe('launcher', () => {
  it('installs at the first start, says so, and keeps standard output for the program', async () => {
    const root = newCheckout();
    const first = await launch(root, ['program.ts', 'a', '--b', 'c d']);
    assert.match(first.stderr, /^Kernos: installing .*\nnpm says something\nKernos: installed in \d+ s\.\n$/);
    assert.deepEqual(JSON.parse(first.stdout).args, ['a', '--b', 'c d']);
    assert.equal(first.code, 0);
    assert.deepEqual(npmRuns(root), ['ci --include=dev --no-audit --no-fund --loglevel=error']);
    const second = await launch(root, ['program.ts']);
    assert.equal(second.stderr, '');
    assert.equal(npmRuns(root).length, 1);
  });

  it('installs again when the lock file changed', async () => {
    const root = newCheckout();
    await launch(root, ['program.ts']);
    writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}');
    await launch(root, ['program.ts']);
    assert.equal(npmRuns(root).length, 2);
  });

  it('recognizes an installation that somebody made by hand, and one that is too old', async () => {
    const root = newCheckout();
    await launch(root, ['program.ts']);
    rmSync(join(root, 'node_modules/.kernos-lock'));
    const noted = join(root, 'node_modules/.package-lock.json');
    writeFileSync(noted, '{"packages":{"node_modules/node":{"version":"24.0.0"}}}');
    await launch(root, ['program.ts']);
    assert.equal(npmRuns(root).length, 1);
    assert.ok(existsSync(join(root, 'node_modules/.kernos-lock')));
    rmSync(join(root, 'node_modules/.kernos-lock'));
    writeFileSync(noted, '{"packages":{"node_modules/node":{"version":"23.0.0"}}}');
    await launch(root, ['program.ts']);
    assert.equal(npmRuns(root).length, 2);
  });

  it('lets one of many simultaneous first starts install, and the others wait', async () => {
    const root = newCheckout();
    const ends = await Promise.all(
      Array.from({ length: 4 }, () => launch(root, ['program.ts'], { NPM_TAKES: '1500' })),
    );
    for (const { code, stdout } of ends) {
      assert.equal(code, 0);
      assert.ok(JSON.parse(stdout));
    }
    assert.equal(npmRuns(root).length, 1);
    assert.ok(ends.some(({ stderr }) => stderr.includes('waiting for it')));
    assert.equal(existsSync(join(root, '.installing')), false);
  });

  it('takes over from an installing start that was killed', async () => {
    const root = newCheckout();
    const gone = spawn('true');
    await once(gone, 'exit');
    writeFileSync(join(root, '.installing'), String(gone.pid));
    const longAgo = new Date(Date.now() - 3_000);
    utimesSync(join(root, '.installing'), longAgo, longAgo);
    assert.equal((await launch(root, ['program.ts'])).code, 0);
    assert.equal(npmRuns(root).length, 1);
  });

  it('says so when npm fails, and when install scripts are blocked', async () => {
    const failed = await launch(newCheckout(), ['program.ts'], { NPM_FAILS: '1' });
    assert.match(failed.stderr, /Kernos: installing failed; npm says why above\.\n$/);
    assert.equal(failed.code, 1);
    const root = newCheckout();
    const blocked = await launch(root, ['program.ts'], { SCRIPTS_BLOCKED: '1' });
    assert.match(blocked.stderr, /not Node 24\.0\.0 itself, because its install script has not run/);
    assert.equal(blocked.code, 1);
    assert.equal(existsSync(join(root, '.installing')), false);
    assert.equal((await launch(root, ['program.ts'])).code, 0);
  });

  it('refuses a program that does not exist, before installing anything', async () => {
    const root = newCheckout();
    const { code, stderr } = await launch(root, ['nothing.ts']);
    assert.equal(code, 1);
    assert.equal(stderr, `There is no program nothing.ts in ${root}.\n`);
    assert.deepEqual(npmRuns(root), []);
  });

  for (const [how, env] of [
    ['on the pinned Node', {}],
    ['on another Node', { OTHER_NODE: '1' }],
  ] as const) {
    it(`ends as the program ends, ${how}`, async () => {
      const root = newCheckout();
      await launch(root, ['program.ts'], env);
      assert.equal((await launch(root, ['program.ts', 'exit', '5'], env)).code, 5);
      assert.equal((await launch(root, ['program.ts', 'die'], env)).signal, 'SIGKILL');
      const waiting = start(root, ['program.ts', 'wait'], env);
      const end = finish(waiting);
      await once(waiting.stdout, 'data');
      waiting.kill('SIGTERM');
      const { code, stdout } = await end;
      assert.match(stdout, /got SIGTERM\n$/);
      assert.equal(code, 9);
    });
  }

  describe('beside a program that serves', () => {
    async function keep(...args: string[]) {
      const root = newCheckout();
      await launch(root, ['program.ts']);
      const starts = join(root, 'starts');
      writeFileSync(starts, '');
      const env = { NODE_OPTIONS: '--max-old-space-size=32' };
      const child = start(root, ['--keep', 'program.ts', 'serve', starts, ...args], env);
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk;
      });
      const pids = () => readFileSync(starts, 'utf8').split('\n').filter(Boolean).map(Number);
      const started = async (times: number) => {
        for (; pids().length < times; await sleep(10))
          assert.equal(child.exitCode ?? child.signalCode, null, `it ended before start ${times}: ${said}`);
        return pids().at(-1) as number;
      };
      return { child, started, said: () => said, pids };
    }

    it('starts it again when it was killed, says why, and ends when it is asked to', async () => {
      const { child, started, said, pids } = await keep();
      for (const times of [1, 2]) process.kill(await started(times), 'SIGKILL');
      await started(3);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      assert.deepEqual(await ended, [0, null]);
      assert.equal(pids().length, 3);
      assert.equal(said(), 'Kernos died: something ended it with SIGKILL. Starting it again…\n'.repeat(2));
    });

    it('is how `npm start` starts it', () => {
      const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
        scripts: { start: string };
      };
      assert.match(scripts.start, /launch\.mjs --keep /);
    });

    it('says so when it had no memory left', async () => {
      const { child, started, said } = await keep('greedily');
      await started(2);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      assert.match(said(), /Kernos died: (out of memory|this machine had no memory left)/);
    });

    it('does not repeat a start that never came to serve, nor one that somebody stopped', async () => {
      const root = newCheckout();
      const failed = await launch(root, ['--keep', 'program.ts', 'exit', '5']);
      assert.deepEqual([failed.code, failed.stderr.includes('again')], [5, false]);
      const { child, started, said, pids } = await keep();
      process.kill(await started(1), 'SIGTERM');
      assert.deepEqual(await once(child, 'exit'), [0, null]);
      assert.deepEqual([said(), pids().length], ['', 1]);
    });
  });

  it('works from a checkout that this user may only read', { skip: readOnlySkip() }, async () => {
    const root = newCheckout();
    await launch(root, ['program.ts']);
    const noted = join(root, 'node_modules/.package-lock.json');
    writeFileSync(noted, '{"packages":{"node_modules/node":{"version":"24.0.0"}}}');
    rmSync(join(root, 'node_modules/.kernos-lock'));
    chmodSync(join(root, 'node_modules'), 0o555);
    const { code, stderr } = await launch(root, ['program.ts']);
    chmodSync(join(root, 'node_modules'), 0o755);
    assert.equal(stderr, '');
    assert.equal(code, 0);
  });
});

function readOnlySkip(): string | false {
  return process.getuid?.() === 0 ? 'root may write everywhere' : false;
}
