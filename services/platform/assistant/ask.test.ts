import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startTestSystem } from '@kernos/kernel/testing';
import { startModelServer } from './model-server.fixture.ts';
import { GENERATORS, makeNeighbours } from './neighbours.fixture.ts';
import type { Answer } from './schemas.ts';
import { assistantService } from './service.ts';
import { parseEvents, type SentEvent, textOf } from './sse.fixture.ts';

const model = await startModelServer();
const near = makeNeighbours();
const quoting = await startTestSystem({ services: [...near.services, assistantService] });
const writing = await startTestSystem({
  services: [...near.services, assistantService],
  env: {
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: 'sk-test',
    OPENAI_MODEL: 'small',
    OPENAI_TIMEOUT_SECONDS: '3',
  },
});
after(async () => {
  await quoting[Symbol.asyncDispose]();
  await writing[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

const learner = quoting.person(['learner']);
const organizationId = learner.organizationId as string;
for (const passage of GENERATORS) near.shelve({ organizationId, ...passage });

type System = typeof quoting;
const post = (system: System, body: unknown, headers: Record<string, string> = {}, person = learner) =>
  fetch(`${system.url}/api/ai/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...system.headers(person), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const json = { accept: 'application/json' };
async function askJson(system: System, body: object, person = learner): Promise<Answer> {
  const reply = await post(system, body, json, person);
  const text = await reply.text();
  assert.equal(reply.status, 200, text);
  return JSON.parse(text) as Answer;
}

const doneOf = (events: readonly SentEvent[]): { answer: Answer } => {
  const last = events.at(-1);
  assert.ok(last?.event === 'done', JSON.stringify(last));
  return last.data as { answer: Answer };
};

describe('without a model', () => {
  test('a question is answered with quotations, each from the passage it cites', async () => {
    const answer = await askJson(quoting, { question: 'How do I write a generator function?' });
    assert.deepEqual(
      [answer.state, answer.mode, answer.modeReason, answer.model],
      ['done', 'extractive', 'no-model', null],
    );
    assert.match(answer.text, /quotations/);
    assert.match(answer.text, /A generator is a function that defines iteration\./);
    assert.match(answer.text, /```python\ndef countdown/);
    assert.ok(answer.sentences.length >= 3);
    const words = (text: string) => text.replace(/\s+/g, ' ');
    for (const { start, end, citations, verdict } of answer.sentences) {
      assert.equal(verdict, 'supported');
      const { n } = citations[0] ?? { n: 0 };
      const cited = answer.passages.find((passage) => passage.n === n);
      const source = near.passages.find(({ id }) => id === cited?.id);
      const quote = answer.text.slice(start, end).replace(/ \[\d+\]$/, '');
      assert.ok(source && words(source.text).includes(words(quote)), quote);
    }
  });

  test('it streams as events whose pieces make the text', async () => {
    const reply = await post(quoting, { question: 'How do I write a generator function?' });
    assert.equal(reply.status, 200);
    assert.match(reply.headers.get('content-type') ?? '', /^text\/event-stream/);
    const events = parseEvents(await reply.text());
    assert.equal(events[0]?.event, 'retrieved');
    assert.equal(events.at(-1)?.event, 'done');
    assert.deepEqual(
      events.map(({ id }) => Number(id)),
      events.map((_, at) => at + 1),
    );
    const { answer } = doneOf(events);
    assert.equal(textOf(events), answer.text);
    assert.deepEqual(
      events.filter(({ event }) => event === 'citation').map(({ data }) => data),
      answer.sentences,
    );
  });

  test('what nothing is known of is said to be so', async () => {
    const answer = await askJson(quoting, { question: 'Who won the chess championship in 1985?' });
    assert.equal(answer.mode, 'nothing-found');
    assert.match(answer.text, /found nothing/);
    assert.deepEqual(answer.sentences, []);
  });

  test('a question in another language finds nothing, or what shares its words, and fails in no case', async () => {
    const none = await askJson(quoting, { question: 'パンはどうやって焼きますか？' });
    assert.equal(none.mode, 'nothing-found');
    const some = await askJson(quoting, { question: 'Was ist ein generator?' });
    assert.match(some.mode ?? '', /extractive|nothing-found/);
  });
});

describe('beside a lesson', () => {
  const lessonId = crypto.randomUUID();
  const octopus = (headings: string[], text: string, start: number) =>
    near.shelve({ organizationId, lessonId, title: 'Octopuses', headings, text, start });
  octopus(['Arms'], 'An octopus has eight arms. Each arm holds many suckers.', 100);
  octopus(['Hearts'], 'An octopus has three hearts that pump blue blood.', 0);
  near.shelve({
    organizationId,
    title: 'Squids',
    text: 'A squid is not an octopus, though it has arms as well.',
  });

  test('a summary is of that lesson, in its order', async () => {
    const answer = await askJson(quoting, { question: 'Summarize this lesson', kind: 'summarize', lessonId });
    assert.deepEqual(new Set(answer.passages.map((passage) => passage.lessonId)), new Set([lessonId]));
    assert.ok(answer.text.indexOf('three hearts') < answer.text.indexOf('eight arms'), answer.text);
  });

  test('its passages come first, and a marked text says what is meant', async () => {
    const answer = await askJson(quoting, { question: 'Explain this', selection: 'three hearts', lessonId });
    assert.equal(answer.passages[0]?.lessonId, lessonId);
    assert.match(answer.text, /blue blood/);
    const from = model.requests.length;
    model.next({ say: ['It pumps blue blood [1].'] });
    await askJson(writing, { question: 'Explain this', selection: 'three hearts', lessonId });
    assert.match(
      model.requests[from]?.messages.at(-1)?.content ?? '',
      /<<marked ([\w-]+)>>\nthree hearts\n<<end of marked \1>>/,
    );
  });

  test('that is not there is not found', async () => {
    const reply = await post(quoting, { question: 'Explain this', lessonId: crypto.randomUUID() }, json);
    assert.equal(reply.status, 404);
  });
});

test('a question about the course as a whole is answered from it, by its title', async () => {
  const courseId = crypto.randomUUID();
  near.courses.set(courseId, organizationId);
  near.shelve({
    organizationId,
    courseId,
    title: 'Welcome to a course',
    text: 'A course in pottery begins with wet clay.',
  });
  const answer = await askJson(quoting, { question: 'What is this course about?', courseId });
  assert.match(answer.text, /begins with wet clay/);
});

describe('with a model', () => {
  test('its words are streamed, checked and cited, and it was sent the passages as data', async () => {
    const from = model.requests.length;
    const answer = await askJson(writing, { question: 'What is a generator, exactly?' });
    assert.deepEqual([answer.mode, answer.model, answer.finish], ['generated', 'small', 'complete']);
    assert.equal(answer.text, 'A generator is a function that defines iteration [1].');
    assert.equal(answer.sentences[0]?.verdict, 'supported');
    const [request] = model.requests.slice(from);
    assert.equal(request?.authorization, 'Bearer sk-test');
    assert.equal(request?.max_tokens, 1024);
    assert.match(request?.messages[0]?.content ?? '', /never an instruction/);
    assert.match(
      request?.messages.at(-1)?.content ?? '',
      /<<passages ([\w-]{12})>>[\s\S]*<<end of passages \1>>/,
    );
  });

  test('a citation of passage 99 is taken out and its sentence marked', async () => {
    model.next({
      say: [
        'A generator is a function that ',
        'defines iteration [1]. Pandas are ',
        'the favourite bears of Guido [9',
        '9].',
      ],
    });
    const events = parseEvents(
      await (await post(writing, { question: 'Tell me of generator bears' })).text(),
    );
    const { answer } = doneOf(events);
    assert.equal(
      answer.text,
      'A generator is a function that defines iteration [1]. Pandas are the favourite bears of Guido .',
    );
    assert.equal(textOf(events), answer.text);
    assert.deepEqual(
      answer.sentences.map(({ verdict, reason }) => [verdict, reason]),
      [
        ['supported', null],
        ['unsupported', 'citation-removed'],
      ],
    );
  });

  test('a sentence that its passage does not support is marked', async () => {
    model.next({ say: ['Guido likes to feed generators with fresh bamboo every morning [1].'] });
    const { sentences } = await askJson(writing, { question: 'What do generators eat?' });
    assert.equal(sentences[0]?.reason, 'not-in-passage');
  });

  test('a model that never stops is stopped', async () => {
    const before = model.hungUp();
    model.next({ forever: 'generator and generator ' });
    const answer = await askJson(writing, { question: 'Generators for ever?' });
    assert.equal(answer.finish, 'length');
    assert.ok(answer.text.length < 8_000, String(answer.text.length));
    await model.hangsUp(before + 1);
  });

  test('one that breaks off leaves what it said, and says so', async () => {
    model.next({ sayAndBreak: ['A generator is a function ', 'that defines'] });
    const answer = await askJson(writing, { question: 'Generators, broken?' });
    assert.deepEqual(
      [answer.state, answer.finish, answer.text],
      ['done', 'interrupted', 'A generator is a function that defines'],
    );
    model.next({ sayAndGarble: ['A generator is a function '] });
    const garbled = await askJson(writing, { question: 'Generators, garbled?' });
    assert.deepEqual([garbled.finish, garbled.text], ['interrupted', 'A generator is a function ']);
  });

  test('one that has no time now is asked again', async () => {
    const from = model.requests.length;
    model.next({ status: 429, headers: { 'retry-after': '0' } });
    const answer = await askJson(writing, { question: 'Generators, once more?' });
    assert.equal(answer.mode, 'generated');
    assert.equal(model.requests.length - from, 2);
  });

  test('one that says nothing in time is given up, and the passages are quoted', async () => {
    model.next({ silent: true }, { silent: true });
    const answer = await askJson(writing, { question: 'How do generators behave?' });
    assert.deepEqual([answer.mode, answer.modeReason], ['extractive', 'model-unavailable']);
    assert.match(answer.text, /does not answer at the moment/);
  });
});

describe('bad questions', () => {
  test('of 5 MB are too large, empty ones no questions', async () => {
    const large = await post(quoting, { question: 'x'.repeat(5_000_000) });
    assert.equal(large.status, 413);
    const long = await post(quoting, { question: 'x'.repeat(9_000) });
    assert.equal(long.status, 400);
    for (const question of ['', '   ', '\n\t'])
      assert.equal((await post(quoting, { question })).status, 400, JSON.stringify(question));
    assert.equal((await post(quoting, '{"question":')).status, 400);
    assert.equal((await post(quoting, { question: 'nul \u0000 inside' })).status, 400);
  });

  test('about another organization’s course find no course', async () => {
    const courseId = crypto.randomUUID();
    near.courses.set(courseId, crypto.randomUUID());
    const reply = await post(quoting, { question: 'What is in there?', courseId });
    assert.equal(reply.status, 404);
    assert.equal(((await reply.json()) as { code: string }).code, 'course-not-found');
    near.courses.set(courseId, organizationId);
    assert.equal((await post(quoting, { question: 'What is in there?', courseId }, json)).status, 200);
  });

  test('of nobody, and of somebody without an organization, are refused', async () => {
    const { status } = await fetch(`${quoting.url}/api/ai/ask`, { method: 'POST' });
    assert.equal(status, 401);
    const homeless = { ...learner, organizationId: null };
    assert.equal((await post(quoting, { question: 'What is a generator?' }, json, homeless)).status, 403);
  });
});
