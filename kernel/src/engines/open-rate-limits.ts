import type { Config } from '../config/config.ts';
import type { RateLimits } from '../ports/rate-limits.ts';
import type { Store } from '../store/store.ts';
import { memoryRateLimits } from './memory-rate-limits.ts';
import { postgresRateLimits } from './postgres-rate-limits.ts';

/** The engine behind `RateLimits` that the settings name. */
export const openRateLimits = ({ rateCounts }: Pick<Config, 'rateCounts'>, store: Store): RateLimits =>
  rateCounts === 'postgres' ? postgresRateLimits(store) : memoryRateLimits();
