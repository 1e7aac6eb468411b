/**
 * The events of an answer: stored before they are sent, so that whoever comes back, to this process or to
 * another, gets exactly what is missing. While one batch is being stored the next one gathers, so storing
 * costs a token a millisecond or two, and never more connections than one.
 *
 * States of a run: live in this process (followers wait for its next batch) → ended (everything is in the
 * database). In another process a follower looks into the database until the answer has ended; one whose
 * process died is recognised by `alive_at` standing still.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@kernos/kernel/context';
import type { Sql } from '@kernos/kernel/sql';
import { violates } from '@kernos/kernel/store';
import type { AnswerEvent } from './schemas.ts';

export interface StoredEvent {
  readonly seq: number;
  readonly name: string;
  readonly data: AnswerEvent;
}

/** An answer that is being made in this process. */
export interface LiveRun {
  readonly abort: AbortController;
  readonly events: StoredEvent[];
  ended: boolean;
  /** Called, once, when there is more or it has ended. */
  readonly waiting: Set<() => void>;
}

/** The runs of this process, by answer. */
export type LiveRuns = Map<string, LiveRun>;
export const loadLiveRuns = async (): Promise<LiveRuns> => new Map();

const HEARTBEAT_MS = 2_000;
/** A run whose heart did not beat for so long has died with its process. */
export const DEAD_AFTER_SECONDS = 20;
const LOOK_EVERY_MS = 150;
const BATCH = 500;

type Ctx = Pick<Context, 'shortTransaction' | 'log'>;

export class EventLog {
  readonly run: LiveRun = { abort: new AbortController(), events: [], ended: false, waiting: new Set() };
  readonly #ctx: Ctx;
  readonly #answerId: string;
  #heart: NodeJS.Timeout | undefined;
  #queue: StoredEvent[] = [];
  #seq = 0;
  #writing: Promise<void> | undefined;

  constructor(ctx: Ctx, answerId: string) {
    this.#ctx = ctx;
    this.#answerId = answerId;
  }

  /** The answer has its row: from now on this run says that it lives. */
  begin(): void {
    this.#heart = setInterval(() => this.#write(), HEARTBEAT_MS).unref();
  }

  push(name: string, data: AnswerEvent): void {
    this.#seq += 1;
    this.#queue.push({ seq: this.#seq, name, data });
    this.#write();
  }

  /** Waits until everything pushed is stored, then hands the last event to `close`, to be stored with what else ends the answer. */
  async end(
    last: Omit<StoredEvent, 'seq'>,
    close: (ctx: Context, insert: Sql) => Promise<void>,
  ): Promise<void> {
    clearInterval(this.#heart);
    await this.#writing;
    // Behind a gap there must be no end: the sweep ends this answer instead.
    if (this.run.ended) throw new Error('events of this answer could not be stored');
    const events = [...this.#queue.splice(0), { ...last, seq: this.#seq + 1 }];
    await this.#ctx.shortTransaction((inner) => close(inner, insertEvents(this.#answerId, events)));
    this.#tell(events);
  }

  /** Lets go of whoever follows: what is stored is all there will be. */
  release(): void {
    clearInterval(this.#heart);
    this.run.ended = true;
    this.#tell([]);
  }

  #write(): void {
    this.#writing ??= this.#store().finally(() => {
      this.#writing = undefined;
      if (this.#queue.length > 0 && !this.run.ended) this.#write();
    });
  }

  async #store(): Promise<void> {
    // What comes within this turn of the event loop goes together.
    await new Promise((resolve) => setImmediate(resolve));
    const batch = this.#queue.splice(0, BATCH);
    try {
      const stop = await this.#ctx.shortTransaction(async ({ tx }) => {
        if (batch.length > 0) await tx.query(insertEvents(this.#answerId, batch));
        const { rows } = await tx.query<{ stop: boolean }>({
          name: 'assistant.answers.beat',
          text: `UPDATE assistant.answers SET alive_at = clock_timestamp() WHERE id = $1 AND state = 'running'
                 RETURNING stop_requested AS stop`,
          values: [this.#answerId],
        });
        return rows[0]?.stop ?? true;
      });
      if (stop) this.run.abort.abort();
      this.#tell(batch);
    } catch (error) {
      // Its conversation was deleted meanwhile, or the system is going down: nobody will read on.
      this.run.abort.abort();
      this.run.ended = true;
      if (!violates(error, 'events_answer'))
        this.#ctx.log.warn({ err: error }, 'an answer could not be stored');
    }
  }

  #tell(events: readonly StoredEvent[]): void {
    this.run.events.push(...events);
    for (const wake of [...this.run.waiting]) wake();
  }
}

const insertEvents = (answerId: string, events: readonly StoredEvent[]): Sql => ({
  name: 'assistant.events.insert',
  text: `INSERT INTO assistant.events (answer_id, seq, name, data)
         SELECT $1, seq, name, data::json FROM unnest($2::int[], $3::text[], $4::text[]) AS e (seq, name, data)`,
  values: [
    answerId,
    events.map(({ seq }) => seq),
    events.map(({ name }) => name),
    events.map(({ data }) => JSON.stringify(data)),
  ],
});

export const BROKEN_OFF = {
  code: 'broken-off',
  detail:
    'The server stopped while this answer was being written. What there is of it was kept; please ask again.',
} as const;

/** An event as it is sent. */
export interface SentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: AnswerEvent;
}

/** The number of the last event that is stored of an answer; 0 where there is none. */
export async function lastSeq(ctx: Ctx, answerId: string): Promise<number> {
  const { rows } = await ctx.shortTransaction(({ tx }) =>
    tx.query<{ seq: number | null }>({
      text: 'SELECT max(seq) AS seq FROM assistant.events WHERE answer_id = $1',
      values: [answerId],
    }),
  );
  return rows[0]?.seq ?? 0;
}

/** The events of an answer behind `after`, stored ones first, then as they come, until it has ended. */
export async function* follow(
  ctx: Ctx,
  runs: LiveRuns,
  answerId: string,
  after: number,
): AsyncGenerator<SentEvent> {
  let last = after;
  for (;;) {
    const live = runs.get(answerId);
    const { events, ended } = live ? await nextLive(live, last) : await nextStored(ctx, answerId, last);
    for (const { seq, name, data } of events) {
      last = seq;
      yield { id: String(seq), event: name, data };
    }
    if (ended) return;
    if (!live && events.length === 0) await sleep(LOOK_EVERY_MS);
  }
}

async function nextLive(run: LiveRun, after: number): Promise<{ events: StoredEvent[]; ended: boolean }> {
  const behind = () => run.events.slice(after);
  if (behind().length === 0 && !run.ended) {
    await new Promise<void>((resolve) => {
      const wake = () => {
        run.waiting.delete(wake);
        resolve();
      };
      run.waiting.add(wake);
    });
  }
  return { events: behind(), ended: run.ended };
}

async function nextStored(
  ctx: Ctx,
  answerId: string,
  after: number,
): Promise<{ events: StoredEvent[]; ended: boolean }> {
  return ctx.shortTransaction(async ({ tx }) => {
    // The state first: what an answer that has ended has stored is all there is.
    const answer = await tx.query<{ state: string; isDead: boolean }>({
      text: `SELECT state, alive_at < clock_timestamp() - make_interval(secs => $2) AS is_dead
               FROM assistant.answers WHERE id = $1`,
      values: [answerId, DEAD_AFTER_SECONDS],
    });
    const { rows } = await tx.query<StoredEvent>({
      text: 'SELECT seq, name, data FROM assistant.events WHERE answer_id = $1 AND seq > $2 ORDER BY seq LIMIT 1000',
      values: [answerId, after],
    });
    const { state = 'failed', isDead = true } = answer.rows[0] ?? {};
    if (rows.length > 0) return { events: rows, ended: rows.length < 1_000 && state !== 'running' };
    // Reading may not write: the sweep stores the same event under the same number.
    if (state === 'running' && isDead && answer.rows[0])
      return { events: [{ seq: after + 1, name: 'error', data: { answerId, ...BROKEN_OFF } }], ended: true };
    return { events: [], ended: state !== 'running' };
  });
}
