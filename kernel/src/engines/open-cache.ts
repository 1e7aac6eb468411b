import type { Cache } from '../ports/cache.ts';
import { memoryCache } from './memory-cache.ts';

/** The engine behind `Cache`. */
export const openCache = (): Cache => memoryCache();
