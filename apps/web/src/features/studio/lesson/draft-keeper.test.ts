import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KernosError, TransportError } from '@kernos/kernel/errors';
import { DraftKeeper, type Saved, type Text, type Unsaved } from './draft-keeper.ts';

/** A server with one lesson, and the storage of a tab. `failing` is thrown by the next saving. */
function desk(markdown = 'As it was.') {
  const world = {
    lesson: { title: 'Lesson', markdown, version: 1 } as Saved,
    failing: undefined as Error | undefined,
    ended: false,
    kept: undefined as Unsaved | undefined,
  };
  const write = async (changed: Partial<Text>, version: number): Promise<Saved> => {
    const { failing } = world;
    world.failing = undefined;
    if (failing) throw failing;
    if (version !== world.lesson.version) throw new KernosError('version-conflict', 412, 'changed');
    world.lesson = { ...world.lesson, ...changed, version: version + 1 };
    return world.lesson;
  };
  const open = () =>
    new DraftKeeper(
      { write, fetch: async () => world.lesson, ended: () => world.ended },
      {
        read: () => world.kept,
        write: (unsaved) => {
          world.kept = unsaved;
        },
      },
    );
  return { world, open };
}

test('a session that ends in the middle loses nothing: the text waits, also for another page', async () => {
  const { world, open } = desk();
  const keeper = open();
  keeper.load(world.lesson);
  keeper.type({ markdown: 'Written.' });
  world.failing = new KernosError('unauthenticated', 401, 'sign in');
  await keeper.save();
  assert.equal(keeper.read()?.status, 'signed-out');
  assert.equal(world.kept?.text.markdown, 'Written.');
  const reloaded = open();
  reloaded.load(world.lesson);
  assert.equal(reloaded.read()?.text.markdown, 'Written.');
  await reloaded.save();
  assert.equal(world.lesson.markdown, 'Written.');
  assert.equal(world.kept, undefined, 'what the server has needs no copy');
});

test('what is typed while it is being saved is saved after it', async () => {
  const { world, open } = desk();
  const keeper = open();
  keeper.load(world.lesson);
  keeper.type({ markdown: 'One' });
  const saving = keeper.save();
  keeper.type({ markdown: 'One, two' });
  await saving;
  assert.equal(keeper.read()?.status, 'typing');
  await keeper.save();
  assert.deepEqual([world.lesson.markdown, keeper.read()?.status], ['One, two', 'saved']);
});

test('a lost connection keeps it; a text of somebody else is never overwritten unasked', async () => {
  const { world, open } = desk();
  const keeper = open();
  keeper.load(world.lesson);
  keeper.type({ markdown: 'Mine' });
  world.failing = new TransportError('away');
  await keeper.save();
  assert.equal(keeper.read()?.status, 'offline');
  world.lesson = { ...world.lesson, markdown: 'Theirs', version: 2 };
  await keeper.save();
  const state = keeper.read();
  assert.deepEqual(
    [state?.status, state?.theirs?.markdown, state?.text.markdown, state?.base?.markdown],
    ['conflict', 'Theirs', 'Mine', 'As it was.'],
  );
  assert.equal(world.lesson.markdown, 'Theirs');
  keeper.settle({ title: 'Lesson', markdown: 'Both' });
  await new Promise(setImmediate);
  assert.deepEqual([world.lesson.markdown, keeper.read()?.status], ['Both', 'saved']);
});

test('a lesson that was only moved meanwhile is no conflict', async () => {
  const { world, open } = desk();
  const keeper = open();
  keeper.load(world.lesson);
  world.lesson = { ...world.lesson, version: 5 };
  keeper.type({ markdown: 'Mine' });
  await keeper.save();
  assert.deepEqual(
    [world.lesson.markdown, world.lesson.version, keeper.read()?.status],
    ['Mine', 6, 'saved'],
  );
});
