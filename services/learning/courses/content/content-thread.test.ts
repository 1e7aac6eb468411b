import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { openUrls } from '../open-links.ts';
import { zipOf } from './archive.fixture.ts';
import { readArchive } from './archive.ts';
import { ContentThread } from './content-thread.ts';
import { ContentError } from './errors.ts';
import { exportCourse } from './export.ts';
import { planCourse } from './plan.ts';
import { renderMarkdown } from './render.ts';
import { zipLayout } from './zip-layout.ts';

/** A lesson as slow as they come: what would be slower is refused before it is read. */
const slow = '- a\n\nb\n\n'.repeat(4_000);
const slowCourse = (others: Record<string, Buffer> = {}) =>
  zipOf({ ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`${n}.md`, slow])), ...others });

const of = { organizationId: null, signal: new AbortController().signal };
const nowhere = { lessons: {}, assets: {} };

test('the thread gives what the functions give', async () => {
  await using thread = new ContentThread();
  const zip = zipOf({
    'a.md': '# A\n\n![p](p.png) [b](b.md)',
    'b.md': '# B',
    'p.png': Buffer.alloc(5000, 7),
  });
  const folder = await mkdtemp(join(tmpdir(), 'kernos-thread-'));
  try {
    const path = join(folder, 'upload.zip');
    await writeFile(path, zip);
    const plan = await thread.plan(of, path, { title: 'T' });
    assert.deepEqual(plan, planCourse(await readArchive(zip), { title: 'T' }));
    assert.ok(Buffer.isBuffer(plan.assets[0]?.bytes));
    assert.deepEqual(await thread.plan(of, zip, { title: 'T' }), plan);
    const layout = await thread.layOut(of, plan);
    assert.ok((await buffer(zipLayout(layout, plan.assets))).equals(await buffer(exportCourse(plan))));
  } finally {
    await rm(folder, { recursive: true });
  }
  const addresses = { lessons: { b: '/l/b' }, assets: { p: '/f/p' }, course: '/c' };
  const markdown = '[b](lesson:b) [no](lesson:toString) ![p](asset:p) [c](course:)';
  const expected = renderMarkdown(markdown, {
    lessonUrl: (key) => (key === 'b' ? '/l/b' : undefined),
    assetUrl: (key) => (key === 'p' ? '/f/p' : undefined),
    courseUrl: () => '/c',
  });
  assert.deepEqual(await thread.render(of, markdown, addresses), expected);
  assert.deepEqual(await thread.render(of, markdown), renderMarkdown(markdown, openUrls));
});

test('refusals arrive as the errors they are', async () => {
  await using thread = new ContentThread();
  await assert.rejects(thread.plan(of, Buffer.from('no zip')), (error) => {
    assert.ok(error instanceof ContentError);
    return error.code === 'archive-broken' && /zip/.test(error.message);
  });
  await assert.rejects(thread.plan(of, zipOf({ 'a.png': 'x' })), { code: 'course-empty' });
  await assert.rejects(thread.plan(of, '/nonexistent.zip'), /ENOENT/);
  await assert.rejects(thread.render(of, '> '.repeat(500), nowhere), { code: 'markdown-too-deep' });
});

test('what takes too long is ended at its deadline, while everything else goes on', async () => {
  await using thread = new ContentThread({ renderDeadline: 500, importDeadline: 3000 });
  await thread.render(of, 'warm', nowhere);
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 10);
  try {
    const refused = thread.render(of, slow, nowhere);
    const next = thread.render(of, '# next', nowhere);
    const imported = thread.plan(of, zipOf({ 'a.md': '# A' }));
    await assert.rejects(refused, { code: 'content-too-complex' });
    // Were it rendered here, there would be none.
    assert.ok(turns > 5, `the main thread had ${turns} turns meanwhile`);
    assert.match((await next).html, /next/);
    assert.equal((await imported).modules.length, 1);
    await assert.rejects(thread.plan(of, slowCourse()), { code: 'content-too-complex' });
  } finally {
    clearInterval(ticking);
  }
});

test('a small course waits for no large one', async () => {
  const thread = new ContentThread();
  const picture = randomBytes(5 * 1_048_576);
  let isOver = false;
  const large = thread.plan(of, slowCourse({ 'p.png': picture })).finally(() => {
    isOver = true;
  });
  large.catch(() => undefined);
  const neighbour = { ...of, organizationId: 'another' };
  assert.equal((await thread.plan(neighbour, zipOf({ 'a.md': '# A' }))).modules.length, 1);
  assert.equal(isOver, false);
  await thread[Symbol.asyncDispose]();
  await assert.rejects(large, /closed/);
});

test('what waits of one organization has an end, and another’s is still taken', async () => {
  const thread = new ContentThread({ renderDeadline: 60_000 });
  const long = 'A word, '.repeat(10_000);
  const asked = Array.from({ length: 40 }, () => thread.render(of, long));
  const others = thread.render({ ...of, organizationId: 'another' }, long);
  const codes = (await Promise.allSettled(asked)).map((one) =>
    one.status === 'fulfilled' ? 'rendered' : (one.reason as { code: string }).code,
  );
  // One is at work, and thirty wait.
  assert.deepEqual(Object.groupBy(codes, (code) => code)['rate-limited']?.length, 9);
  assert.equal(codes.filter((code) => code === 'rendered').length, 31);
  assert.ok((await others).html.startsWith('<p>A word'));
  await thread[Symbol.asyncDispose]();
});

test('content that takes too much memory is refused, and the process lives', async () => {
  await using thread = new ContentThread({ heapMb: 24, importDeadline: 30_000 });
  const large = '[a](b.md)\n\n'.repeat(80_000);
  await assert.rejects(thread.plan(of, zipOf({ 'a.md': large })), { code: 'content-too-complex' });
  await using other = new ContentThread();
  assert.match((await other.render(of, 'alive', nowhere)).html, /alive/);
});

test('an idle thread ends, and a new one starts when it is needed', async () => {
  await using thread = new ContentThread({ idle: 30 });
  assert.match((await thread.render(of, 'one', nowhere)).html, /one/);
  await wait(200);
  assert.match((await thread.render(of, 'two', nowhere)).html, /two/);
});

test('what reads Markdown and archives is loaded in the thread alone', async () => {
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ load: (url, context, next) => { console.log(url); return next(url, context); } });
    await import(process.argv[1]);
    process.exit();`;
  const service = new URL('../service.ts', import.meta.url).href;
  const loaded = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, service]);
  const { stdout } = await loaded;
  assert.match(stdout, /courses\/import-course\.ts/);
  assert.deepEqual(stdout.match(/node_modules\/(remark|rehype|micromark|mdast|unified|yauzl).*/g), null);
});

test('the thread of imports ends after the last of them', async () => {
  const started = once(process, 'worker') as Promise<[Worker]>;
  // That of renderings alone may be kept.
  await using thread = new ContentThread({ idle: 3_600_000 });
  const plans = ['a', 'b'].map((title) => thread.plan(of, zipOf({ 'a.md': `# ${title}` })));
  const [worker] = await started;
  const ended = once(worker, 'exit');
  await Promise.all(plans);
  await ended;
  assert.equal((await thread.plan(of, zipOf({ 'a.md': '# c' }))).modules.length, 1);
});

test('closing refuses what was asked for', async () => {
  const thread = new ContentThread();
  const asked = [
    thread.render(of, slow, nowhere),
    thread.render(of, 'x', nowhere),
    thread.plan(of, zipOf({ 'a.md': 'x' })),
  ];
  const refused = asked.map((job) => assert.rejects(job, /closed/));
  await thread[Symbol.asyncDispose]();
  await Promise.all(refused);
});
