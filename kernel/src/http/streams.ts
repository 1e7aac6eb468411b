/**
 * Streams out: server-sent events and lines of JSON. Nothing is asked of the source before the reader has taken what
 * was there: a slow reader slows its source down, and one that takes nothing for a minute is let go.
 */
import { Readable } from 'node:stream';
import { toProblem } from '../contract/errors.ts';
import type { StreamedEvent } from '../contract/schemas.ts';

/** Milliseconds; a test has its own. */
export interface Pace {
  /** How often a reader that waits hears that the stream is alive. */
  readonly heartbeat: number;
  /** How long a reader may take nothing. */
  readonly stalled: number;
}
const usual: Pace = { heartbeat: 15_000, stalled: 60_000 };

interface Form<Item> {
  write(item: Item): string;
  /** Sent while the source is silent; null where the form has no such thing. */
  readonly heartbeat: string | null;
  /** What a reader is told when the source failed; null: the connection breaks, which no reader takes for the end. */
  failed(error: unknown): string | null;
}

/** Server-sent events (WHATWG HTML, section 9.2). A failure is an event named `error` with a problem. */
const events: Form<StreamedEvent<unknown>> = {
  write: ({ id, event, text, data }) =>
    `${id ? `id: ${id}\n` : ''}${event ? `event: ${event}\n` : ''}data: ${text ?? JSON.stringify(data)}\n\n`,
  heartbeat: ': still here\n\n',
  failed: (error) => `event: error\ndata: ${JSON.stringify(toProblem(error))}\n\n`,
};

/** NDJSON: a value a line. */
const lines: Form<unknown> = {
  write: (value) => `${JSON.stringify(value)}\n`,
  heartbeat: null,
  failed: () => null,
};

export const eventStream = (
  source: AsyncIterable<StreamedEvent<unknown>>,
  stopping: AbortSignal,
  pace = usual,
): Readable => new Pulled(source, events, stopping, pace);

export const lineStream = (source: AsyncIterable<unknown>, stopping: AbortSignal, pace = usual): Readable =>
  new Pulled(source, lines, stopping, pace);

class Pulled<Item> extends Readable {
  readonly #source: AsyncIterator<Item>;
  readonly #form: Form<Item>;
  readonly #pace: Pace;
  readonly #stopping: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  /** The source was asked and has not answered yet. */
  #asked = false;
  #takenAt = performance.now();
  #saidAt = performance.now();

  constructor(source: AsyncIterable<Item>, form: Form<Item>, stopping: AbortSignal, pace: Pace) {
    super();
    this.#source = source[Symbol.asyncIterator]();
    this.#form = form;
    this.#pace = pace;
    this.#stopping = stopping;
    this.#timer = setInterval(() => this.#look(), Math.min(pace.heartbeat, pace.stalled) / 4).unref();
    stopping.addEventListener('abort', this.#stop, { once: true });
  }

  override _read(): void {
    this.#takenAt = performance.now();
    if (this.#asked) return;
    this.#asked = true;
    this.#source.next().then(
      ({ done, value }) => {
        this.#asked = false;
        this.#say(done ? null : this.#form.write(value));
      },
      (error: unknown) => {
        this.#asked = false;
        const last = this.#form.failed(error);
        if (last === null) this.destroy(error as Error);
        else this.#say(last);
        this.#say(null);
      },
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearInterval(this.#timer);
    this.#stopping.removeEventListener('abort', this.#stop);
    // Not waited for: a source that is busy ends when it comes to its next item.
    this.#source.return?.().catch(() => undefined);
    done(error);
  }

  #say(text: string | null): void {
    if (this.destroyed || this.readableEnded) return;
    this.#saidAt = performance.now();
    this.push(text);
  }

  #look(): void {
    const now = performance.now();
    if (!this.#asked && now - this.#takenAt > this.#pace.stalled)
      this.destroy(new Error(`the reader of a stream took nothing for ${this.#pace.stalled} ms`));
    else if (this.#asked && this.#form.heartbeat !== null && now - this.#saidAt > this.#pace.heartbeat)
      this.#say(this.#form.heartbeat);
  }

  readonly #stop = (): void => {
    if (this.#form.heartbeat === null) this.destroy(new Error('the system is being stopped'));
    else this.#say(null);
  };
}
