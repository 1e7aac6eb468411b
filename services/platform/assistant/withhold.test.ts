import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { TestPerson } from '@kernos/kernel/testing';
import { startAssistant } from './assistant.fixture.ts';
import { assistant } from './contract.ts';
import { GENERATORS } from './neighbours.fixture.ts';
import type { Answer } from './schemas.ts';

const here = await startAssistant();
const { model, near, system } = here;
after(() => here[Symbol.asyncDispose]());

const learner = system.person(['learner']);
const organizationId = learner.organizationId as string;
const admin = system.person(['admin'], organizationId);
for (const passage of GENERATORS) near.shelve({ organizationId, ...passage });

const of = (person: TestPerson) => system.client(assistant, person);
const client = of(learner);
const ask = async (question: string, more: object = {}) =>
  (await client.ask({ question, ...more })) as Answer;

describe('what may no longer be read', () => {
  test('is withheld wherever an old answer is shown, told again or explained, and comes back with the right', async () => {
    const readers = new Set([learner.userId]);
    const secret = near.shelve({
      organizationId,
      title: 'Kiln schedule',
      text: 'The kiln schedule says that porcelain is fired at thirteen hundred degrees.',
      readers,
    });
    const key = 'asked-once-of-the-kiln';
    const headers = {
      ...system.headers(learner),
      'content-type': 'application/json',
      'idempotency-key': key,
    };
    const body = JSON.stringify({ question: 'At how many degrees does the kiln schedule fire porcelain?' });
    const askAgain = (accept: string) =>
      fetch(`${system.url}/api/ai/ask`, { method: 'POST', headers: { ...headers, accept }, body });
    model.next({ say: ['Porcelain is fired at thirteen hundred degrees [1].'] });
    const first = (await (await askAgain('application/json')).json()) as Answer;
    const { conversationId, id: answerId } = first;
    assert.match(first.text, /thirteen hundred/);
    const shown = async () => [
      JSON.stringify(await client.answers({ conversationId: conversationId as string })),
      JSON.stringify(await client.answer({ answerId })),
      JSON.stringify(await client.why({ answerId })),
      await (await askAgain('application/json')).text(),
      await (await askAgain('text/event-stream')).text(),
      ...(await Promise.all(
        [`answers/${answerId}/events`, `conversations/${conversationId}/export?format=json`].map(
          async (path) => (await fetch(`${system.url}/api/ai/${path}`, { headers })).text(),
        ),
      )),
    ];
    for (const [n, text] of (await shown()).entries()) assert.match(text, /thirteen hundred/, `door ${n}`);
    readers.clear();
    for (const [n, text] of (await shown()).entries())
      assert.doesNotMatch(text, /thirteen hundred/, `door ${n}`);
    const { items } = await client.answers({ conversationId: conversationId as string });
    assert.deepEqual(
      items.map(({ withheld, text, sentences }) => ({ withheld, text, sentences })),
      [{ withheld: true, text: '', sentences: [] }],
    );
    const from = model.requests.length;
    await ask('And at which temperature are other things fired by the generator function?', {
      conversationId,
    });
    assert.doesNotMatch(JSON.stringify(model.requests.slice(from)), /thirteen hundred/);
    readers.add(learner.userId);
    assert.match(JSON.stringify(await client.answer({ answerId })), /thirteen hundred/);
    near.remove(secret.id);
  });

  /** A passage that only the learner may read, and an answer that quotes it. */
  async function quoted(word: string, more: object = {}) {
    const readers = new Set([learner.userId]);
    const title = `On the ${word}`;
    near.shelve({
      organizationId,
      title,
      text: `The ${word} is fired at thirteen hundred degrees.`,
      readers,
    });
    model.next({ say: ['It is fired at thirteen hundred degrees [1].'] });
    const answer = await ask(`Which degrees has the ${word}?`, more);
    assert.match(answer.text, /thirteen hundred/);
    return { readers, answer, conversationId: answer.conversationId as string };
  }

  test('is withheld from administrators whom a learner shared the answer with, and so is what was marked', async () => {
    const { readers, answer } = await quoted('majolica', { selection: 'majolica and its degrees' });
    await client.giveFeedback({ answerId: answer.id, helpful: true, why: 'thanks', shared: true });
    const seen = async () => (await of(admin).feedback({})).items.find((it) => it.answerId === answer.id);
    const withheld = { question: answer.question, why: 'thanks', text: '', withheld: true };
    const { question, why, text, withheld: isWithheld } = (await seen()) ?? {};
    assert.deepEqual({ question, why, text, withheld: isWithheld }, withheld);
    readers.add(admin.userId);
    assert.match((await seen())?.text ?? '', /thirteen hundred/);
    readers.clear();
    assert.equal((await client.answer({ answerId: answer.id })).selection, null);
  });

  test('is not searched either: no word of it finds a conversation, on any page', async () => {
    const made: Awaited<ReturnType<typeof quoted>>[] = [];
    for (const word of ['faience', 'terracotta', 'bisque']) made.push(await quoted(word));
    const found = async () => {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof client.conversations>> = await client.conversations({
          ...{ q: 'IS FIRED at thirteen', limit: 1 },
          ...(cursor && { cursor }),
        });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      return ids.filter((id) => made.some(({ conversationId }) => conversationId === id));
    };
    const all = made.map(({ conversationId }) => conversationId).toReversed();
    assert.deepEqual(await found(), all);
    for (const { readers } of made.slice(1)) readers.clear();
    assert.deepEqual(await found(), all.slice(-1));
    assert.equal((await client.conversations({ q: 'has the bisque' })).items[0]?.id, all[0]);
    for (const { readers } of made.slice(1)) readers.add(learner.userId);
    assert.deepEqual(await found(), all);
  });

  test('is told again under the number that its end always had, and not to who has heard it', async () => {
    const { readers, answer } = await quoted('celadon');
    const events = async (after: number) => {
      const sent: { id: string | undefined; event: string | undefined }[] = [];
      for await (const { id, event } of await client.answerEvents({ answerId: answer.id, after }))
        sent.push({ id, event });
      return sent;
    };
    const end = (await events(0)).at(-1);
    readers.clear();
    assert.deepEqual(await events(0), [end]);
    assert.deepEqual(await events(Number(end?.id)), []);
  });

  test('goes out of the events of an answer that does not cite it', async () => {
    const readers = new Set([learner.userId]);
    const text = 'A generator function of stoneware is secret.';
    near.shelve({ organizationId, title: 'Stoneware', text, readers });
    model.next({ say: ['Nothing is known of it.'] });
    const question = 'Is there a generator function of stoneware?';
    const cited = await ask(question);
    const n = cited.passages.find(({ title }) => title !== 'Stoneware')?.n;
    assert.ok(n !== undefined && cited.passages.some(({ title }) => title === 'Stoneware'));
    model.next({ say: [`A generator is a function that defines iteration [${n}].`] });
    const { id: answerId } = await ask(`${question} Really?`);
    const told = async () => {
      let all = '';
      for await (const { data } of await client.answerEvents({ answerId })) all += JSON.stringify(data);
      return all;
    };
    assert.match(await told(), /of stoneware is secret/);
    readers.clear();
    assert.doesNotMatch(await told(), /of stoneware is secret/);
    assert.match(await told(), /defines iteration/);
  });

  test('is in no explanation of an answer that came after it', async () => {
    const { readers, conversationId } = await quoted('raku');
    model.next({ say: ['A generator defines iteration in a function [1].'] });
    const next = await ask('How do I write a generator function in Python, step by step?', {
      conversationId,
    });
    const why = async () => JSON.stringify((await client.why({ answerId: next.id })).prompt);
    assert.match(await why(), /thirteen hundred/);
    readers.clear();
    assert.doesNotMatch(await why(), /thirteen hundred/);
    assert.match(await why(), /How do I write a generator/);
  });
});
