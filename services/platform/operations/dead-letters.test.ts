/** What an administrator does about messages that failed for good. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { listDeadLetters, replayPlatform } from '@kernos/kernel/dead-letters';
import { administration } from '@kernos/kernel/declarations';
import { Store } from '@kernos/kernel/store';
import { startTestSystem } from '@kernos/kernel/testing';
import { notes, notesService } from '@kernos/kernel/testing/notes';
import { operations } from './contract.ts';
import { operationsService } from './service.ts';

let broken = true;
const system = await startTestSystem({
  services: [
    { ...operationsService, declares: [administration(['admin'])] },
    notesService((n) => {
      if (broken && n === 1) throw new Error('the copier is out of paper');
    }),
  ],
});
after(() => system[Symbol.asyncDispose]());
const admin = system.person(['admin', 'writer']);
const api = system.client(operations, admin);

/** Attempts are seconds apart; a test need not wait for them. */
async function untilDead(): Promise<void> {
  const deadline = Date.now() + 60_000;
  while ((await api.deadLetters({})).items.length === 0) {
    assert.ok(Date.now() < deadline, 'it never died');
    await system.sql({
      text: `UPDATE kernel.deliveries SET next_attempt_at = now() WHERE state = 'waiting'`,
    });
    await sleep(50);
  }
}

test('a dead message is listed with its error, for its organization alone, and its replay has its effect once', async () => {
  const note = await system.client(notes, admin).write({ text: 'three copies', copies: 3 });
  await untilDead();
  const [letter] = (await api.deadLetters({ consumer: 'notes' })).items;
  assert.match(letter?.error ?? '', /out of paper/);
  assert.equal(letter?.type, 'note.copied');
  assert.deepEqual(letter?.data, { noteId: note.id, n: 1 });

  const stranger = system.client(operations, system.person(['admin']));
  assert.deepEqual((await stranger.deadLetters({})).items, []);
  const id = letter?.id ?? '';
  await assert.rejects(stranger.replayDeadLetter({ deadLetterId: id }), { code: 'not-found' });

  broken = false;
  await api.replayDeadLetter({ deadLetterId: id });
  await assert.rejects(api.replayDeadLetter({ deadLetterId: id }), { code: 'not-found' });
  await system.settled();
  assert.deepEqual((await api.deadLetters({})).items, []);
  const { rows } = await system.sql<{ n: number }>({
    text: 'SELECT n FROM notes.copies WHERE note_id = $1 ORDER BY n',
    values: [note.id],
  });
  assert.deepEqual(
    rows.map(({ n }) => n),
    [0, 1, 2],
  );
});

test('a message that is put aside can be taken back, and all of a consumer’s can be tried again at once', async () => {
  const bury = async (consumer: string) => {
    const { rows } = await system.sql<{ id: string }>({
      text: `INSERT INTO kernel.deliveries (consumer, message_id, position, logged_at, key, organization_id, message, state, error)
             VALUES ($1, gen_random_uuid(), 1, now(), 'k', $2, '{"type": "note.copied", "data": {}}', 'dead', 'x') RETURNING id`,
      values: [consumer, admin.organizationId],
    });
    return rows[0]?.id ?? '';
  };
  const [one, two, other] = [await bury('nobody'), await bury('nobody'), await bury('somebody')];
  const stranger = system.client(operations, system.person(['admin']));
  await assert.rejects(stranger.discardDeadLetter({ deadLetterId: one }), { code: 'not-found' });
  assert.deepEqual(await stranger.replayDeadLetters({}), { replayed: 0 });

  await api.discardDeadLetter({ deadLetterId: one });
  await assert.rejects(api.replayDeadLetter({ deadLetterId: one }), { code: 'not-found' });
  const ids = async (state: 'dead' | 'discarded') =>
    (await api.deadLetters({ state })).items.map(({ id }) => id);
  assert.deepEqual(await ids('discarded'), [one]);
  assert.deepEqual(await ids('dead'), [other, two]);
  const first = await api.deadLetters({ limit: 1 });
  const second = await api.deadLetters({ limit: 1, cursor: first.nextCursor ?? '' });
  assert.deepEqual(
    [...first.items, ...second.items].map(({ id }) => id),
    [other, two],
  );

  await api.restoreDeadLetter({ deadLetterId: one });
  await assert.rejects(api.restoreDeadLetter({ deadLetterId: one }), { code: 'not-found' });
  assert.deepEqual(await api.replayDeadLetters({ consumer: 'nobody' }), { replayed: 2 });
  assert.deepEqual(await ids('dead'), [other]);
  const { items } = await api.audit({ call: 'operations', outcome: 'done', limit: 4 });
  assert.deepEqual(
    items.map(({ call }) => call),
    [
      'operations.replayDeadLetters',
      'operations.restoreDeadLetter',
      'operations.discardDeadLetter',
      'operations.replayDeadLetter',
    ],
  );
  await system.sql({ text: `DELETE FROM kernel.deliveries` });
});

test('a message of no organization is for whoever runs the system alone: its number is in the metrics, the command line replays it', async () => {
  const { rows } = await system.sql<{ id: string }>({
    text: `INSERT INTO kernel.deliveries (consumer, message_id, position, logged_at, key, message, state, error)
           VALUES ('notes', gen_random_uuid(), 1, now(), 'k', '{"type": "note.copied", "data": {}}', 'dead', 'x') RETURNING id`,
  });
  assert.deepEqual((await api.deadLetters({})).items, []);
  await assert.rejects(api.replayDeadLetter({ deadLetterId: rows[0]?.id ?? '' }), { code: 'not-found' });
  assert.match(await (await fetch(`${system.url}/metrics`)).text(), /^dead_letters 1$/m);

  const store = new Store(system.system.databaseUrl, { connections: 1 });
  const items = await listDeadLetters(store, null, { state: 'dead', limit: 10 });
  assert.deepEqual(
    items.map(({ id }) => id),
    [rows[0]?.id],
  );
  assert.equal(await replayPlatform(store, 'somebody'), 0);
  assert.equal(await replayPlatform(store), 1);
  await store.close();
  const { rows: record } = await system.sql<{ body: unknown }>({
    text: `SELECT body FROM kernel.audit WHERE organization_id IS NULL AND actor_name = 'operator' ORDER BY id`,
  });
  assert.deepEqual(
    record.map(({ body }) => body),
    [{ consumer: 'somebody', replayed: 0 }, { replayed: 1 }],
  );
});
