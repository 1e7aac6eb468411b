/** Remembers in the memory of this process, as many as there is room for: those that were asked for last. */
import { LRUCache } from 'lru-cache';
import type { Cache, Json } from '../ports/cache.ts';

/** A few megabytes, as what is remembered is small. */
const AT_MOST = 30_000;

export function memoryCache(): Cache {
  const known = new LRUCache<string, { readonly value: Json }>({ max: AT_MOST });
  const loading = new Map<string, Promise<Json>>();
  return {
    remember: async <T extends Json>(key: string, milliseconds: number, load: () => Promise<T>) => {
      const found = known.get(key);
      if (found) return found.value as T;
      const begun = loading.get(key) ?? load();
      loading.set(key, begun);
      try {
        const value = (await begun) as T;
        if (loading.get(key) === begun) known.set(key, { value }, { ttl: milliseconds });
        return value;
      } finally {
        if (loading.get(key) === begun) loading.delete(key);
      }
    },
  };
}
