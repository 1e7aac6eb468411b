/** The engine behind `Cache` passes the suite of the port. */
import { describe, test } from 'node:test';
import { cacheConformance } from '../ports/cache.conformance.fixture.ts';
import { memoryCache } from './memory-cache.ts';

describe('a cache in memory', () => {
  const cache = memoryCache();
  for (const [sentence, holds] of Object.entries(cacheConformance)) test(sentence, () => holds(cache));
});
