import type { Hints } from '../ports/hints.ts';
import type { Store } from '../store/store.ts';
import { NotifyHints } from './notify-hints.ts';

/** The engine behind `Hints`. */
export const openHints = (store: Store): Hints => new NotifyHints(store);
