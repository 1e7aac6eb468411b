/** One trace followed across services: request, events, who handled them, calls, workflow and steps. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { contract, event } from '@kernos/kernel/contract';
import { Id } from '@kernos/kernel/schemas';
import { on, service } from '@kernos/kernel/service';
import { startTestSystem, type TestPerson } from '@kernos/kernel/testing';
import { notes, notesService } from '@kernos/kernel/testing/notes';
import { operations } from './contract.ts';
import { operationsService } from './service.ts';

const echoes = contract('echoes', {
  events: { 'note.echoed': event('A note was echoed.', 'noteId', { noteId: Id }) },
});
const lastly = contract('lastly', {});

const system = await startTestSystem({
  services: [
    operationsService,
    notesService(),
    service(echoes, {
      needs: [notes],
      on: [
        on(echoes, notes.events['note.written'], 'beginning', async ({ noteId, text }, ctx) => {
          if (text !== 'shy') ctx.publish('note.echoed', { noteId });
        }),
      ],
    }),
    service(lastly, {
      needs: [echoes],
      on: [on(lastly, echoes.events['note.echoed'], 'beginning', async () => undefined)],
    }),
  ],
});
after(() => system[Symbol.asyncDispose]());
const admin = system.person(['admin', 'writer']);
const api = system.client(operations, admin);

/**
 * Waits until what began traces so far is written, which happens soon after the answer and in this order: what
 * somebody of another organization does now comes after it.
 */
async function written(): Promise<void> {
  const stranger = system.person(['writer']);
  const text = 'SELECT count(*)::int AS count FROM kernel.spans WHERE organization_id = $1';
  const deadline = Date.now() + 60_000;
  for (let found = 0; found === 0; ) {
    assert.ok(Date.now() < deadline, 'nothing is written');
    // Again, for what is too much in one second is left out.
    await system.client(notes, stranger).write({ text: 'mark' });
    await sleep(300);
    const { rows } = await system.sql<{ count: number }>({ text, values: [stranger.organizationId] });
    found = rows[0]?.count ?? 0;
  }
  await system.settled();
}

/** The newest trace of a call. */
async function newest(call: string, person: TestPerson = admin) {
  await written();
  const { items } = await system.client(operations, person).traces({ q: call, limit: 1 });
  assert.ok(items[0], `there is no trace of ${call}`);
  return items[0];
}

describe('a trace', () => {
  test('leads from the request over its events to whoever handled them, and what came of that', async () => {
    const note = await system.client(notes, admin).write({ text: 'print' });
    await system.settled();
    const summary = await newest('notes.write');
    assert.equal(summary.title, 'Writes a note');
    assert.deepEqual(
      [summary.method, summary.route, summary.status, summary.actorId],
      ['POST', '/api/notes', 201, admin.userId],
    );
    const trace = await api.trace({ traceId: summary.traceId });
    const shape = trace.nodes.map(({ depth, kind, name }) => `${'  '.repeat(depth)}${kind} ${name}`);
    const find = (kind: string, name: string) => {
      const node = trace.nodes.find((one) => one.kind === kind && one.name === name);
      assert.ok(node, `${kind} ${name} is not in ${shape.join(', ')}`);
      return node;
    };
    const parentOf = (id: string | null) => trace.nodes.find((node) => node.id === id);
    const [request, writing, echo, echoed, last] = [
      find('request', 'notes.write'),
      find('event', 'note.written'),
      find('consumer', 'echoes'),
      find('event', 'note.echoed'),
      find('consumer', 'lastly'),
    ];
    assert.equal(request.parentId, null);
    assert.equal(parentOf(writing.parentId), request);
    assert.equal(parentOf(echo.parentId), writing);
    assert.equal(parentOf(echoed.parentId), echo);
    assert.equal(parentOf(last.parentId), echoed);
    assert.equal(parentOf(find('task', 'notes.print').parentId), request);
    assert.deepEqual([writing.subject, writing.data], [note.id, { noteId: note.id, text: 'print' }]);
    assert.deepEqual(trace.services, ['notes', 'echoes', 'lastly']);
    assert.ok(trace.settled);
    for (const node of trace.nodes) {
      assert.equal(node.status, 'done', node.name);
      assert.ok(node.startedAt !== null, node.name);
      assert.ok(node.kind === 'event' || (node.durationMs ?? -1) >= 0, node.name);
    }
    assert.deepEqual([echo.attempts, last.attempts], [1, 1]);
  });

  test('holds calls between services, and a workflow with its steps', async () => {
    const { id: noteId } = await system.client(notes, admin).write({ text: 'quiet' });
    const { workflowId } = await system.client(notes, admin).shout({ noteId });
    await system.settled();
    const { traceId } = await newest('notes.shout');
    const { nodes, settled } = await api.trace({ traceId });
    const workflow = nodes.find(({ kind }) => kind === 'workflow');
    assert.deepEqual(
      [workflow?.title, workflow?.status, workflow?.reference],
      ['Shouting a note', 'done', workflowId],
    );
    const steps = nodes.filter(({ kind }) => kind === 'step');
    assert.deepEqual(
      steps.map(({ title, status, parentId }) => [title, status, parentId]),
      [
        ['Loading the note', 'done', workflow?.id],
        ['Raising the voice', 'done', workflow?.id],
      ],
    );
    const root = nodes.find(({ kind }) => kind === 'request');
    const calls = nodes.filter(({ kind, name }) => kind === 'call' && name === 'notes.read');
    assert.deepEqual(
      calls.map(({ parentId }) => parentId).sort(),
      [root?.id, steps[0]?.id].sort(),
      'one call of the request, one of the first step',
    );
    assert.equal(workflow?.parentId, root?.id);
    assert.ok(settled);
  });

  test('shows a message that waits, with its error, until it is handled', async () => {
    await system.client(notes, admin).write({ text: 'shy', copies: 1 });
    await system.settled();
    const { traceId } = await newest('notes.write');
    const { rows } = await system.sql<{ id: string }>({
      text: `SELECT id FROM kernel.outbox WHERE type = 'note.copied' AND substr(traceparent, 4, 32) = $1`,
      values: [traceId],
    });
    await system.sql({
      text: `INSERT INTO kernel.deliveries (consumer, message_id, position, logged_at, key, organization_id, message, state, attempts, next_attempt_at, error)
             SELECT 'notes', id, position, logged_at, key, organization_id, '{}', 'waiting', 3, now() + interval '1 hour', E'Error: no paper\\n  at somewhere'
               FROM kernel.outbox WHERE id = $1`,
      values: [rows[0]?.id],
    });
    const { nodes, settled } = await api.trace({ traceId });
    const waiting = nodes.find(({ kind, name }) => kind === 'consumer' && name === 'notes');
    assert.deepEqual([waiting?.status, waiting?.attempts, waiting?.error], ['waiting', 3, 'Error: no paper']);
    assert.equal(settled, false);
    const [copied] = (await api.events({ type: 'note.copied', limit: 1 })).items;
    const next = Date.parse(copied?.consumers[0]?.nextAttemptAt ?? '') - Date.now();
    assert.ok(next > 50 * 60_000 && next <= 60 * 60_000, `${next} ms`);
    await system.sql({ text: `DELETE FROM kernel.deliveries WHERE message_id = $1`, values: [rows[0]?.id] });
  });

  test('is nobody else’s', async () => {
    const { traceId } = await newest('notes.write');
    const stranger = system.client(operations, system.person(['admin']));
    await assert.rejects(stranger.trace({ traceId }), { code: 'not-found' });
    assert.deepEqual((await stranger.traces({})).items, []);
  });

  test('is one where the request names one that is going on', async () => {
    const traceId = 'feed'.repeat(8);
    for (const text of ['one', 'two']) {
      const response = await fetch(`${system.url}/api/notes`, {
        method: 'POST',
        headers: {
          ...system.headers(admin),
          'content-type': 'application/json',
          traceparent: `00-${traceId}-00000000000000aa-01`,
        },
        body: JSON.stringify({ text }),
      });
      assert.equal(response.status, 201);
    }
    await system.settled();
    await written();
    const { nodes } = await api.trace({ traceId });
    assert.equal(nodes.filter(({ kind, parentId }) => kind === 'request' && parentId === null).length, 2);
    assert.deepEqual(
      nodes.filter(({ name }) => name === 'note.written').map(({ parentId }) => parentId),
      nodes.filter(({ kind }) => kind === 'request').map(({ id }) => id),
    );
  });
});

test('requests are listed by who made them and how they ended', async () => {
  await assert.rejects(system.client(notes, admin).write({ text: 'refuse' }), { code: 'note-refused' });
  await written();
  const { items } = await api.traces({ failed: true });
  assert.deepEqual(
    items.map(({ call, status }) => [call, status]),
    [['notes.write', 409]],
  );
  const other = system.person(['writer'], admin.organizationId ?? '');
  assert.deepEqual((await api.traces({ actor: other.userId })).items, []);
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await api.traces({ limit: 2, ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ startedAt, traceId }) => `${startedAt} ${traceId}`));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  assert.deepEqual(seen, seen.toSorted().toReversed());
  assert.equal(seen.length, (await api.traces({ limit: 100 })).items.length);
});

describe('events', () => {
  test('are listed newest first, with how each consumer stands', async () => {
    const note = await system.client(notes, admin).write({ text: 'a 100% sure text' });
    await system.settled();
    const { items } = await api.events({ type: 'note.written', limit: 1 });
    const [item] = items;
    assert.deepEqual([item?.subject, item?.source], [note.id, 'notes']);
    assert.deepEqual(
      item?.consumers.map(({ name, status, attempts }) => [name, status, attempts]),
      [['echoes', 'done', 1]],
    );
    assert.ok(item?.consumers[0]?.handledAt);
    assert.equal((await api.events({ subject: note.id })).items.length, 2);
    assert.equal((await api.events({ q: '100% sure' })).items.length, 1);
    assert.equal((await api.events({ q: '100_ sure' })).items.length, 0);
    assert.deepEqual((await system.client(operations, system.person(['admin'])).events({})).items, []);
  });

  test('can be paged through without gap or repeat', async () => {
    const all = (await api.events({ limit: 100 })).items.map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await api.events({ limit: 3, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    assert.deepEqual(seen, all);
  });
});
