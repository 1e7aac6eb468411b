import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { JOB_TOO_HARD, JobThread } from './job-thread.ts';

const module = pathToFileURL(new URL('./job-thread.ts', import.meta.url).pathname).href;
/** A thread whose jobs are: a number to double, and words that say how to fail. */
const entry = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { doJobs } from '${module}';
    doJobs((asked) => {
      if (asked === 'for ever') for (;;);
      if (asked === 'all memory') for (const kept = []; ; ) kept.push(new Array(1000).fill(kept.length));
      if (asked === 'refused') throw Object.assign(new Error('No.'), { code: 'not-this' });
      if (asked === 'end') process.exit(3);
      return asked * 2;
    });`)}`,
);

const thread = new JobThread<number | string, number>(entry, { idle: 60_000, heapMb: 16 });
after(() => thread[Symbol.asyncDispose]());
const LONG = 60_000;

test('a job that takes too much time or memory is ended, and the next one finds a new thread', async () => {
  assert.equal(await thread.run(2, LONG), 4);
  await assert.rejects(thread.run('for ever', 50), { code: JOB_TOO_HARD });
  assert.equal(await thread.run(3, LONG), 6);
  await assert.rejects(thread.run('all memory', LONG), { code: JOB_TOO_HARD });
  await assert.rejects(thread.run('end', LONG), /ended by itself \(3\)/);
  assert.equal(await thread.run(4, LONG), 8);
});

test('what a job throws comes with its code', async () => {
  await assert.rejects(thread.run('refused', LONG), { code: 'not-this', message: 'No.' });
});

test('a thread that is closed refuses the job it has', async () => {
  const closed = new JobThread<string, number>(entry, { idle: 0, heapMb: 16 });
  const refused = assert.rejects(closed.run('for ever', LONG), /closed/);
  await closed[Symbol.asyncDispose]();
  await refused;
});
