/**
 * What every engine behind `TaskQueue` and `EventLog` must do: a case a sentence, each with a type of message of its own.
 * A log must do all that a queue must.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedMessage } from '../messaging/consumer.ts';
import type { Sql } from '../store/sql.ts';
import type { Batch, LogSubscription, MessageSource, Subscriber, Subscription } from './message-source.ts';

export interface Sent {
  readonly key: string;
  readonly data: unknown;
  readonly organizationId?: string;
}

/** A transaction that sends, and may take its time. */
export interface OpenTransaction {
  run(statement: Sql): Promise<void>;
  send(type: string, message: Sent): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

export interface SourceUnderTest<S extends Subscription = Subscription> {
  readonly kind: Subscriber['kind'];
  /** As one more process of the system has it. */
  open(): MessageSource<S>;
  /** Begins a transaction, which has its place in time from here on. */
  begin(): Promise<OpenTransaction>;
  /** Breaks every connection that engines have. */
  cut(): Promise<void>;
}

type Case<S extends Subscription> = (engine: SourceUnderTest<S>) => Promise<void>;

async function send({ begin }: SourceUnderTest, type: string, messages: readonly Sent[]): Promise<void> {
  const transaction = await begin();
  for (const message of messages) await transaction.send(type, message);
  await transaction.commit();
}

const numbered = (count: number, key = 'k'): Sent[] =>
  Array.from({ length: count }, (_, data) => ({ key, data }));
const dataOf = (messages: readonly LoggedMessage[]) => messages.map(({ data }) => data);
const sorted = (values: readonly unknown[]) => values.map(String).toSorted();

const never = new AbortController().signal;
/** Nothing more comes of its own accord within this time, as every hint was given. */
const soon = () => AbortSignal.timeout(2_500);

const consumerOf = ({ kind }: SourceUnderTest, type: string, name = `test.${type}`): Subscriber => ({
  name,
  kind,
  types: [type],
});

/** Takes and does batch by batch until so many have come; with `next` giving up after a while. */
async function take(subscription: Subscription, count: number): Promise<LoggedMessage[]> {
  const taken: LoggedMessage[] = [];
  while (taken.length < count) {
    const batch = (await subscription.next(AbortSignal.timeout(60_000))) as Batch;
    assert.ok(batch, `only ${taken.length} of ${count} came`);
    taken.push(...batch.messages);
    await subscription.done(batch);
  }
  return taken;
}

const fresh = () => `case.${randomUUID()}`;

export const taskQueueConformance: Readonly<Record<string, Case<Subscription>>> = {
  'what was committed before and after somebody subscribed comes, all of it, once': async (engine) => {
    const type = fresh();
    const source = engine.open();
    await source.register(consumerOf(engine, type));
    await send(engine, type, numbered(3));
    const subscription = await source.subscribe(consumerOf(engine, type));
    const taken = await take(subscription, 3);
    await send(engine, type, [{ key: 'l', data: 'later' }]);
    source.hint();
    taken.push(...(await take(subscription, 1)));
    assert.deepEqual(sorted(dataOf(taken)), ['0', '1', '2', 'later']);
    assert.equal(await subscription.next(soon()), undefined);
    subscription.close();
  },

  'it comes within a few seconds where nobody gave a hint': async (engine) => {
    const type = fresh();
    const subscription = await engine.open().subscribe(consumerOf(engine, type));
    const waiting = subscription.next(AbortSignal.timeout(30_000));
    await send(engine, type, numbered(1));
    assert.deepEqual(dataOf((await waiting)?.messages ?? []), [0]);
    subscription.close();
  },

  'what was rolled back, and what others take, does not come': async (engine) => {
    const [type, other] = [fresh(), fresh()];
    const source = engine.open();
    const subscription = await source.subscribe(consumerOf(engine, type));
    const transaction = await engine.begin();
    await transaction.send(type, { key: 'k', data: 'never' });
    await transaction.rollback();
    await send(engine, other, numbered(1));
    source.hint();
    assert.equal(await subscription.next(soon()), undefined);
    subscription.close();
  },

  'a message says what was sent': async (engine) => {
    const type = fresh();
    const subscription = await engine.open().subscribe(consumerOf(engine, type));
    await send(engine, type, [{ key: 'a key', data: { deep: [1, 'é', null] } }]);
    const [message] = await take(subscription, 1);
    assert.deepEqual(
      { type: message?.type, key: message?.key, data: message?.data, kind: message?.kind },
      { type, key: 'a key', data: { deep: [1, 'é', null] }, kind: engine.kind },
    );
    assert.match(message?.time ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    subscription.close();
  },

  'a crash between reading and being done: all of it comes again, marked, in whichever process': async (
    engine,
  ) => {
    const type = fresh();
    const first = await engine.open().subscribe(consumerOf(engine, type));
    await send(engine, type, numbered(4));
    const lost = await first.next(AbortSignal.timeout(60_000));
    assert.ok(lost && lost.messages.length > 0);
    first.close();
    const second = await engine.open().subscribe(consumerOf(engine, type));
    const ids: string[] = [];
    for (let left = 4; left > 0; ) {
      const batch = (await second.next(AbortSignal.timeout(60_000))) as Batch;
      if (batch.messages.some(({ id }) => lost.messages.some((one) => one.id === id)))
        assert.ok(batch.mayRepeat, 'it came before, and does not say so');
      ids.push(...batch.messages.map(({ id }) => id));
      left -= batch.messages.length;
      await second.done(batch);
    }
    assert.equal(new Set(ids).size, 4);
    second.close();
  },

  'what is done does not come again, in whichever process': async (engine) => {
    const type = fresh();
    const first = await engine.open().subscribe(consumerOf(engine, type));
    await send(engine, type, numbered(5));
    await take(first, 5);
    first.close();
    const source = engine.open();
    const second = await source.subscribe(consumerOf(engine, type));
    assert.equal(await second.next(soon()), undefined);
    await send(engine, type, [{ key: 'k', data: 'next' }]);
    source.hint();
    assert.deepEqual(dataOf(await take(second, 1)), ['next']);
    second.close();
  },

  'waiting ends with its signal, or where it is closed, and loses nothing': async (engine) => {
    const type = fresh();
    const source = engine.open();
    const subscription = await source.subscribe(consumerOf(engine, type));
    assert.equal(await subscription.next(AbortSignal.timeout(50)), undefined);
    assert.equal(await subscription.next(AbortSignal.abort()), undefined);
    await send(engine, type, numbered(1));
    source.hint();
    assert.deepEqual(dataOf(await take(subscription, 1)), [0]);
    const waiting = subscription.next(never);
    await sleep(20);
    subscription.close();
    assert.equal(await waiting, undefined);
  },

  'more than is handed out at once comes completely, a good part of it at a time': async (engine) => {
    const type = fresh();
    const subscription = await engine.open().subscribe(consumerOf(engine, type));
    await send(engine, type, numbered(4_500));
    const taken: unknown[] = [];
    let batches = 0;
    while (taken.length < 4_500) {
      const batch = (await subscription.next(AbortSignal.timeout(60_000))) as Batch;
      taken.push(...dataOf(batch.messages));
      batches += 1;
      await subscription.done(batch);
    }
    assert.equal(new Set(taken).size, 4_500);
    assert.ok(batches > 1 && batches < 100, `${batches} batches`);
    subscription.close();
  },

  'whoever comes after a thousand of one organization waits for some of them, and none is missing': async (
    engine,
  ) => {
    const type = fresh();
    const [busy, other] = [randomUUID(), randomUUID()];
    const many = numbered(1_000).map((message) => ({ ...message, organizationId: busy }));
    await send(engine, type, [...many, { key: 'k', data: 'other', organizationId: other }]);
    const subscription = await engine.open().subscribe(consumerOf(engine, type));
    const taken = await take(subscription, 1_001);
    const before = taken.findIndex(({ organizationId }) => organizationId === other);
    assert.ok(before >= 0 && before < 500, `${before} came before`);
    assert.equal(new Set(dataOf(taken)).size, 1_001);
    subscription.close();
  },

  'after connections were lost nothing is missing, whatever had to be subscribed anew': async (engine) => {
    const type = fresh();
    const source = engine.open();
    const subscriber = consumerOf(engine, type);
    let subscription = await source.subscribe(subscriber);
    const seen = new Set<unknown>();
    for (let n = 0, cut = false; seen.size < 6; ) {
      try {
        if (n < 6) {
          await send(engine, type, [{ key: `${n}`, data: n }]);
          n += 1;
        }
        source.hint();
        const batch = await subscription.next(AbortSignal.timeout(5_000));
        if (!cut && n === 3) {
          cut = true;
          await engine.cut();
        }
        for (const { data } of batch?.messages ?? []) seen.add(data);
        if (batch) await subscription.done(batch);
      } catch {
        subscription.close();
        await sleep(50);
        subscription = await source.subscribe(subscriber).catch(() => subscription);
      }
    }
    assert.deepEqual(sorted([...seen]), ['0', '1', '2', '3', '4', '5']);
    subscription.close();
  },

  'whoever has a place is known until it is forgotten': async (engine) => {
    const source = engine.open();
    const subscriber = consumerOf(engine, fresh());
    await source.register(subscriber);
    await source.register(subscriber);
    assert.ok((await source.known()).includes(subscriber.name));
    await source.forget([subscriber.name]);
    assert.ok(!(await source.known()).includes(subscriber.name));
  },
};

export const eventLogConformance: Readonly<Record<string, Case<LogSubscription>>> = {
  ...taskQueueConformance,

  'each consumer of a type gets all of it, from the beginning or from now on, as it says': async (engine) => {
    const type = fresh();
    await send(engine, type, [{ key: 'k', data: 'before' }]);
    const source = engine.open();
    const fromNow = { ...consumerOf(engine, type, `${type}.now`), fromNow: [type] };
    await source.register(fromNow);
    await send(engine, type, [{ key: 'k', data: 'after' }]);
    const [all, recent] = [
      await source.subscribe(consumerOf(engine, type, `${type}.all`)),
      await source.subscribe(fromNow),
    ];
    assert.deepEqual(dataOf(await take(all, 2)), ['before', 'after']);
    assert.deepEqual(dataOf(await take(recent, 1)), ['after']);
    all.close();
    recent.close();
  },

  'messages of one key come in the order of their commits, whichever transaction began first': async (
    engine,
  ) => {
    const type = fresh();
    const source = engine.open();
    const subscription = await source.subscribe(consumerOf(engine, type));
    const early = await engine.begin();
    await send(engine, type, [{ key: 'k', data: 'first' }]);
    source.hint();
    const taken = await take(subscription, 1);
    await early.send(type, { key: 'k', data: 'second' });
    await send(engine, type, [{ key: 'other', data: 'beside' }]);
    await early.commit();
    await send(engine, type, [{ key: 'k', data: 'third' }]);
    source.hint();
    taken.push(...(await take(subscription, 3)));
    const ofKey = taken.filter(({ key }) => key === 'k');
    assert.deepEqual(dataOf(ofKey), ['first', 'second', 'third']);
    subscription.close();
  },

  'the order holds across batches and subscriptions': async (engine) => {
    const type = fresh();
    await send(engine, type, numbered(3_000));
    const first = await engine.open().subscribe(consumerOf(engine, type));
    const batch = (await first.next(never)) as Batch;
    await first.done(batch);
    first.close();
    const second = await engine.open().subscribe(consumerOf(engine, type));
    const rest = await take(second, 3_000 - batch.messages.length);
    assert.deepEqual(
      dataOf([...batch.messages, ...rest]),
      Array.from({ length: 3_000 }, (_, n) => n),
    );
    second.close();
  },

  'a step is made with the transaction of the effects, or not at all': async (engine) => {
    const type = fresh();
    await send(engine, type, numbered(3));
    const first = await engine.open().subscribe(consumerOf(engine, type));
    const batch = (await first.next(never)) as Batch;
    const undone = await engine.begin();
    await undone.run(first.step(batch).statement);
    await undone.rollback();
    first.close();
    const second = await engine.open().subscribe(consumerOf(engine, type));
    const again = (await second.next(never)) as Batch;
    assert.deepEqual(dataOf(again.messages), [0, 1, 2]);
    const step = second.step(again, again.messages[1]);
    const done = await engine.begin();
    await done.run(step.statement);
    await done.commit();
    step.committed();
    // Killed before it could say more.
    second.close();
    const third = await engine.open().subscribe(consumerOf(engine, type));
    assert.deepEqual(dataOf(await take(third, 1)), [2]);
    third.close();
  },

  'of two that read for one consumer, one makes the step, and the other is told': async (engine) => {
    const type = fresh();
    await send(engine, type, numbered(2));
    const readers = [engine.open(), engine.open()];
    const subscriptions = await Promise.all(readers.map((one) => one.subscribe(consumerOf(engine, type))));
    const outcomes: string[] = [];
    for (const subscription of subscriptions) {
      const batch = (await subscription.next(never)) as Batch;
      const transaction = await engine.begin();
      try {
        await transaction.run(subscription.step(batch).statement);
        await transaction.commit();
        outcomes.push('made');
      } catch (error) {
        await transaction.rollback();
        outcomes.push(String((error as { constraint?: string }).constraint));
        await assert.rejects(subscription.done(batch));
      }
      subscription.close();
    }
    assert.deepEqual(outcomes, ['made', 'consumers_cursor']);
  },
};
