/** What every engine behind `RateLimits` must do: a case a sentence, each with a key of its own. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RateLimits } from './rate-limits.ts';

export interface RateLimitsUnderTest {
  readonly limits: RateLimits;
  /** The same counts as another process of the system has them: the same object where they are of one process. */
  readonly elsewhere: RateLimits;
  /** Breaks every connection that there is. */
  cut(): Promise<void>;
}

const long = (most: number) => ({ most, seconds: 600 });

export const rateLimitsConformance: Readonly<Record<string, (engine: RateLimitsUnderTest) => Promise<void>>> =
  {
    'as many as may be are within the limit, and whoever comes after hears how long it is to wait': async ({
      limits,
    }) => {
      const key = randomUUID();
      assert.deepEqual([await limits.count(key, long(2)), await limits.count(key, long(2))], [null, null]);
      const left = (await limits.count(key, long(2))) as number;
      assert.ok(left > 500_000 && left <= 600_000, `${left}`);
    },

    'keys have nothing to do with each other': async ({ limits }) => {
      const [one, other] = [randomUUID(), `${randomUUID()} é "'`];
      assert.equal(await limits.count(one, long(1)), null);
      assert.ok(await limits.count(one, long(1)));
      assert.equal(await limits.count(other, long(1)), null);
    },

    'of many at once, in whichever process, exactly as many as may be are within': async ({
      limits,
      elsewhere,
    }) => {
      const key = randomUUID();
      const counted = await Promise.all(
        Array.from({ length: 60 }, (_, n) => (n % 2 ? limits : elsewhere).count(key, long(20))),
      );
      assert.equal(counted.filter((left) => left === null).length, 20);
    },

    'when the window has ended the next one begins, however often somebody came meanwhile': async ({
      limits,
    }) => {
      const key = randomUUID();
      const limit = { most: 1, seconds: 1 };
      const began = performance.now();
      assert.equal(await limits.count(key, limit), null);
      for (let left: number | null = 1; left !== null; ) {
        await sleep(Math.min(left, 100));
        left = await limits.count(key, limit);
        assert.ok(performance.now() - began < 60_000, 'it never ended');
      }
      assert.ok(performance.now() - began >= 900, 'it ended too early');
    },

    'after connections were lost it counts on': async ({ limits, cut }) => {
      const key = randomUUID();
      await limits.count(key, long(2));
      await cut();
      const again = async (tries = 0): Promise<number | null> =>
        limits.count(key, long(2)).catch((error: unknown) => {
          if (tries > 100) throw error;
          return sleep(50).then(() => again(tries + 1));
        });
      await again();
      assert.ok(await limits.count(key, long(2)), 'what was counted before is forgotten');
    },
  };
