/** What every engine behind `Listener` must do: a case a sentence, each on an engine of its own and somebody who sends. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Acknowledgement, Listener, RawMessage } from './listener.ts';

/** Of one message, at the engine under test. */
export const MAX_BYTES = 10_000;

export interface ListenerUnderTest extends AsyncDisposable {
  readonly listener: Listener;
  /** How many small messages it may hold that are not settled. */
  readonly atMost: number;
  /** Must be called once the listener has started; the sender is connected then. */
  connect(address: string): Promise<void>;
  send(...bodies: readonly Buffer[]): Promise<void>;
  /** How many messages were acknowledged, as the protocol has it. */
  acknowledged(): number;
  /** Does what a sender of this protocol does where something was not acknowledged: connects again, sends it again. */
  again(): Promise<void>;
}

const DONE: Acknowledgement = { reply: Buffer.from('done'), isWelcome: true };

/** Takes messages and settles them when the test says so. */
function taker() {
  const taken: { readonly raw: RawMessage; done(): void; failed(): void }[] = [];
  const cutOff: string[] = [];
  const take = (raw: RawMessage) =>
    new Promise<Acknowledgement>((resolve, reject) => {
      taken.push({ raw, done: () => resolve(DONE), failed: () => reject(new Error('not taken')) });
    });
  return { taken, take, cutOff, onCutOff: (reason: string) => void cutOff.push(reason) };
}

async function until(isThere: () => boolean, what: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; !isThere(); await sleep(5))
    assert.ok(Date.now() < deadline, `waited in vain until ${what}`);
}

const texts = (taken: readonly { readonly raw: RawMessage }[]) => taken.map(({ raw }) => raw.body.toString());

async function begun({ listener, connect }: ListenerUnderTest) {
  const side = taker();
  await connect(await listener.start(side.take, side.onCutOff));
  return side;
}

export const listenerConformance: Readonly<Record<string, (engine: ListenerUnderTest) => Promise<void>>> = {
  'a message arrives as it was sent, and is acknowledged once it is taken': async (engine) => {
    const { taken } = await begun(engine);
    const body = Buffer.from(Array.from({ length: 9_000 }, (_, n) => 32 + (n % 90)));
    await engine.send(body);
    await until(() => taken.length === 1, 'it arrives');
    assert.ok(taken[0]?.raw.body.equals(body));
    assert.equal(engine.acknowledged(), 0);
    taken[0]?.done();
    await until(() => engine.acknowledged() === 1, 'it is acknowledged');
  },

  'what could not be taken is not acknowledged, and comes again': async (engine) => {
    const { taken } = await begun(engine);
    await engine.send(Buffer.from('one'));
    await until(() => taken.length === 1, 'it arrives');
    taken[0]?.failed();
    await engine.again();
    await until(() => taken.length === 2, 'it comes again');
    assert.equal(engine.acknowledged(), 0);
    assert.deepEqual(texts(taken), ['one', 'one']);
    taken[1]?.done();
    await until(() => engine.acknowledged() === 1, 'it is acknowledged');
  },

  'messages are acknowledged in the order in which they came, whichever is done first': async (engine) => {
    const { taken } = await begun(engine);
    await engine.send(...['a', 'b', 'c'].map((text) => Buffer.from(text)));
    await until(() => taken.length === 3, 'they arrive');
    assert.deepEqual(texts(taken), ['a', 'b', 'c']);
    taken[2]?.done();
    taken[1]?.done();
    // Whatever was to be sent would be on its way by now.
    await sleep(50);
    assert.equal(engine.acknowledged(), 0);
    taken[0]?.done();
    await until(() => engine.acknowledged() === 3, 'all are acknowledged');
  },

  'what is under way is bounded, and everything arrives in the end': async (engine) => {
    const { taken } = await begun(engine);
    const count = 3 * engine.atMost;
    const sending = engine.send(
      ...Array.from({ length: count }, (_, n) => Buffer.from(`${n} ${'x'.repeat(1_000)}`)),
    );
    let settled = 0;
    let most = 0;
    await until(() => taken.length > 0, 'the first arrives');
    while (settled < count) {
      await until(() => taken.length > settled, `message ${settled} arrives`);
      // Looks how far it goes by itself.
      for (let before = -1; before !== taken.length; await sleep(20)) before = taken.length;
      most = Math.max(most, taken.length - settled);
      for (; settled < taken.length; settled += 1) taken[settled]?.done();
    }
    await sending;
    assert.ok(most <= engine.atMost, `${most} were under way`);
    assert.deepEqual(
      taken.map(({ raw }) => Number.parseInt(raw.body.toString(), 10)),
      Array.from({ length: count }, (_, n) => n),
    );
  },

  'what is too large is cut off and counted, and what comes then is taken': async (engine) => {
    const { taken, cutOff } = await begun(engine);
    await engine.send(Buffer.alloc(MAX_BYTES + 1, 'x'));
    await until(() => cutOff.includes('too-large'), 'it is cut off');
    // What was kept of it, where the engine can, is taken as a fault.
    assert.ok(taken.every(({ raw }) => raw.fault?.includes(`${MAX_BYTES}`)));
    for (const { done } of taken.splice(0)) done();
    await engine.again();
    await engine.send(Buffer.from('small'));
    await until(() => taken.length === 1, 'the other arrives');
    assert.deepEqual(texts(taken), ['small']);
    taken[0]?.done();
  },

  'stopping lets what was taken end and be acknowledged, and takes nothing more': async (engine) => {
    const { taken } = await begun(engine);
    await engine.send(Buffer.from('last'));
    await until(() => taken.length === 1, 'it arrives');
    const stopped = engine.listener.stop();
    taken[0]?.done();
    await stopped;
    await until(() => engine.acknowledged() === 1, 'it is acknowledged');
    assert.equal(taken.length, 1);
  },
};
