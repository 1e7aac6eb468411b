/** A connection that breaks, at every byte: what comes back is what was missing, exactly. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAssistant } from './assistant.fixture.ts';
import { assistant } from './contract.ts';
import { piecesOf } from './model-server.fixture.ts';
import { GENERATORS } from './neighbours.fixture.ts';
import { parseEvents, type SentEvent, textOf } from './sse.fixture.ts';
import { sweep } from './sweep.ts';

const here = await startAssistant();
const { model, near, system } = here;
after(() => here[Symbol.asyncDispose]());

const learner = system.person(['learner']);
for (const passage of GENERATORS)
  near.shelve({ organizationId: learner.organizationId as string, ...passage });

const SAID =
  'A generator is a function that defines iteration [1]. Bears like honey and climb trees at night [7].';
const asking = (question: string) => JSON.stringify({ question });

interface Wanted {
  readonly path?: string;
  readonly question?: string;
  readonly headers?: Record<string, string>;
  /** Tears the connection after so many bytes of the body. */
  readonly bytes?: number;
}

/** What came of a reply before it ended or was torn. */
function read({
  path,
  question = 'What is a generator?',
  headers = {},
  bytes = Number.POSITIVE_INFINITY,
}: Wanted): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${system.url}${path ?? '/api/ai/ask'}`,
      {
        method: path ? 'GET' : 'POST',
        headers: {
          ...system.headers(learner),
          ...headers,
          ...(!path && { 'content-type': 'application/json' }),
        },
      },
      (reply) => {
        const pieces: Buffer[] = [];
        let size = 0;
        const done = () => resolve(Buffer.concat(pieces).subarray(0, bytes).toString());
        reply.on('data', (piece: Buffer) => {
          pieces.push(piece);
          size += piece.length;
          if (size >= bytes) {
            sent.destroy();
            done();
          }
        });
        reply.on('end', done);
        reply.on('error', done);
      },
    );
    sent.on('error', reject);
    sent.end(path ? undefined : asking(question));
  });
}

const lastId = (events: readonly SentEvent[]): string => events.at(-1)?.id ?? '0';

describe('a broken connection', () => {
  test('at every byte of the stream, then resumed by Last-Event-ID: the total is the same', async () => {
    model.next({ say: piecesOf(SAID, 9) });
    const key = crypto.randomUUID();
    const whole = await read({ headers: { 'idempotency-key': key } });
    const expected = parseEvents(whole);
    assert.ok(expected.length > 12 && expected.at(-1)?.event === 'done');
    const answerId = (expected[0]?.data as { answerId?: string } | undefined)?.answerId;
    const size = Buffer.byteLength(whole);
    for (let bytes = 1; bytes < size; bytes += 1) {
      // What a client has seen when the connection tears there: whole events alone.
      const seen = parseEvents(Buffer.from(whole).subarray(0, bytes).toString());
      const cut = expected.slice(0, seen.length);
      assert.deepEqual(seen, cut);
    }
    // Every prefix of events, over the network, by both ways of coming back.
    for (let seen = 0; seen <= expected.length; seen += 1) {
      const headers = { 'last-event-id': lastId(expected.slice(0, seen)) };
      const byId = await read({ path: `/api/ai/answers/${answerId}/events`, headers });
      const byKey = await read({ headers: { ...headers, 'idempotency-key': key } });
      for (const rest of [byId, byKey])
        assert.deepEqual(
          [...expected.slice(0, seen), ...parseEvents(rest)],
          expected,
          `after ${seen} events`,
        );
    }
    assert.equal(await read({ path: `/api/ai/answers/${answerId}/events` }), whole);
    assert.equal(await read({ headers: { 'idempotency-key': key } }), whole);
  });

  test('while it is being written, many times, and the run goes on meanwhile', async () => {
    const asked = model.requests.length;
    model.next({ say: piecesOf(SAID, 3), betweenMs: 25 });
    const key = crypto.randomUUID();
    const seen: SentEvent[] = [];
    const question = 'Which function defines a generator?';
    let tries = 0;
    for (; seen.at(-1)?.event !== 'done' && tries < 400; tries += 1) {
      const headers = { 'idempotency-key': key, 'last-event-id': lastId(seen) };
      seen.push(...parseEvents(await read({ question, headers, bytes: 1 + ((tries * 397) % 9_000) })));
    }
    assert.ok(tries > 2, `${tries} connections`);
    assert.deepEqual(
      seen.map(({ id }) => Number(id)),
      seen.map((_, at) => at + 1),
    );
    const last = seen.at(-1);
    assert.ok(last?.event === 'done');
    const { answer } = last.data as { answer: { text: string; id: string } };
    assert.equal(textOf(seen), answer.text);
    assert.equal(
      answer.text,
      'A generator is a function that defines iteration [1]. Bears like honey and climb trees at night .',
    );
    assert.equal(model.requests.length - asked, 1);
    assert.deepEqual(parseEvents(await read({ path: `/api/ai/answers/${answer.id}/events` })), seen);
  });

  test('nobody listens at all: the answer is there afterwards', async () => {
    model.next({ say: piecesOf(SAID, 5), betweenMs: 5 });
    const key = crypto.randomUUID();
    const question = 'Who needs a generator?';
    await read({ question, headers: { 'idempotency-key': key }, bytes: 1 });
    const client = system.client(assistant, learner);
    for (;;) {
      const { items } = await client.conversations({ limit: 1 });
      const answers = await client.answers({ conversationId: items[0]?.id ?? '' });
      if (answers.items[0]?.state === 'done') break;
      await sleep(10);
    }
    const events = parseEvents(await read({ question, headers: { 'idempotency-key': key } }));
    assert.equal(events.at(-1)?.event, 'done');
  });
});

test('the same key with another question is refused, and belongs to one person', async () => {
  const key = crypto.randomUUID();
  await read({ headers: { 'idempotency-key': key } });
  const send = (body: object, person = learner) =>
    fetch(`${system.url}/api/ai/ask`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'idempotency-key': key,
        ...system.headers(person),
      },
      body: JSON.stringify(body),
    });
  assert.equal((await send({ question: 'Something else?' })).status, 422);
  const classmate = system.person(['learner'], learner.organizationId as string);
  assert.equal((await send({ question: 'Something else about a generator?' }, classmate)).status, 200);
});

test('two requests with one key at the same time are one answer', async () => {
  const key = crypto.randomUUID();
  const from = model.requests.length;
  const question = 'What defines a generator at once?';
  model.next({ say: piecesOf('A generator defines iteration in a function [1].') });
  const replies = await Promise.all(
    Array.from({ length: 4 }, () => read({ question, headers: { 'idempotency-key': key } })),
  );
  assert.equal(new Set(replies).size, 1);
  assert.equal(model.requests.length - from, 1);
});

test('stopping keeps what there is, and hangs up on the model', async () => {
  const hungUp = model.hungUp();
  model.next({ sayAndWait: piecesOf(SAID) });
  const client = system.client(assistant, learner);
  const events = await client.ask(
    { question: 'How long can a generator run?' },
    { headers: { accept: 'text/event-stream' } },
  );
  assert.ok(Symbol.asyncIterator in events);
  let text = '';
  let answerId = '';
  let finish: string | null = null;
  for await (const { event, data } of events) {
    if (event === 'retrieved') answerId = (data as { answerId: string }).answerId;
    if (event === 'token') text += (data as { text: string }).text;
    if (event === 'token' && text.length > 60) await client.stop({ answerId });
    if (event === 'done') finish = (data as { answer: { finish: string | null } }).answer.finish;
  }
  assert.equal(finish, 'stopped');
  assert.equal((await client.answer({ answerId })).text, text);
  await model.hangsUp(hungUp + 1);
});

test('a run whose process died ends with an error that every reader gets under the same number', async () => {
  const client = system.client(assistant, learner);
  const { id } = (await client.ask({ question: 'What is a generator?' })) as { id: string };
  // As a kill in the middle leaves it: some events, no end, and a heart that beats no more.
  await system.sql({ text: `DELETE FROM assistant.events WHERE answer_id = $1 AND seq > 3`, values: [id] });
  await system.sql({
    text: `UPDATE assistant.answers SET state = 'running', outcome = NULL, alive_at = now() - interval '1 minute' WHERE id = $1`,
    values: [id],
  });
  const path = `/api/ai/answers/${id}/events`;
  const before = parseEvents(await read({ path }));
  assert.equal(before.length, 4);
  const { event, data } = before[3] as SentEvent;
  assert.deepEqual([event, (data as { code: string }).code], ['error', 'broken-off']);
  await sweep(new Date(), { now: () => new Date(), tx: { query: (sql: never) => system.sql(sql) } as never });
  assert.deepEqual(parseEvents(await read({ path })), before);
  assert.equal((await client.answer({ answerId: id })).state, 'failed');
});

test('where events cannot be stored, the answer ends without a gap', async () => {
  const question = 'Which generator loses its table?';
  model.next({ say: piecesOf(`${SAID} `.repeat(60)), betweenMs: 4 });
  const client = system.client(assistant, learner);
  const events = await client.ask({ question }, { headers: { accept: 'text/event-stream' } });
  assert.ok(Symbol.asyncIterator in events);
  let answerId = '';
  let seen = 0;
  for await (const { event, data } of events) {
    seen += 1;
    if (event === 'retrieved') answerId = (data as { answerId: string }).answerId;
    if (seen === 12) await system.sql({ text: 'ALTER TABLE assistant.events RENAME TO events_away' });
  }
  await sleep(100);
  await system.sql({ text: 'ALTER TABLE assistant.events_away RENAME TO events' });
  await system.sql({
    text: `UPDATE assistant.answers SET alive_at = now() - interval '1 minute' WHERE id = $1`,
    values: [answerId],
  });
  const all = parseEvents(await read({ path: `/api/ai/answers/${answerId}/events` }));
  assert.ok(seen >= 12 && all.length >= seen);
  assert.deepEqual(
    all.map(({ id }) => Number(id)),
    all.map((_, at) => at + 1),
  );
  assert.equal(all.at(-1)?.event, 'error');
  assert.equal((await client.answer({ answerId })).state, 'running');
});
