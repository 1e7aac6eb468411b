/**
 * Runs one of the project's programs with the Node that the project pins, after installing what it needs:
 *
 *     node scripts/launch.mjs [--keep] <program> [arguments…]
 *
 * Plain JavaScript for Node 20 and newer, because it runs before anything is installed. Everything it has to
 * say goes to standard error; standard output belongs to the program. On the pinned Node it becomes the
 * program (no second process); on another Node it starts the program, passes signals on, and ends as it ends. With
 * `--keep` it stays beside a program that serves, and starts it again when it dies.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const lockFile = join(root, 'package-lock.json');
const stampFile = join(modules, '.kernos-lock');
const installing = join(root, '.installing');

/** Whoever serves for less than this, milliseconds, has soon died. */
const SOON = 60_000;
/** How often in a row it may die soon. The first times it is started again at once. */
const AT_MOST = 10;
const AT_ONCE = 3;

/** Whether it was said that another start is being waited for. */
let waiting = false;

/** A sentence for the person who started this; no stack. */
class Refusal extends Error {}

try {
  await launch(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function launch(given) {
  const keeps = given[0] === '--keep';
  const [program, ...args] = keeps ? given.slice(1) : given;
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    throw new Refusal(`Kernos needs Node 20 or newer to begin with; this is ${process.version}.`);
  }
  if (!program) throw new Refusal('Say which program to run: node scripts/launch.mjs <program> [arguments…]');
  const target = resolve(root, program);
  if (!existsSync(target)) throw new Refusal(`There is no program ${program} in ${root}.`);
  if (!isInstalled()) await install();
  const node = pinnedNode();
  // Saves about a third of the time a start needs; its children have it too.
  process.env.NODE_COMPILE_CACHE ??= join(modules, '.cache/compiled');
  const run = [...process.execArgv, target, ...args];
  if (keeps) endAs(await keepRunning(node, run));
  else if (realpathSync(process.execPath) === realpathSync(node)) {
    module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
    process.argv = [process.execPath, target, ...args];
    await import(pathToFileURL(target).href);
  } else {
    endAs(await runToEnd(node, run, { stdio: 'inherit' }));
  }
}

/** Names what node_modules should hold: the lock file's content, for this kind of machine. */
function wantedStamp() {
  const content = readFileSync(lockFile);
  return `${createHash('sha256').update(content).digest('hex')} ${process.platform}-${process.arch}\n`;
}

function isInstalled() {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wantedStamp()) return true;
  if (!matchesByHand()) return false;
  // Somebody installed without this script; remembering it saves the comparison the next time.
  stamp();
  return true;
}

function stamp() {
  try {
    writeFileSync(stampFile, wantedStamp());
  } catch (error) {
    // A checkout that this user may only read works just as well, a few milliseconds slower.
    if (error.code !== 'EACCES' && error.code !== 'EROFS') throw error;
  }
}

/** Compares the lock file with what npm noted down about node_modules itself. */
function matchesByHand() {
  const noted = join(modules, '.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(noted, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = present[path];
    if (!found) return entry.optional === true;
    return (
      found.version === entry.version && found.integrity === entry.integrity && found.link === entry.link
    );
  });
}

async function install() {
  await alone(async () => {
    if (isInstalled()) return;
    console.error('Kernos: installing its dependencies (only when they changed; about a minute)…');
    const began = performance.now();
    const [command, before] = npm();
    // The pinned Node is a development dependency, which NODE_ENV=production would leave out.
    const args = [...before, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code } = await runToEnd(command, args, { stdio: ['ignore', 2, 2], cwd: root });
    if (code !== 0) throw new Refusal('Kernos: installing failed; npm says why above.');
    pinnedNode();
    stamp();
    console.error(`Kernos: installed in ${Math.round((performance.now() - began) / 1000)} s.`);
  });
}

/** The npm that runs this script, with the Node that runs it (the pinned one is about to be replaced). */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  return script && node && existsSync(node) ? [node, [script]] : ['npm', []];
}

function pinnedNode() {
  const { version } = JSON.parse(readFileSync(join(modules, 'node/package.json'), 'utf8'));
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(modules, 'node/bin', name);
  if (existsSync(node)) return node;
  throw new Refusal(
    `Kernos: the npm package \`node\` is there, but not Node ${version} itself, because its install script ` +
      'has not run. Run `npm rebuild` with ignore-scripts off.',
  );
}

/**
 * Runs `work` while no other start of this checkout does. The file that says so holds the owner's process
 * id and is touched every second, so that one left behind by a killed start is recognized.
 */
async function alone(work) {
  while (!claim()) {
    if (isAbandoned()) rmSync(installing, { force: true });
    else await sleep(200);
  }
  const beat = setInterval(() => utimesSync(installing, new Date(), new Date()), 1_000);
  try {
    await work();
  } finally {
    clearInterval(beat);
    rmSync(installing, { force: true });
  }
}

function claim() {
  try {
    writeFileSync(installing, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EACCES' || error.code === 'EROFS') {
      throw new Refusal(
        `Kernos: its dependencies have to be installed, and this user cannot write to ${root}.`,
      );
    }
    if (error.code !== 'EEXIST') throw error;
    if (!waiting) console.error('Kernos: another start is installing; waiting for it…');
    waiting = true;
    return false;
  }
}

function isAbandoned() {
  const touched = statSync(installing, { throwIfNoEntry: false });
  if (!touched) return false;
  const silent = Date.now() - touched.mtimeMs;
  if (silent > 15_000) return true;
  try {
    const pid = Number(readFileSync(installing, 'utf8'));
    // Between its creation and the writing of the id the file is empty for a moment.
    return pid > 0 && silent > 1_500 && !isAlive(pid);
  } catch {
    // Its owner has just finished.
    return false;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Runs a program that serves, and starts it again whenever it dies unasked. It says that it serves by a message to its
 * parent. A first start that never comes so far is not repeated: what stands in its way would do so again.
 */
async function keepRunning(command, args) {
  let soon = 0;
  for (let hasServed = false; ; ) {
    const kills = outOfMemoryKills();
    const end = await runToEnd(command, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    hasServed ||= end.served > 0;
    if (end.code === 0 || end.isAsked || !hasServed) return end;
    soon = end.served > SOON ? 0 : soon + 1;
    const why = reasonOf(end, outOfMemoryKills() > kills);
    if (soon === AT_MOST) {
      console.error(`Kernos died ${soon} times in a row, at last of this: ${why}. It is not started again.`);
      return end;
    }
    const seconds = soon > AT_ONCE ? 2 ** (soon - AT_ONCE - 1) : 0;
    console.error(`Kernos died: ${why}. Starting it again${seconds > 0 ? ` in ${seconds} s` : ''}…`);
    await sleep(seconds * 1_000);
  }
}

function reasonOf({ code, signal }, wasOutOfMemory) {
  if (wasOutOfMemory) return 'this machine had no memory left, and the system ended it';
  if (signal === 'SIGABRT' || code === 128 + constants.signals.SIGABRT)
    return 'out of memory, or a fault in Node; what it said is above';
  if (signal) return `something ended it with ${signal}`;
  return `an error that nothing handled (code ${code}); what it said is above`;
}

/** How many processes the system has ended for want of memory; always 0 where it does not tell. */
function outOfMemoryKills() {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/**
 * Runs a program to its end, passing on the signals this process gets. Tells how it ended, whether a signal asked for
 * that, and for how long it had served, milliseconds, where it says that it does.
 */
async function runToEnd(command, args, options) {
  const child = spawn(command, args, options);
  let isAsked = false;
  let servedAt = Number.POSITIVE_INFINITY;
  child.on('message', (message) => {
    servedAt = performance.now();
    process.send?.(message);
  });
  const forward = (signal) => {
    isAsked = true;
    // Ctrl-C in a terminal reaches the child by itself, and a second one means "at once".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise((done, fail) => {
      child.on('error', (error) => fail(new Refusal(`Kernos: ${command} does not start: ${error.message}`)));
      child.on('exit', (code, signal) => {
        done({ code, signal, isAsked, served: Math.max(0, performance.now() - servedAt) });
      });
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}

function endAs({ code, signal }) {
  if (signal === null) process.exit(code);
  // Dying of the same signal tells a shell what happened; the number is for where that does not kill.
  process.kill(process.pid, signal);
  setTimeout(() => process.exit(128 + constants.signals[signal]), 100);
}
