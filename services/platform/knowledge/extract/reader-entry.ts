/** The process that reads files: a job at a time, watched by a thread of its own. */
import { Worker } from 'node:worker_threads';
import { type Answer, doJob, type Request } from './jobs.ts';
import { Refused } from './refused.ts';

const watch = new Worker(new URL('./reader-watch.ts', import.meta.url), {
  resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 },
});

async function answer(request: Request): Promise<Answer> {
  const megabytes = () => process.memoryUsage.rss() / 1_048_576;
  try {
    const done = await doJob(request);
    return { done, megabytes: megabytes() };
  } catch (error) {
    // A thrown object loses its class on the way between processes.
    if (error instanceof Refused)
      return { refused: { code: error.code, message: error.message }, megabytes: megabytes() };
    return {
      failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
      megabytes: megabytes(),
    };
  }
}

process.on('message', (request: Request) => {
  watch.postMessage(request.limits);
  void answer(request).then((answered) => {
    watch.postMessage(null);
    process.send?.(answered);
  });
});
process.on('disconnect', () => process.exit());
