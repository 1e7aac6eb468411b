/** A process that handles messages of a type until it is killed: an effect each, with its inbox row. */
import pino from 'pino';
import { OutboxLog } from '../engines/outbox-log.ts';
import { Metrics } from '../observability/telemetry.ts';
import { Store, violates } from '../store/store.ts';
import { Relay } from './relay.ts';

const [databaseUrl = '', type = ''] = process.argv.slice(2);
const store = new Store(databaseUrl);
const log = pino({ level: 'silent' });
const relay = new Relay(
  {
    name: type,
    kind: 'event',
    types: [type],
    deliver: ({ id, loggedAt, key, data, organizationId }) =>
      store
        .query({
          text: `WITH seen AS (INSERT INTO kernel.inbox (consumer, message_id, logged_at) VALUES ($1, $2, $3))
                 INSERT INTO public.effects (key, data, organization_id) VALUES ($4, $5, $6)`,
          values: [type, id, loggedAt, key, data, organizationId],
        })
        .then(
          () => undefined,
          (error: unknown) => {
            const constraint = (error as { constraint?: string }).constraint ?? '';
            if (!constraint.startsWith('inbox_') || !violates(error, constraint)) throw error;
          },
        ),
  },
  { store, source: new OutboxLog({ store, log }), log, metrics: new Metrics() },
);
await relay.start();
