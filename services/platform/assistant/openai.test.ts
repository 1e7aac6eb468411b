/** The OpenAI-compatible API, as the official client sees it, and the keys that open it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TestPerson } from '@kernos/kernel/testing';
import OpenAI from 'openai';
import { startAssistant } from './assistant.fixture.ts';
import { assistant } from './contract.ts';
import { piecesOf } from './model-server.fixture.ts';
import { GENERATORS } from './neighbours.fixture.ts';

const here = await startAssistant({ DEMO: 'off' });
const { model, near, system } = here;
after(() => here[Symbol.asyncDispose]());

const learner = system.person(['learner']);
const organizationId = learner.organizationId as string;
near.members.set(`${organizationId} ${learner.userId}`, ['learner']);
const client = system.client(assistant, learner);
const speaking = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${system.url}/v1`, maxRetries: 0 });
let openai: OpenAI;
let keyId: string;
before(async () => {
  for (const passage of GENERATORS) near.shelve({ organizationId, ...passage });
  const made = await client.createKey({ name: 'My editor' });
  openai = speaking(made.key);
  keyId = made.id;
});
const messages = [{ role: 'user' as const, content: 'What is a generator?' }];

describe('chat completions', () => {
  test('answer in one piece', async () => {
    const completion = await openai.chat.completions.create({
      model: 'kernos',
      messages,
      temperature: 0.3,
      user: 'x',
    });
    assert.equal(completion.object, 'chat.completion');
    assert.equal(
      completion.choices[0]?.message.content,
      'A generator is a function that defines iteration [1].',
    );
    assert.equal(completion.choices[0]?.finish_reason, 'stop');
    assert.deepEqual(completion.usage?.prompt_tokens, 100);
    const { kernos } = completion as unknown as {
      kernos: { passages: unknown[]; sentences: { verdict: string }[] };
    };
    assert.ok(kernos.passages.length > 0 && kernos.sentences[0]?.verdict === 'supported');
  });

  test('stream, with usage where it is asked for', async () => {
    const stream = await openai.chat.completions.create({
      model: 'kernos',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let [finish, tokens]: [string | null, number] = [null, 0];
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      finish = chunk.choices[0]?.finish_reason ?? finish;
      tokens = chunk.usage?.total_tokens ?? tokens;
    }
    assert.equal(text, 'A generator is a function that defines iteration [1].');
    assert.equal(finish, 'stop');
    assert.ok(tokens > 100);
  });

  test('stop the model when the caller stops listening', async () => {
    const hungUp = model.hungUp();
    model.next({ sayAndWait: piecesOf('A generator is a function. ') });
    const stream = await openai.chat.completions.create({ model: 'kernos', messages, stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    stream.controller.abort();
    await model.hangsUp(hungUp + 1);
  });

  test('know the conversation, parts of messages, other kinds, and the wishes of the program below our rules', async () => {
    const from = model.requests.length;
    await openai.chat.completions.create({
      model: 'kernos-quiz-me',
      messages: [
        { role: 'system', content: 'Speak like {{a}} pirate.' },
        { role: 'user', content: 'What is a generator?' },
        { role: 'assistant', content: 'A generator is a function [1].' },
        { role: 'user', content: [{ type: 'text', text: 'Which decorator wraps a function?' }] },
      ],
      max_tokens: 40,
    });
    const [request] = model.requests.slice(from);
    const rules = request?.messages[0]?.content ?? '';
    assert.ok(rules.indexOf('Hints, not solutions') < rules.indexOf('Speak like'));
    assert.match(rules, /three questions/);
    assert.equal(request?.max_tokens, 40);
    assert.equal(request?.messages.length, 4);
    assert.match(request?.messages.at(-1)?.content ?? '', /Question: Which decorator wraps a function\?$/);
  });

  test('are listed as models', async () => {
    const ids = [];
    for await (const { id } of openai.models.list()) ids.push(id);
    assert.deepEqual(ids, [
      'kernos',
      'kernos-explain',
      'kernos-code-help',
      'kernos-debugging',
      'kernos-quiz-me',
      'kernos-summarize',
      'kernos-find',
    ]);
  });

  test('fail in OpenAI’s words', async () => {
    const ask = (body: object) => openai.chat.completions.create(body as never);
    await assert.rejects(
      ask({ model: 'gpt-99', messages }),
      (error) => error instanceof OpenAI.NotFoundError && error.code === 'model_not_found',
    );
    await assert.rejects(
      ask({ model: 'kernos', messages: [] }),
      (error) =>
        error instanceof OpenAI.BadRequestError &&
        error.type === 'invalid_request_error' &&
        error.param === 'messages',
    );
    await assert.rejects(
      ask({ model: 'kernos', messages: [{ role: 'system', content: 'x' }] }),
      OpenAI.BadRequestError,
    );
    await assert.rejects(ask({ model: 'kernos', messages, n: 3 }), OpenAI.BadRequestError);
    await assert.rejects(
      ask({ model: 'kernos', messages: [{ role: 'user', content: 'x'.repeat(5_000_000) }] }),
      (error) => (error as { status: number }).status === 413,
    );
    await assert.rejects(
      speaking('kernos-wrong').models.list(),
      (error) => error instanceof OpenAI.AuthenticationError && error.code === 'invalid_api_key',
    );
    const plain = await fetch(`${system.url}/v1/models`);
    assert.equal(plain.status, 401);
    assert.deepEqual(Object.keys((await plain.json()) as object), ['error']);
  });

  test('store nothing of what was said', async () => {
    const { rows } = await system.sql({
      text: 'SELECT FROM assistant.answers UNION ALL SELECT FROM assistant.conversations',
    });
    assert.equal(rows.length, 0);
    await system.settled();
    const events = await system.sql<{ data: { source: string } }>({
      text: `SELECT data FROM kernel.outbox WHERE type = 'rag.query_processed'`,
    });
    assert.ok(events.rows.length >= 3 && events.rows.every(({ data }) => data.source === 'api'));
  });
});

describe('API keys', () => {
  const status = async (key: string, path = '/v1/models') =>
    (await fetch(system.url + path, { headers: { authorization: `Bearer ${key}` } })).status;

  test('are shown once and kept as a hash', async () => {
    const { key, id, prefix } = await client.createKey({ name: 'Another' });
    assert.match(key, /^kernos-[\w-]{43}$/);
    const { rows } = await system.sql<{ row: string }>({
      text: 'SELECT t::text AS row FROM assistant.keys t WHERE id = $1',
      values: [id],
    });
    assert.ok(!rows[0]?.row.includes(key) && key.startsWith(prefix));
    const { items } = await client.keys({});
    assert.ok(items.some((it) => it.id === id) && !JSON.stringify(items).includes(key));
    assert.equal((await client.keys({ limit: 1 })).items[0]?.id, id);
  });

  test('open /v1 and nothing else, and a session’s token does not open /v1', async () => {
    const { key } = await client.createKey({ name: 'Narrow' });
    assert.equal(await status(key), 200);
    for (const path of ['/api/ai/conversations', '/api/ai/keys', '/api/ai/status'])
      assert.equal(await status(key, path), 401, path);
    assert.equal((await fetch(`${system.url}/v1/models`, { headers: system.headers(learner) })).status, 401);
    assert.equal(
      (await fetch(`${system.url}/v1/models`, { headers: { cookie: `session=${key}` } })).status,
      401,
    );
  });

  test('end when they are revoked, when they expire, and when their owner leaves, at once', async () => {
    const { key, id } = await client.createKey({
      name: 'Short',
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    });
    assert.equal(await status(key), 200);
    system.clock.set(new Date(Date.now() + 61_000));
    assert.equal(await status(key), 401);
    system.clock.set(new Date());
    assert.equal(await status(key), 200);
    near.members.delete(`${organizationId} ${learner.userId}`);
    assert.equal(await status(key), 401);
    near.members.set(`${organizationId} ${learner.userId}`, ['learner']);
    await client.revokeKey({ keyId: id });
    assert.equal(await status(key), 401);
    await assert.rejects(client.createKey({ name: 'Late', expiresAt: '2020-01-01T00:00:00.000Z' }), {
      code: 'invalid-input',
    });
  });

  test('that were made under an older password open nothing, at once, and go', async () => {
    const owner = system.person(['learner'], organizationId);
    near.members.set(`${organizationId} ${owner.userId}`, ['learner']);
    const own = system.client(assistant, owner);
    const { key } = await own.createKey({ name: 'Old' });
    assert.equal(await status(key), 200);
    near.keysSince.set(owner.userId, new Date(system.clock.now().getTime() + 1).toISOString());
    assert.equal(await status(key), 401);
    system.clock.advance(1_000);
    const { key: later } = await own.createKey({ name: 'New' });
    assert.equal(await status(later), 200);
  });

  test('are their owner’s alone, and read what their owner may read', async () => {
    const classmate: TestPerson = system.person(['learner'], organizationId);
    await assert.rejects(system.client(assistant, classmate).revokeKey({ keyId }), { code: 'key-not-found' });
    near.members.set(`${organizationId} ${classmate.userId}`, ['learner']);
    const theirs = await system.client(assistant, classmate).createKey({ name: 'Theirs' });
    const hidden = near.shelve({
      organizationId,
      title: 'Axolotl',
      text: 'An axolotl keeps its gills for life.',
      readers: new Set([learner.userId]),
    });
    const question = [{ role: 'user' as const, content: 'What does an axolotl keep?' }];
    const mine = await openai.chat.completions.create({ model: 'kernos', messages: question });
    const other = await speaking(theirs.key).chat.completions.create({ model: 'kernos', messages: question });
    assert.ok(JSON.stringify(mine).includes(hidden.id));
    assert.ok(!JSON.stringify(other).includes('gills'));
  });

  test('are limited in number, also when made at once', async () => {
    const many = system.client(assistant, system.person(['learner'], organizationId));
    const made = await Promise.allSettled(
      Array.from({ length: 24 }, (_, n) => many.createKey({ name: `key ${n}` })),
    );
    assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 20);
  });
});
