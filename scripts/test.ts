/**
 * Runs the tests: `npm test`, `npm test -- kernel/src/config` (files whose path contains a text, or exactly
 * the given file), `npm run test:remote` (calls between services forced over HTTP: the files that start a system
 * with the testing kit, which alone knows how), `npm run test:crash` (`kill -9` at 200 random moments under load).
 *
 * One PostgreSQL serves the whole run, and each test makes its own database in it:
 * `KERNOS_TEST_DATABASE_URL`, which may also be given, for another server.
 */
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import { parseArgs } from 'node:util';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { runs } from './imports.ts';
import { TestReport } from './test-report.ts';

const root = dirname(import.meta.dirname);
const folders = ['kernel', 'services', 'apps', 'bench', 'scripts'];
const testingKit = join(root, 'kernel/src/testing.ts');
/** One more than there are processors, because each waits for a third of its time: for a commit, a timer, a process. */
const SIDE_BY_SIDE = availableParallelism() + 1;
const durationsFile = join(root, 'node_modules/.cache/test-durations.json');

const { values, positionals } = parseArgs({
  options: { remote: { type: 'boolean', default: false }, crash: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (values.remote) process.env.KERNOS_TEST_REMOTE = '1';
// The long form of one test: how often it kills the system.
if (values.crash) process.env.KERNOS_TEST_KILLS ??= '200';
if (values.crash) process.env.TEST_FILE_SECONDS ??= '3600';
if (values.crash) positionals.push('apps/server/crash/');

const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

const report = new TestReport(
  (line) => console.log(line),
  (file) => (file.startsWith(`${root}/`) ? relative(root, file) : file),
);
const files = slowestFirst(testFiles(positionals));
if (files.length === 0) {
  report.fail('npm test', `No test file's path contains ${positionals.join(' or ') || '.test.ts'}.`);
} else {
  await withDatabase(async () => {
    const execArgv = ['--import', join(import.meta.dirname, 'test-deadline.ts')];
    const events = run({ files, execArgv, concurrency: SIDE_BY_SIDE, signal: stopping.signal });
    for await (const event of events) report.take(event);
  });
  rememberDurations();
}
if (stopping.signal.aborted) report.fail('npm test', 'It was stopped before its end.');
report.conclude();
process.exitCode = report.failed > 0 ? 1 : 0;

function testFiles(filters: readonly string[]): string[] {
  const given = filters
    .map((filter) => resolve(root, filter))
    .filter((path) => /\.tsx?$/.test(path) && existsSync(path));
  const patterns = folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`);
  const all = globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] });
  const concerned = values.remote ? all.filter((file) => runs(join(root, file), testingKit)) : all;
  const others = filters.filter((filter) => !given.includes(resolve(root, filter)));
  const matching = concerned.filter(
    (file) => filters.length === 0 || others.some((filter) => file.includes(filter)),
  );
  return [...new Set([...given, ...matching.map((file) => join(root, file))])];
}

/** A long one that came last would leave the processors idle beside it. Unknown ones come first. */
function slowestFirst(paths: string[]): string[] {
  const known = readDurations();
  const time = (path: string) => known[relative(root, path)] ?? Number.POSITIVE_INFINITY;
  return paths.sort((a, b) => (time(a) === time(b) ? a.localeCompare(b) : time(b) - time(a)));
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
