/**
 * One process of a test run: its files run one after another, each as a test that holds the tests of the file,
 * so that what a file starts ends with it (its `after`) before the next one begins. They share the time that a
 * process and its imports need.
 */
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ProcessorTime } from './processor-time.ts';
import { FILE_BEGINS, PROCESSOR_TIME } from './test-report.ts';

const TURNS_PER_SECOND = 4;
const { TEST_FILE_SECONDS = '600', TEST_LEAK_SECONDS = '30' } = process.env;

/** @param files absolute paths */
export function runGroup(files: readonly string[]): void {
  const processors = new ProcessorTime();
  for (const file of files) {
    void test(file, async (t) => {
      const before = processors.seconds();
      const cancel = endAfter(Number(TEST_FILE_SECONDS), 'it was still running');
      // What is printed from here on belongs to this file.
      for (const stream of [process.stdout, process.stderr]) stream.write(`${FILE_BEGINS}${file}\n`);
      try {
        await import(pathToFileURL(file).href);
      } finally {
        t.after(cancel);
        t.after(() => t.diagnostic(`${PROCESSOR_TIME}${file} ${processors.seconds() - before}`));
      }
    });
  }
  after(() => {
    processors.stop();
    endAfter(Number(TEST_LEAK_SECONDS), 'its tests were done but something was left open');
  });
}

/**
 * Ends this process with a sentence when it does not go on by itself. The timer keeps nothing alive itself. It
 * counts turns, not time: a file that is busy removing what it made, which may take long where others write too,
 * gets no turn and has left nothing open.
 */
function endAfter(seconds: number, what: string): () => void {
  let left = seconds * TURNS_PER_SECOND;
  const count = () => {
    left -= 1;
    if (left > 0) return;
    console.error(
      `Ended by the runner: after ${seconds} s ${what}: ${process.getActiveResourcesInfo().join(', ')}.`,
    );
    process.exit(1);
  };
  const timer = setInterval(count, 1_000 / TURNS_PER_SECOND).unref();
  return () => clearInterval(timer);
}
