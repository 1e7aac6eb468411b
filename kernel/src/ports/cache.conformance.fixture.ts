/** What every engine behind `Cache` must do: a case a sentence, each with a key of its own. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cache, Json } from './cache.ts';

/** Loads, and counts how often. */
function source<T extends Json>(value: (n: number) => T) {
  const state = { loads: 0 };
  const load = async () => {
    state.loads += 1;
    const n = state.loads;
    await sleep(5);
    return value(n);
  };
  return { state, load };
}

const LONG = 600_000;

export const cacheConformance: Readonly<Record<string, (cache: Cache) => Promise<void>>> = {
  'what was loaded is known, as it was': async (cache) => {
    const value = { text: 'é', list: [1, null, { deep: true }], gone: undefined };
    for (const given of [value, null, 0, '', false, []]) {
      const { state, load } = source(() => given);
      const key = randomUUID();
      assert.deepEqual(await cache.remember(key, LONG, load), given);
      assert.deepEqual(await cache.remember(key, LONG, load), given);
      assert.equal(state.loads, 1, JSON.stringify(given));
    }
  },

  'keys have nothing to do with each other': async (cache) => {
    const { state, load } = source((n) => n);
    await Promise.all([cache.remember(randomUUID(), LONG, load), cache.remember(randomUUID(), LONG, load)]);
    assert.equal(state.loads, 2);
  },

  'many that ask at once load once': async (cache) => {
    const { state, load } = source((n) => n);
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 50 }, () => cache.remember(key, LONG, load)));
    assert.deepEqual(new Set(all), new Set([1]));
    assert.equal(state.loads, 1);
  },

  'when its time is over it is loaded again, and not before': async (cache) => {
    const { load } = source((n) => n);
    const key = randomUUID();
    assert.equal(await cache.remember(key, 300, load), 1);
    // Known from here on at the latest.
    const began = performance.now();
    let value = 1;
    while (value === 1) {
      assert.ok(performance.now() - began < 60_000, 'it stays for ever');
      await sleep(10);
      value = await cache.remember(key, 300, load);
    }
    assert.ok(performance.now() - began > 200, 'it was gone too early');
  },

  'a failure is told to all who waited, and not remembered': async (cache) => {
    const key = randomUUID();
    let fails = true;
    const { state, load } = source((n) => {
      if (fails) throw new Error('not to be had');
      return n;
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => cache.remember(key, LONG, load)));
    assert.deepEqual(new Set(outcomes.map(({ status }) => status)), new Set(['rejected']));
    assert.equal(state.loads, 1);
    fails = false;
    assert.equal(await cache.remember(key, LONG, load), 2);
  },

  'more than there is room for does no harm': async (cache) => {
    const { load } = source((n) => n);
    for (let n = 0; n < 100; n += 1)
      await Promise.all(
        Array.from({ length: 400 }, (_, m) => cache.remember(`crowd ${n} ${m}`, LONG, async () => m)),
      );
    assert.equal(await cache.remember(randomUUID(), LONG, load), 1);
  },
};
