/** What every engine behind `Hints` must do: a case a sentence. As hints may be lost, each is sent until it is heard. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hint, Hints } from './hints.ts';

export interface HintsUnderTest {
  /** As one more process of the system has it; the test closes it. */
  open(): Hints;
  /** Breaks every connection that there is. */
  cut(): Promise<void>;
  /** Behind which there is nothing. */
  readonly broken: Hints;
}

function ear(hints: Hints) {
  const heard: Hint[] = [];
  return { heard, stop: hints.listen((hint) => heard.push(hint)) };
}

/** Does it again and again until it has come to something. */
async function until(done: () => boolean, again: () => void = () => undefined): Promise<void> {
  for (const deadline = Date.now() + 60_000; !done(); await sleep(20)) {
    assert.ok(Date.now() < deadline, 'in vain');
    again();
  }
}

/** Two processes that know of each other. */
async function pair({ open }: HintsUnderTest) {
  const [one, other] = [open(), open()];
  const [atOne, atOther] = [ear(one), ear(other)];
  await until(
    () => atOther.heard.includes('committed') && atOne.heard.includes('committed'),
    () => {
      one.send('committed');
      other.send('committed');
    },
  );
  const close = () => Promise.all([one.close(), other.close()]);
  return { one, other, atOne, atOther, close };
}

export const hintsConformance: Readonly<Record<string, (engine: HintsUnderTest) => Promise<void>>> = {
  'what a process sends reaches all others, as it is, and not itself': async (engine) => {
    const { one, atOne, atOther, close } = await pair(engine);
    const third = engine.open();
    const atThird = ear(third);
    await until(
      () => atOther.heard.includes('revived') && atThird.heard.includes('revived'),
      () => one.send('revived'),
    );
    assert.ok(!atOne.heard.includes('revived'));
    await Promise.all([close(), third.close()]);
  },

  'the last one of a burst is heard after all of it was sent': async (engine) => {
    const { one, other, atOther, close } = await pair(engine);
    await until(
      () => atOther.heard.at(-1) === 'revived',
      () => {
        for (let n = 0; n < 1_000; n += 1) one.send('committed');
        one.send('revived');
      },
    );
    assert.ok(atOther.heard.length < 1_000, 'each was told by itself');
    await close();
    void other;
  },

  'whoever stops listening hears nothing more, and the others of its process do': async (engine) => {
    const { one, other, atOther, close } = await pair(engine);
    const second = ear(other);
    atOther.stop();
    const had = atOther.heard.length;
    await until(
      () => second.heard.includes('revived'),
      () => one.send('revived'),
    );
    assert.equal(atOther.heard.length, had);
    await close();
  },

  'after a connection was lost each hint there is counts as given, and what comes is heard again': async (
    engine,
  ) => {
    const { one, atOther, close } = await pair(engine);
    atOther.heard.length = 0;
    await engine.cut();
    await until(() => atOther.heard.includes('committed') && atOther.heard.includes('revived'));
    atOther.heard.length = 0;
    await until(
      () => atOther.heard.length > 0,
      () => one.send('committed'),
    );
    await close();
  },

  'a process that does not listen can send, and what it sent before it closed is out': async (engine) => {
    const { atOther, close } = await pair(engine);
    atOther.heard.length = 0;
    const operator = engine.open();
    operator.send('revived');
    await operator.close();
    await until(() => atOther.heard.includes('revived'));
    await close();
  },

  'where nothing is behind it, sending, listening and closing do no harm': async ({ broken }) => {
    broken.listen(() => assert.fail('nobody can have said anything'));
    broken.send('committed');
    await broken.close();
  },
};
