/** The engines behind `EventLog` and `TaskQueue`: the outbox itself is both. */
import type { Logger } from 'pino';
import type { Sources } from '../ports/message-source.ts';
import type { Store } from '../store/store.ts';
import { OutboxLog } from './outbox-log.ts';

export function openSources(parts: { readonly store: Store; readonly log: Logger }): Sources {
  const outbox = new OutboxLog(parts);
  return { log: outbox, tasks: outbox };
}
