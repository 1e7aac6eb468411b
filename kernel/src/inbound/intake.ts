/**
 * Takes the messages of one listener. States of a message: told whose it is → read → waiting in turn → handled in a
 * transaction, alone or with others → acknowledged. Whatever cannot be handled is kept among the deliveries
 * (messaging/deliveries.ts) before it is acknowledged; from there it is tried again, or replayed by an administrator.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, Delivering, LoggedMessage } from '../messaging/consumer.ts';
import { retryPolicies } from '../messaging/retry.ts';
import { type Metrics, Trace } from '../observability/telemetry.ts';
import type { Acknowledgement, RawMessage, Sender } from '../ports/listener.ts';
import { violates } from '../store/store.ts';
import { isUnreachable } from '../store/unreachable.ts';
import { serviceActor } from '../unit-of-work/caller.ts';
import type { Job, Runtime } from '../unit-of-work/context.ts';
import { GivenUp, within } from '../unit-of-work/time-limit.ts';
import { work } from '../unit-of-work/work.ts';
import { Admission } from './admission.ts';
import { FairQueue } from './fair-queue.ts';
import type { ListenerDefinition, Refusal, Reply } from './listen.ts';
import { InboundRecords, idOf } from './records.ts';
import { type Read, repetitions } from './repetitions.ts';

/** What one transaction may take. */
const HANDLING_LIMIT_MS = 60_000;
/** Transactions of one listener at a time. */
const PARALLEL = 3;
/** How soon the database is asked again when it was away. */
const AWAY_MS = 250;

export interface IntakeOptions {
  readonly runtime: Runtime;
  /** `<service>.<listener>` */
  readonly name: string;
  readonly service: string;
  readonly listener: ListenerDefinition;
  readonly metrics: Metrics;
  /** Something was put among the deliveries. */
  readonly kept: () => void;
}

interface Waiting extends Read {
  readonly settle: (acknowledgement: Acknowledgement) => void;
  readonly fail: (error: unknown) => void;
}

type Outcome = 'done' | 'repeated' | 'kept' | Refusal | 'too-large' | 'malformed' | 'too-slow' | 'too-many';

export class Intake {
  readonly name: string;
  readonly #options: IntakeOptions;
  readonly #records: InboundRecords;
  readonly #admission: Admission;
  readonly #queue = new FairQueue<Waiting>();
  readonly #stopping = new AbortController();
  #working = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: IntakeOptions) {
    const { runtime, name, service, listener } = options;
    this.#options = options;
    this.name = name;
    this.#records = new InboundRecords(runtime.store, runtime.keys, name, listener.retry);
    this.#admission = new Admission(runtime, service, name, listener.authenticate);
  }

  /** Resolves once the message is handled or kept. Throws where it is neither: then it must come again. */
  async take(raw: RawMessage): Promise<Acknowledgement> {
    try {
      return await this.#take(raw);
    } catch (error) {
      if (!this.#stopping.signal.aborted)
        this.#options.runtime.log.error({ err: error, listener: this.name }, 'a message could not be kept');
      throw error;
    }
  }

  async #take(raw: RawMessage): Promise<Acknowledgement> {
    let read: Read | Refusal;
    try {
      const organizationId = await this.#patiently(() => this.#admission.organizationOf(raw));
      if (organizationId === null) return await this.#refuseStranger(raw);
      read = await this.#read(raw, organizationId);
    } catch (error) {
      this.#stopping.signal.throwIfAborted();
      return this.#keep(raw, null, idOf(raw.body), error);
    }
    if (typeof read === 'string') return this.#refused(raw, read);
    const { promise, resolve, reject } = Promise.withResolvers<Acknowledgement>();
    this.#queue.add(read.organizationId, raw.sender.id, { ...read, settle: resolve, fail: reject });
    this.#schedule();
    return promise;
  }

  /** Something was cut off before it was a message. */
  cutOff(reason: Outcome, { address, topic }: Sender): void {
    this.#count(reason);
    this.#options.runtime.log.warn({ listener: this.name, address, topic, reason }, 'a sender was cut off');
  }

  /** What is being handled is given up, and so is what waits: none of it is acknowledged. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#stopping.abort(new GivenUp('stopping', `${this.name} was given up: this process stops`));
    for (let batch = this.#queue.take(Infinity); batch; batch = this.#queue.take(Infinity))
      for (const { fail } of batch.items) fail(this.#stopping.signal.reason);
  }

  /** Tries again what was kept. */
  consumer(): Consumer {
    const policy = retryPolicies[this.#options.listener.retry ?? 'fast'];
    return {
      ...{ name: this.name, kind: 'event', types: [], retry: () => policy },
      deliver: (message, delivering) => this.#deliver(message, delivering),
    };
  }

  async #deliver(kept: LoggedMessage, { signal }: Delivering): Promise<void> {
    const raw = await this.#records.reopen(kept);
    const organizationId = await this.#admission.organizationOf(raw);
    if (organizationId === null) throw new Error('nobody here is known by what the sender showed');
    const read = await this.#readable(raw, organizationId);
    if ((await this.#records.known(organizationId, [read.id])).get(read.id)?.state === 'done') return;
    await this.#transact([read], signal, (replies) => [
      this.#records.insert(organizationId, [{ id: read.id, reply: bytesOf(replies[0]) }]),
    ]);
    this.#count('done');
  }

  // --- reading ---------------------------------------------------------------------------------------

  async #readable(raw: RawMessage, organizationId: string): Promise<Read> {
    const { parse, identify } = this.#options.listener;
    if (raw.fault !== undefined) throw new Error(raw.fault);
    const message = await parse(raw);
    if ('keyOf' in identify) {
      const key = identify.keyOf(message);
      if (typeof key !== 'string' || key === '') throw new Error('the message has no key');
      return { id: idOf(organizationId, key), message, raw, organizationId, sequence: null };
    }
    const sequence = identify.sequenceOf(message);
    if (!Number.isSafeInteger(sequence.sequence)) throw new Error('the message has no whole sequence number');
    const id = idOf(organizationId, sequence.source, String(sequence.sequence));
    return { id, message, raw, organizationId, sequence };
  }

  /** What cannot be read is kept, unless there is too much of it. */
  async #read(raw: RawMessage, organizationId: string): Promise<Read | Refusal> {
    try {
      return await this.#readable(raw, organizationId);
    } catch (thrown) {
      const error = new Error(`unreadable: ${asError(thrown).message}`);
      // Of what is too large the body is only the beginning, which several may share.
      const id = idOf(organizationId, raw.body, raw.fault ?? '');
      const isKept = await this.#patiently(() =>
        this.#records.keep({ id, raw, organizationId, error, isRetried: false }),
      );
      const outcome = isKept ? 'unreadable' : 'full';
      this.#count(outcome);
      this.#warn(
        error,
        `a message cannot be read; ${isKept ? 'it is kept' : 'too many such are kept already'}`,
      );
      return outcome;
    }
  }

  async #refuseStranger(raw: RawMessage): Promise<Acknowledgement> {
    const { address, topic } = raw.sender;
    this.#count('unknown-sender');
    this.#options.runtime.log.warn(
      { listener: this.name, address, topic },
      'a message of nobody who is known',
    );
    return { ...this.#refused(raw, 'unknown-sender'), isWelcome: false };
  }

  // --- handling --------------------------------------------------------------------------------------

  #schedule(): void {
    const { atMost, withinMs } = this.#options.listener.batch ?? { atMost: 1, withinMs: 0 };
    if (withinMs === 0 || this.#queue.size >= atMost) this.#pump();
    else
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#pump();
      }, withinMs);
  }

  #pump(): void {
    const { atMost } = this.#options.listener.batch ?? { atMost: 1 };
    while (this.#working < PARALLEL) {
      const batch = this.#queue.take(atMost);
      if (!batch) return;
      this.#working += 1;
      void this.#handle(batch.items)
        .catch((error) => {
          for (const { fail } of batch.items) fail(error);
        })
        .finally(() => {
          this.#working -= 1;
          batch.release();
          // What came meanwhile has waited for long enough.
          this.#pump();
        });
    }
  }

  /** Settles each of these messages of one organization; throws where this process stops. */
  async #handle(items: readonly Waiting[]): Promise<void> {
    for (;;) {
      const { known, fresh, again, closing } = await this.#patiently(() => repetitions(this.#records, items));
      for (const { item, state } of known) {
        this.#count('repeated');
        item.settle(
          state.state === 'done' ? this.#done(item, state.reply) : this.#refused(item.raw, 'failed'),
        );
      }
      if (fresh.length === 0) return;
      try {
        const replies = await this.#inTime((signal) => this.#transact(fresh, signal, closing));
        this.#count('done', fresh.length);
        for (const [index, item] of fresh.entries()) item.settle(this.#done(item, bytesOf(replies[index])));
        items = again;
        if (again.length === 0) return;
      } catch (error) {
        this.#stopping.signal.throwIfAborted();
        items = [...fresh, ...again];
        if (isUnreachable(error)) await this.#pause();
        else if (!isRepetition(error)) return this.#oneByOne(items, error);
      }
    }
  }

  /** Something among these fails: alone, each of the others need not. */
  async #oneByOne(items: readonly Waiting[], error: unknown): Promise<void> {
    const [first] = items;
    if (first && items.length === 1) {
      first.settle(await this.#keep(first.raw, first.organizationId, first.id, error));
      return;
    }
    this.#warn(asError(error), 'a batch failed; its messages go one by one');
    for (const item of items) await this.#handle([item]);
  }

  async #transact(
    items: readonly Read[],
    signal: AbortSignal,
    closing: (replies: readonly (Reply | undefined)[]) => ReturnType<NonNullable<Parameters<typeof work>[3]>>,
  ): Promise<readonly (Reply | undefined)[]> {
    const { runtime, service, listener } = this.#options;
    const [first] = items as [Read];
    const isAlone = items.length === 1;
    const began = performance.now();
    const given = Trace.of(isAlone ? first.raw.traceparent : undefined);
    return given.inSpan(this.name, async (trace) => {
      const job: Job = {
        ...{ service, name: this.name, actor: serviceActor(service), organizationId: first.organizationId },
        deadline: runtime.clock().getTime() + HANDLING_LIMIT_MS,
        ...{ trace, requestId: first.id, signal, address: first.raw.sender.address },
        ...(isAlone && { repeatKey: `${this.name} ${first.id}` }),
      };
      const messages = items.map(({ message }) => message);
      let error: string | undefined;
      try {
        return (await work(runtime, job, (ctx) => listener.runMany(messages, ctx as never), closing)).result;
      } catch (thrown) {
        error = asError(thrown).message;
        throw thrown;
      } finally {
        const { organizationId, actor } = job;
        const durationMs = performance.now() - began;
        runtime.spans.ended({
          ...{ kind: 'request', service, name: this.name, trace, organizationId, actor, durationMs, error },
        });
      }
    });
  }

  async #keep(
    raw: RawMessage,
    organizationId: string | null,
    id: string,
    thrown: unknown,
  ): Promise<Acknowledgement> {
    const error = asError(thrown);
    await this.#patiently(() => this.#records.keep({ id, raw, organizationId, error, isRetried: true }));
    this.#count('kept');
    this.#warn(error, 'a message failed; it is kept and tried again');
    this.#options.kept();
    return this.#refused(raw, 'failed');
  }

  // --- answers ---------------------------------------------------------------------------------------

  #done({ message }: Read, reply: Buffer | null): Acknowledgement {
    return { reply: reply ?? bytesOf(this.#options.listener.acknowledge?.(message)), isWelcome: true };
  }

  #refused(raw: RawMessage, why: Refusal): Acknowledgement {
    return { reply: bytesOf(this.#options.listener.refuse?.(raw, why)), isWelcome: true };
  }

  // --- the database may be away ----------------------------------------------------------------------

  #inTime<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal: stopping } = this.#stopping;
    return within({ milliseconds: HANDLING_LIMIT_MS, name: this.name, stopping }, run);
  }

  async #patiently<T>(run: () => Promise<T>): Promise<T> {
    for (;;) {
      this.#stopping.signal.throwIfAborted();
      try {
        return await run();
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        await this.#pause();
      }
    }
  }

  async #pause(): Promise<void> {
    await sleep(AWAY_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }

  #count(outcome: Outcome, count = 1): void {
    this.#options.metrics.received.inc({ listener: this.name, outcome }, count);
  }

  #warn(err: Error, message: string): void {
    this.#options.runtime.log.warn({ err, listener: this.name }, message);
  }
}

/** Another process, or another connection, has handled one of these meanwhile. */
const isRepetition = (error: unknown): boolean =>
  violates(error, 'received_pkey') || violates(error, 'received_marks_moved');

const bytesOf = (reply: Reply | undefined): Buffer | null =>
  reply === undefined ? null : Buffer.from(reply);

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
