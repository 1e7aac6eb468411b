/**
 * Preloaded into every test file: ends it with a sentence when it does not end by itself, because it left
 * something open or because a test hangs. The times can be given for tests of this.
 */
import { after } from 'node:test';

const { TEST_FILE_SECONDS = '600', TEST_LEAK_SECONDS = '15' } = process.env;

endAfter(Number(TEST_FILE_SECONDS), 'it was still running');
after(() => endAfter(Number(TEST_LEAK_SECONDS), 'its tests were done but something was left open'));

/** The timer keeps nothing alive itself. */
function endAfter(seconds: number, what: string): void {
  const end = () => {
    console.error(
      `Ended by the runner: after ${seconds} s ${what}: ${process.getActiveResourcesInfo().join(', ')}.`,
    );
    process.exit(1);
  };
  setTimeout(end, seconds * 1_000).unref();
}
