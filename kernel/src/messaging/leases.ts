/**
 * What only one process of a system may do at a time: read the log for a consumer, run workflows, keep the tables. Each
 * is a duty with a lease of its own, an advisory lock; a process has them all on one connection, and takes each that
 * nobody else has.
 *
 * States of a duty: waiting (another process has it) → held → waiting again when the connection is lost, for then
 * another may take it. PostgreSQL frees the locks when the connection ends. It also ends it when nothing was heard for
 * `SILENCE_MS`, and the process gives its duties up when no answer came for less: so a host that loses its power, or
 * the network between the two, holds nothing for longer than that, whatever TCP would wait for.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

/** Whoever holds this advisory lock keeps every process from taking a duty; each that has some shares it. */
export const LEASES_LOCK = 7_261_002;
/** The duty of reading for a consumer. */
export const consumerDuty = (name: string): string => `consumer ${name}`;

/** SQL that holds for the row of `pg_locks` that is the lease on a duty (an expression). */
export const leaseOf = (duty: string): string =>
  `locktype = 'advisory' AND objsubid = 2 AND classid = ${LEASES_LOCK} AND objid::bigint = hashtext(${duty})::bigint & 4294967295
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const RETRY_MS = 500;
const BEAT_MS = 2_000;
/** An answer takes no longer, or the connection is given up. */
const ANSWER_MS = 5_000;
/** The database ends the connection when nothing came for so long: a good deal more than two beats and an answer. */
const SILENCE_MS = 15_000;
/** How long duties may take to end where the lease on them is lost: another process may have begun. */
const LOST_WITHIN_MS = 2_000;

export interface Duty {
  /** Stable for ever, and the same in every process. */
  readonly name: string;
  /** Begins, and gives what ends it, within the milliseconds given or in its own time. */
  begin(): Promise<(withinMs?: number) => Promise<void>>;
}

export interface LeasesOptions {
  readonly url: string;
  readonly log: Logger;
  readonly duties: readonly Duty[];
}

type End = (withinMs?: number) => Promise<void>;

export class Leases {
  readonly #options: LeasesOptions;
  readonly #held = new Map<string, End>();
  #stopped = false;
  #lose: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: LeasesOptions) {
    this.#options = options;
  }

  /** True where this process has this duty; without a name, any. */
  holds(name?: string): boolean {
    return name === undefined ? this.#held.size > 0 : this.#held.has(name);
  }

  /** Resolves once this process has begun each duty that nobody else has. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#running = this.#run(resolve);
    });
  }

  /** Lets what runs end, then gives everything away. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#lose();
    await this.#running;
  }

  async #run(settled: () => void): Promise<void> {
    while (!this.#stopped) {
      const client = connection(this.#options.url);
      const lost = new Promise<void>((resolve) => {
        this.#lose = resolve;
        client.once('end', resolve);
        // Every one: a connection may say twice that it is gone, and an error nobody hears ends the process.
        client.on('error', () => resolve());
      });
      let pause = 50;
      try {
        await answered(client.connect());
        await this.#hold(client, lost, settled);
      } catch (error) {
        pause = RETRY_MS;
        if (!this.#stopped) this.#options.log.warn({ err: error }, 'the leases were lost; trying again');
      } finally {
        settled();
        await this.#endAll();
        close(client);
      }
      if (!this.#stopped) await sleep(pause);
    }
  }

  /** Waits for all of them, also where one fails or had not begun: what they need is closed afterwards. */
  async #endAll(): Promise<void> {
    const held = [...this.#held];
    this.#held.clear();
    const ends = held.map(async ([duty, end]) => {
      try {
        await end(this.#stopped ? undefined : LOST_WITHIN_MS);
      } catch (error) {
        this.#options.log.warn({ err: error, duty }, 'a duty could not be ended, or had not begun');
      }
    });
    await Promise.all(ends);
  }

  /** Takes what is free again and again, until the connection is lost. Throws where no answer comes. */
  async #hold(client: pg.Client, lost: Promise<void>, settled: () => void): Promise<void> {
    let isLost = false;
    void lost.then(() => {
      isLost = true;
    });
    while (!isLost) {
      const free = await this.#take(client);
      const begun = Promise.all(free.map((duty) => this.#begin(duty, () => isLost)));
      // Beginning may take long, and the beat must not.
      void begun.then(settled);
      const wait = this.#held.size === this.#options.duties.length ? BEAT_MS : RETRY_MS;
      await Promise.race([sleep(wait, undefined, { ref: false }), lost]);
    }
  }

  async #take(client: pg.Client): Promise<readonly Duty[]> {
    const wanted = this.#options.duties.filter(({ name }) => !this.#held.has(name));
    const { rows } = await answered(
      client.query<{ name: string }>(
        `SELECT name FROM unnest($2::text[]) AS name
          WHERE CASE WHEN (SELECT $3::boolean OR pg_try_advisory_lock_shared($1::bigint))
                     THEN pg_try_advisory_lock($1::bigint::int, hashtext(name)) ELSE false END`,
        [LEASES_LOCK, wanted.map(({ name }) => name), this.#held.size > 0],
      ),
    );
    return wanted.filter(({ name }) => rows.some((row) => row.name === name));
  }

  async #begin({ name, begin }: Duty, isLost: () => boolean): Promise<void> {
    // Held from here on: whoever ends it waits for its beginning.
    const begun = begin();
    this.#held.set(name, async (withinMs) => (await begun)(withinMs));
    try {
      await begun;
    } catch (error) {
      if (isLost()) return;
      this.#options.log.warn({ err: error, duty: name }, 'a duty could not begin; trying again');
      this.#held.delete(name);
    }
  }
}

function connection(url: string): pg.Client {
  const settings = {
    idle_session_timeout: SILENCE_MS,
    // What was sent and is not acknowledged ends it as well: a session that has something to say is not idle.
    tcp_user_timeout: SILENCE_MS,
  };
  return new pg.Client({
    connectionString: url,
    application_name: 'kernos leases',
    keepAlive: true,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  });
}

/** Waits for an answer of the database, but not for long. */
async function answered<T>(asked: Promise<T>): Promise<T> {
  const late = new AbortController();
  const tooLate = sleep(ANSWER_MS, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error(`the database did not answer within ${ANSWER_MS / 1_000} s`);
  });
  tooLate.catch(() => undefined);
  asked.catch(() => undefined);
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    late.abort();
  }
}

/** Ends a connection, also one that does not answer any more. */
function close(client: pg.Client): void {
  const timer = setTimeout(() => {
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  }, 500);
  timer.unref();
  client
    .end()
    .catch(() => undefined)
    .finally(() => clearTimeout(timer));
}
