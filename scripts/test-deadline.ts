/**
 * Preloaded into every test file: ends it with a sentence when it does not end by itself, because it left
 * something open or because a test hangs. The times can be given for tests of this.
 */
import { after } from 'node:test';

const TURNS_PER_SECOND = 4;
const { TEST_FILE_SECONDS = '600', TEST_LEAK_SECONDS = '30' } = process.env;

endAfter(Number(TEST_FILE_SECONDS), 'it was still running');
after(() => endAfter(Number(TEST_LEAK_SECONDS), 'its tests were done but something was left open'));

/**
 * The timer keeps nothing alive itself. It counts turns, not time: a file that is busy removing what it made,
 * which may take long where others write too, gets no turn and has left nothing open.
 */
function endAfter(seconds: number, what: string): void {
  let left = seconds * TURNS_PER_SECOND;
  const count = () => {
    left -= 1;
    if (left > 0) return;
    console.error(
      `Ended by the runner: after ${seconds} s ${what}: ${process.getActiveResourcesInfo().join(', ')}.`,
    );
    process.exit(1);
  };
  setInterval(count, 1_000 / TURNS_PER_SECOND).unref();
}
