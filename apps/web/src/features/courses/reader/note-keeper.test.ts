/** What somebody typed is never lost, and never replaces what was written elsewhere unasked. */
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { KernosError, TransportError } from '@kernos/kernel/errors';
import { type DraftStore, type Note, noteKeeper } from './note-keeper.ts';

type Draft = ReturnType<DraftStore['read']>;

/** A server with one note, as the contract has it, and a browser that keeps one draft. */
function world(note: Note = { text: '', version: 0 }) {
  const server = { note, writes: 0, refuse: undefined as (() => Error | undefined) | undefined };
  const browser = { draft: undefined as Draft, ended: false };
  const open = () =>
    noteKeeper(
      {
        write: async (text, version) => {
          const refused = server.refuse?.();
          if (refused) throw refused;
          if (version !== server.note.version) throw new KernosError('version-conflict', 412, 'Changed.');
          server.writes += 1;
          server.note = { text, version: version + 1 };
          return server.note;
        },
        fetch: async () => server.note,
        ended: () => browser.ended,
      },
      {
        read: () => browser.draft,
        write: (draft) => {
          browser.draft = draft;
        },
      },
    );
  return { server, browser, open };
}

const settled = async (ms: number) => {
  mock.timers.tick(ms);
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

test('it saves a moment after the last letter, once, and forgets the draft', async () => {
  const { server, browser, open } = world();
  const keeper = open();
  keeper.load(server.note);
  for (const text of ['W', 'We', 'Wet', 'Wet clay']) {
    keeper.type(text);
    await settled(300);
  }
  assert.equal(server.writes, 0);
  assert.deepEqual(browser.draft, { text: 'Wet clay', version: 0 });
  await settled(900);
  assert.deepEqual(server.note, { text: 'Wet clay', version: 1 });
  assert.equal(keeper.read()?.status, 'kept');
  assert.equal(browser.draft, undefined);
});

test('what is typed while it saves is saved after it, by the new version', async () => {
  const { server, open } = world();
  const keeper = open();
  keeper.load(server.note);
  keeper.type('One');
  const saving = keeper.save();
  keeper.type('One, two');
  await saving;
  assert.equal(keeper.read()?.status, 'typing');
  await settled(900);
  assert.deepEqual(server.note, { text: 'One, two', version: 2 });
});

test('what was written elsewhere is shown, not replaced, until somebody chooses', async () => {
  const { server, browser, open } = world({ text: 'Before', version: 3 });
  const keeper = open();
  keeper.load(server.note);
  server.note = { text: 'Elsewhere', version: 4 };
  keeper.type('Here');
  await settled(900);
  assert.equal(keeper.read()?.status, 'conflict');
  assert.equal(keeper.read()?.theirs?.text, 'Elsewhere');
  keeper.type('Here, more');
  await settled(20_000);
  assert.deepEqual(server.note, { text: 'Elsewhere', version: 4 });
  assert.equal(browser.draft?.text, 'Here, more');
  keeper.settle('Elsewhere\n\nHere, more');
  await settled(0);
  assert.deepEqual(server.note, { text: 'Elsewhere\n\nHere, more', version: 5 });
  assert.equal(keeper.read()?.status, 'kept');
});

test('without a connection it waits and tries again; an answer that was lost is no conflict', async () => {
  const { server, browser, open } = world();
  const keeper = open();
  keeper.load(server.note);
  server.refuse = () => new TransportError('No way through');
  keeper.type('On the train');
  await settled(900);
  assert.equal(keeper.read()?.status, 'waiting');
  assert.equal(browser.draft?.text, 'On the train');
  // The first try had arrived after all.
  server.note = { text: 'On the train', version: 1 };
  server.refuse = undefined;
  await settled(8_000);
  assert.equal(keeper.read()?.status, 'kept');
  keeper.type('Arrived');
  await settled(900);
  assert.deepEqual(server.note, { text: 'Arrived', version: 2 });
});

test('when the session ends nothing is sent, and nothing is lost, until it goes on', async () => {
  const { server, browser, open } = world();
  const keeper = open();
  keeper.load(server.note);
  server.refuse = () => {
    browser.ended = true;
    return new KernosError('unauthenticated', 401, 'Sign in.');
  };
  keeper.type('Half a sentence');
  await settled(900);
  assert.equal(keeper.read()?.status, 'signed-out');
  keeper.type('Half a sentence, and the rest');
  await settled(900);
  assert.equal(server.writes, 0);
  server.refuse = undefined;
  browser.ended = false;
  await keeper.save();
  assert.equal(server.note.text, 'Half a sentence, and the rest');
});

test('a draft that a closed page left is taken up; against a newer note it is a conflict', async () => {
  const { server, browser, open } = world({ text: 'Old', version: 1 });
  browser.draft = { text: 'Old, and new', version: 1 };
  const keeper = open();
  keeper.load(server.note);
  assert.equal(keeper.read()?.text, 'Old, and new');
  await settled(900);
  assert.deepEqual(server.note, { text: 'Old, and new', version: 2 });
  browser.draft = { text: 'From the old page', version: 1 };
  const later = open();
  later.load(server.note);
  assert.equal(later.read()?.status, 'conflict');
  assert.equal(later.read()?.text, 'From the old page');
  assert.equal(server.note.text, 'Old, and new');
});

test('what the server refuses is kept and said, and can be tried again', async () => {
  const { server, browser, open } = world();
  const keeper = open();
  keeper.load(server.note);
  server.refuse = () => new KernosError('invalid-input', 400, 'Too long.');
  keeper.type('Words');
  await settled(900);
  assert.equal(keeper.read()?.status, 'refused');
  assert.equal(keeper.read()?.error?.message, 'Too long.');
  assert.equal(browser.draft?.text, 'Words');
  server.refuse = undefined;
  await keeper.save();
  assert.equal(server.note.text, 'Words');
});
