/** The kernel as one: a real system with one small service, over real HTTP. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { operations } from '../src/operations/contract.ts';
import { startTestSystem } from '../src/testing.ts';
import { notes, notesService } from './notes/notes.ts';

const system = await startTestSystem({ services: [notesService()] });
after(() => system[Symbol.asyncDispose]());
const writer = system.person(['writer']);
const stranger = system.person(['writer']);
const mine = system.client(notes, writer);

const codeOf = (code: string) => (error: unknown) => (error as { code: string }).code === code;

test('a call writes its row and its events in one transaction, and consumers see them once', async () => {
  const note = await mine.write({ text: 'hello', copies: 20 });
  await system.settled();
  const { rows } = await system.sql<{ n: number }>({
    text: 'SELECT n FROM notes.copies WHERE note_id = $1 ORDER BY at',
    values: [note.id],
  });
  assert.deepEqual(
    rows.map(({ n }) => n),
    Array.from({ length: 20 }, (_, n) => n),
  );
});

test('a failed call leaves neither row nor event, and tells nothing of its inside', async () => {
  const response = await fetch(`${system.url}/api/notes`, {
    method: 'POST',
    headers: { ...system.headers(writer), 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'crash' }),
  });
  assert.equal(response.status, 500);
  const body = await response.text();
  assert.match(body, /"code":"internal"/);
  assert.doesNotMatch(body, /secret inside/);
  const { rows } = await system.sql({ text: `SELECT FROM kernel.outbox WHERE data->>'text' = 'crash'` });
  assert.equal(rows.length, 0);
});

test('another organization’s row is not found', async () => {
  const note = await mine.write({ text: 'private' });
  await assert.rejects(system.client(notes, stranger).read({ noteId: note.id }), codeOf('not-found'));
});

test('a domain error arrives with its code and status', async () => {
  await assert.rejects(
    mine.write({ text: 'refuse' }),
    (error: { code: string; status: number }) => error.code === 'note-refused' && error.status === 409,
  );
});

test('a task is done by its service after the commit', async () => {
  const note = await mine.write({ text: 'print' });
  await system.settled();
  assert.equal((await mine.read({ noteId: note.id })).text, 'printed');
});

test('a workflow runs its steps and its status can be followed', async () => {
  const note = await mine.write({ text: 'quiet' });
  const { workflowId } = await mine.shout({ noteId: note.id });
  const status = system.client(operations, writer);
  const seen: string[] = [];
  for await (const { data } of await status.workflowEvents({ workflowId })) seen.push(data.status);
  assert.equal(seen.at(-1), 'succeeded');
  const end = await status.workflowStatus({ workflowId });
  assert.deepEqual(
    end.steps.map(({ name, status: s }) => [name, s]),
    [
      ['load', 'done'],
      ['raise', 'done'],
    ],
  );
  assert.equal(end.progress, 100);
  assert.equal((await mine.read({ noteId: note.id })).text, 'QUIET');
  await assert.rejects(
    system.client(operations, stranger).workflowStatus({ workflowId }),
    codeOf('not-found'),
  );
});
