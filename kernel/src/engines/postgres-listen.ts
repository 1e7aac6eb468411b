/** LISTEN on a connection of its own, which is made again when it is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const RETRY_MS = 500;

export interface Listening {
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly url: string;
  readonly channel: string;
  /** With the payload of each notification. */
  readonly heard: (payload: string | undefined) => void;
  /** After each time that it begins to listen: what was sent before then was not heard. */
  readonly began: () => void;
}

/** Begins to listen, in the background. Notifications sent while there is no connection are lost. */
export function listen({ url, channel, heard, began }: ListenOptions): Listening {
  const stopping = new AbortController();
  let end: () => void = () => undefined;
  const run = async () => {
    while (!stopping.signal.aborted) {
      const client = new pg.Client({
        connectionString: url,
        application_name: 'kernos realtime',
        keepAlive: true,
      });
      const lost = new Promise<void>((resolve) => {
        end = resolve;
        client.once('end', resolve);
        // Every one: an error that nobody hears ends the process.
        client.on('error', () => resolve());
      });
      client.on('notification', ({ payload }) => heard(payload));
      try {
        await client.connect();
        await client.query(`LISTEN ${channel}`);
        began();
        if (!stopping.signal.aborted) await lost;
      } catch {
        // The database is away, and whoever listens polls meanwhile.
      } finally {
        await client.end().catch(() => undefined);
      }
      await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    close: async () => {
      stopping.abort();
      end();
      await running;
    },
  };
}
