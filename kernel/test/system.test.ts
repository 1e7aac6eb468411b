/** The kernel as one: a real system with one small service, over real HTTP. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
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

test('a workflow runs its steps, and each is on record', async () => {
  const note = await mine.write({ text: 'quiet' });
  const { workflowId } = await mine.shout({ noteId: note.id });
  await system.settled();
  const { rows } = await system.sql<{ step: string; status: string; run: string }>({
    text: `SELECT s.step, s.status, w.status AS run FROM kernel.workflow_steps s JOIN kernel.workflows w ON w.id = s.workflow_id
            WHERE w.id = $1 ORDER BY s.started_at`,
    values: [workflowId],
  });
  assert.deepEqual(rows, [
    { step: 'load', status: 'done', run: 'succeeded' },
    { step: 'raise', status: 'done', run: 'succeeded' },
  ]);
  assert.equal((await mine.read({ noteId: note.id })).text, 'QUIET');
});
