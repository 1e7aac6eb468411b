/** What somebody wrote is never lost, and never replaces what was written elsewhere unasked. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { KernosError, TransportError } from '@kernos/kernel/errors';
import { DraftKeeper, type Saved, type Unsaved } from './draft-keeper.ts';

type Lesson = { readonly title: string; readonly markdown: string };

/** A server with one lesson, and the storage of a tab. `refuse` says what becomes of the next savings. */
function desk(markdown = 'As it was.') {
  const world = {
    lesson: { title: 'Lesson', markdown, version: 1 } as Saved<Lesson>,
    refuse: undefined as Error | undefined,
    ended: false,
    kept: undefined as Unsaved<Lesson> | undefined,
    writes: [] as Partial<Lesson>[],
  };
  const write = async (changed: Partial<Lesson>, version: number): Promise<Saved<Lesson>> => {
    if (world.refuse) throw world.refuse;
    if (version !== world.lesson.version) throw new KernosError('version-conflict', 412, 'changed');
    world.writes.push(changed);
    world.lesson = { ...world.lesson, ...changed, version: version + 1 };
    return world.lesson;
  };
  const open = () => {
    const keeper = new DraftKeeper<Lesson>(
      { title: '', markdown: '' },
      {
        write,
        fetch: async () => world.lesson,
        ended: () => world.ended,
        isComplete: ({ title }) => title !== '',
      },
      {
        read: () => world.kept,
        write: (unsaved) => {
          world.kept = unsaved;
        },
      },
    );
    keeper.load(world.lesson);
    return keeper;
  };
  return { world, open };
}

const passed = async (ms: number) => {
  mock.timers.tick(ms);
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

test('it saves a moment after the last letter, once, only what changed, and forgets the copy', async () => {
  const { world, open } = desk();
  const keeper = open();
  for (const markdown of ['W', 'We', 'Wet', 'Wet clay']) {
    keeper.type({ markdown });
    await passed(300);
  }
  assert.deepEqual(world.writes, []);
  assert.equal(world.kept?.draft.markdown, 'Wet clay');
  await passed(900);
  assert.deepEqual(world.writes, [{ markdown: 'Wet clay' }]);
  assert.equal(keeper.read()?.status, 'saved');
  assert.equal(world.kept, undefined, 'what the server has needs no copy');
});

test('what is typed while it is being saved is saved after it', async () => {
  const { world, open } = desk();
  const keeper = open();
  keeper.type({ markdown: 'One' });
  const saving = keeper.save();
  keeper.type({ markdown: 'One, two' });
  await saving;
  assert.equal(keeper.read()?.status, 'typing');
  await passed(900);
  assert.deepEqual([world.lesson.markdown, keeper.read()?.status], ['One, two', 'saved']);
});

test('whoever leaves during a save loses no letter: it saves those too, without a pause', async () => {
  const { world, open } = desk();
  const keeper = open();
  keeper.type({ markdown: 'One' });
  void keeper.save();
  assert.equal(keeper.isAtRisk, false);
  keeper.type({ markdown: 'One, two' });
  assert.equal(keeper.isAtRisk, true, 'a page that is closed now would lose them, and asks');
  await keeper.save();
  assert.equal(world.lesson.markdown, 'One, two');
  assert.equal(keeper.isAtRisk, false);
});

test('an answer that was lost is no conflict, also where more was typed meanwhile', async () => {
  const { world, open } = desk();
  const keeper = open();
  world.refuse = new TransportError('away');
  keeper.type({ markdown: 'On the train' });
  await passed(900);
  assert.equal(keeper.read()?.status, 'waiting');
  // The first try had arrived after all.
  world.lesson = { ...world.lesson, markdown: 'On the train', version: 2 };
  world.refuse = undefined;
  keeper.type({ markdown: 'On the train, and off it' });
  await passed(5_000);
  assert.deepEqual([world.lesson.markdown, keeper.read()?.status], ['On the train, and off it', 'saved']);
});

test('a text of somebody else is never overwritten unasked', async () => {
  const { world, open } = desk();
  const keeper = open();
  world.lesson = { ...world.lesson, markdown: 'Theirs', version: 2 };
  keeper.type({ markdown: 'Mine' });
  await passed(900);
  const state = keeper.read();
  assert.deepEqual(
    [state?.status, state?.theirs?.markdown, state?.draft.markdown, state?.base?.markdown],
    ['conflict', 'Theirs', 'Mine', 'As it was.'],
  );
  keeper.type({ markdown: 'Mine, more' });
  await passed(20_000);
  assert.equal(world.lesson.markdown, 'Theirs');
  assert.equal(world.kept?.draft.markdown, 'Mine, more');
  assert.equal(keeper.isAtRisk, true);
  keeper.settle({ title: 'Lesson', markdown: 'Both' });
  await passed(0);
  assert.deepEqual([world.lesson.markdown, keeper.read()?.status], ['Both', 'saved']);
});

test('a lesson that was only moved meanwhile is no conflict', async () => {
  const { world, open } = desk();
  const keeper = open();
  world.lesson = { ...world.lesson, version: 5 };
  keeper.type({ markdown: 'Mine' });
  await keeper.save();
  assert.deepEqual(
    [world.lesson.markdown, world.lesson.version, keeper.read()?.status],
    ['Mine', 6, 'saved'],
  );
});

test('a session that ends in the middle loses nothing: it waits, also for another page', async () => {
  const { world, open } = desk();
  const keeper = open();
  keeper.type({ markdown: 'Half a sentence' });
  world.refuse = new KernosError('unauthenticated', 401, 'sign in');
  world.ended = true;
  await keeper.save();
  assert.equal(keeper.read()?.status, 'signed-out');
  keeper.type({ markdown: 'Half a sentence, and the rest' });
  await passed(900);
  assert.deepEqual(world.writes, []);
  world.refuse = undefined;
  world.ended = false;
  const reloaded = open();
  assert.equal(reloaded.read()?.draft.markdown, 'Half a sentence, and the rest');
  await reloaded.save();
  assert.equal(world.lesson.markdown, 'Half a sentence, and the rest');
});

test('a draft that a closed page left meets a newer text as a conflict', async () => {
  const { world, open } = desk();
  world.kept = {
    draft: { title: 'Lesson', markdown: 'From the old page' },
    base: { title: 'Lesson', markdown: 'Before' },
    version: 0,
  };
  const keeper = open();
  assert.equal(keeper.read()?.status, 'conflict');
  assert.equal(keeper.read()?.draft.markdown, 'From the old page');
  assert.equal(world.lesson.markdown, 'As it was.');
});

test('what the server refuses is kept and said, and can be tried again', async () => {
  const { world, open } = desk();
  const keeper = open();
  world.refuse = new KernosError('invalid-input', 400, 'Too long.');
  keeper.type({ markdown: 'Words' });
  await passed(900);
  assert.deepEqual([keeper.read()?.status, keeper.read()?.error?.message], ['refused', 'Too long.']);
  assert.equal(world.kept?.draft.markdown, 'Words');
  world.refuse = undefined;
  await keeper.save();
  assert.equal(world.lesson.markdown, 'Words');
});

test('a title that is empty for a moment is not sent', async () => {
  const { world, open } = desk();
  const keeper = open();
  keeper.type({ title: '' });
  await passed(5_000);
  assert.deepEqual(world.writes, []);
  keeper.type({ title: 'Clay' });
  await passed(900);
  assert.deepEqual(world.writes, [{ title: 'Clay' }]);
});
