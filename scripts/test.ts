/**
 * Runs the tests: `npm test`, `npm test -- kernel/src/config` (files whose path contains a text, or exactly
 * the given file), `npm run test:remote` (calls between services forced over HTTP: the files in which services
 * meet that call each other), `npm run test:long` (what is repeated is repeated ten times as often: `often`). With
 * `--busy` something else keeps every processor busy meanwhile: no test may fail because of it.
 *
 * The files of a folder share a process, and one PostgreSQL serves the whole run, in which each test makes its own
 * database: `KERNOS_TEST_DATABASE_URL`, which may also be given, for another server.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { servicesMeet } from './imports.ts';
import { ProcessorTime } from './processor-time.ts';
import { TestReport } from './test-report.ts';

const root = dirname(import.meta.dirname);
const folders = ['kernel', 'services', 'apps', 'bench', 'scripts'];
/** Two more than there are processors, because each waits for much of its time: for a commit, a timer, a page. */
const SIDE_BY_SIDE = availableParallelism() + 2;
const WHOLE_SYSTEM_MS = 60_000;
const durationsFile = join(root, 'node_modules/.cache/test-durations.json');

const { values, positionals } = parseArgs({
  options: {
    remote: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    busy: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (values.remote) process.env.KERNOS_TEST_REMOTE = '1';
if (values.long) process.env.KERNOS_TEST_LONG = '1';
if (values.long) process.env.TEST_FILE_SECONDS ??= '3600';

// What is made once in a run, and by which version of the sources.
process.env.KERNOS_TEST_RUN = randomUUID();
if (values.busy) keepProcessorsBusy();

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

const programs = mkdtempSync(join(tmpdir(), 'kernos-tests-'));
process.once('exit', () => rmSync(programs, { recursive: true, force: true }));
const shorten = (file: string) => (file.startsWith(`${root}/`) ? relative(root, file) : file);
const files = testFiles(positionals);
const groups = programsFor(slowestFirst(groupsOf(files)));
const report = new TestReport((line) => console.log(line), shorten, groups);
const processors = new ProcessorTime();
if (files.length === 0) {
  report.fail('npm test', `No test file's path contains ${positionals.join(' or ') || '.test.ts'}.`);
} else {
  await withDatabase(async () => {
    const events = run({ files: [...groups.keys()], concurrency: SIDE_BY_SIDE, signal: stopping.signal });
    for await (const event of events) report.take(event);
  });
  rememberDurations();
}
if (stopping.signal.aborted) report.fail('npm test', 'It was stopped before its end.');
processors.stop();
report.conclude({ lasted: performance.now() / 1_000, processors: processors.seconds() });
process.exitCode = report.failed > 0 ? 1 : 0;

function testFiles(filters: readonly string[]): string[] {
  const given = filters
    .map((filter) => resolve(root, filter))
    .filter((path) => /\.tsx?$/.test(path) && existsSync(path));
  const patterns = folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`);
  const all = globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] });
  const concerned = values.remote ? all.filter((file) => servicesMeet(root, join(root, file))) : all;
  const others = filters.filter((filter) => !given.includes(resolve(root, filter)));
  const matching = concerned.filter(
    (file) => filters.length === 0 || others.some((filter) => file.includes(filter)),
  );
  return [...new Set([...given, ...matching.map((file) => join(root, file))])];
}

/** Until this process has ended, in whatever way. */
function keepProcessorsBusy(): void {
  const program = `while (process.ppid === ${process.pid});`;
  for (let count = 0; count < availableParallelism(); count += 1)
    spawn(process.execPath, ['-e', program], { stdio: 'ignore' }).unref();
}

/**
 * What shares a process: a service, a room of the kernel, a folder of an application. Each walk through the pages
 * has one of its own, since they all wait for a browser.
 */
function groupsOf(paths: readonly string[]): string[][] {
  const groups = Map.groupBy(paths, (path) => {
    const file = shorten(path);
    if (file === path) return dirname(path);
    return file.startsWith('apps/web/test/') ? file : dirname(file).split('/').slice(0, 3).join('/');
  });
  return [...groups.values()].map((group) => group.sort());
}

/**
 * A long one that came last would leave the processors idle beside it. Unknown ones are judged by their size; those of the
 * applications start whole systems, whatever their size.
 */
function slowestFirst(all: readonly string[][]): string[][] {
  const known = readDurations();
  const guess = (path: string) =>
    /^apps\/(?:web\/test|server)\//.test(shorten(path)) ? WHOLE_SYSTEM_MS : statSync(path).size / 3;
  const timeOf = (path: string) => known[shorten(path)] ?? guess(path);
  const total = (group: readonly string[]) => group.reduce((sum, path) => sum + timeOf(path), 0);
  return all.toSorted((a, b) => total(b) - total(a));
}

/** A program for each group, in a temporary folder: the runner of `node:test` starts programs without arguments. */
function programsFor(all: readonly string[][]): Map<string, readonly string[]> {
  const runGroup = pathToFileURL(join(import.meta.dirname, 'test-group.ts')).href;
  return new Map(
    all.map((group, index) => {
      const program = join(programs, `${index}.mjs`);
      const text = `import { runGroup } from '${runGroup}';\nrunGroup(${JSON.stringify(group)});\n`;
      writeFileSync(program, text);
      return [program, group];
    }),
  );
}

function readDurations(): Record<string, number> {
  if (!existsSync(durationsFile)) return {};
  return JSON.parse(readFileSync(durationsFile, 'utf8')) as Record<string, number>;
}

function rememberDurations(): void {
  const all = { ...readDurations(), ...Object.fromEntries(report.durations) };
  mkdirSync(dirname(durationsFile), { recursive: true });
  writeFileSync(durationsFile, JSON.stringify(all));
}

async function withDatabase(work: () => Promise<void>): Promise<void> {
  if (process.env.KERNOS_TEST_DATABASE_URL) {
    await work();
    return;
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'kernos-test-'));
  try {
    const database = await startPostgres({
      dataDir,
      // What the tests look at survives everything but a power cut, and they run twice as fast.
      durable: false,
      onEvent: (event) => report.fail('the database of the tests', `${event.kind}: ${JSON.stringify(event)}`),
    });
    process.env.KERNOS_TEST_DATABASE_URL = database.url;
    try {
      await work();
    } finally {
      await database.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
