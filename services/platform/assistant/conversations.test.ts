import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { TestPerson } from '@kernos/kernel/testing';
import { startAssistant } from './assistant.fixture.ts';
import { assistant } from './contract.ts';
import { piecesOf } from './model-server.fixture.ts';
import { GENERATORS } from './neighbours.fixture.ts';
import type { Answer } from './schemas.ts';

const here = await startAssistant({ OPENAI_PRICES: 'small=1/2' });
const { model, near, system } = here;
after(() => here[Symbol.asyncDispose]());

const learner = system.person(['learner']);
const organizationId = learner.organizationId as string;
const classmate = system.person(['learner'], organizationId);
const admin = system.person(['admin'], organizationId);
for (const passage of GENERATORS) near.shelve({ organizationId, ...passage });

const of = (person: TestPerson) => system.client(assistant, person);
const client = of(learner);
const ask = async (question: string, more: object = {}, person = learner) =>
  (await of(person).ask({ question, ...more })) as Answer;
const refused = (code: string) => (error: { code?: string }) => error.code === code;

describe('a conversation', () => {
  test('is made by the first question, and follow-ups are understood with it', async () => {
    const first = await ask('How do I write a generator function?');
    const conversationId = first.conversationId as string;
    const from = model.requests.length;
    model.next({ say: ['Why does a generator function behave differently?'] });
    const second = await ask('And why is that?', { conversationId });
    assert.equal(second.mode, 'generated');
    const [rewriting, answering] = model.requests.slice(from);
    assert.match(rewriting?.messages[0]?.content ?? '', /Rewrite the last question/);
    assert.deepEqual(
      answering?.messages.map(({ role }) => role),
      ['system', 'user', 'assistant', 'user'],
    );
    const why = await client.why({ answerId: second.id });
    assert.deepEqual(
      [why.understood, why.understoodBy],
      ['Why does a generator function behave differently?', 'model'],
    );
    model.next({ status: 400 });
    const third = await ask('Why?', { conversationId });
    const whyThird = await client.why({ answerId: third.id });
    assert.equal(whyThird.understoodBy, 'heuristic');
    assert.match(whyThird.understood, /^Why\? \(.*generator/);
    const { items } = await client.answers({ conversationId, limit: 2 });
    assert.deepEqual(
      items.map(({ question }) => question),
      ['How do I write a generator function?', 'And why is that?'],
    );
  });

  test('is listed, searched, renamed and paged, and nobody else’s', async () => {
    const mine = await ask('Which decorator wraps a function?');
    const conversationId = mine.conversationId as string;
    const found = async (q: string, person = learner) =>
      (await of(person).conversations({ q })).items.map(({ id }) => id);
    assert.deepEqual(await found('WRAPS a f'), [conversationId]);
    assert.deepEqual(await found('100%_'), []);
    const renamed = await client.renameConversation({ conversationId, title: 'About wrapping' });
    assert.deepEqual([renamed.title, renamed.answers], ['About wrapping', 1]);
    assert.deepEqual(await found('about wrapping'), [conversationId]);
    const page = await client.conversations({ limit: 1 });
    assert.equal(page.items[0]?.id, conversationId);
    const next = await client.conversations({ limit: 1, cursor: page.nextCursor ?? '' });
    assert.notEqual(next.items[0]?.id, conversationId);
    for (const other of [classmate, admin]) {
      assert.deepEqual(await found('wrap', other), []);
      const theirs = of(other);
      await assert.rejects(theirs.conversation({ conversationId }), refused('conversation-not-found'));
      await assert.rejects(theirs.answers({ conversationId }), refused('conversation-not-found'));
      await assert.rejects(
        theirs.renameConversation({ conversationId, title: 'x' }),
        refused('conversation-not-found'),
      );
      await assert.rejects(theirs.deleteConversation({ conversationId }), refused('conversation-not-found'));
      await assert.rejects(theirs.exportConversation({ conversationId }), refused('conversation-not-found'));
      await assert.rejects(
        theirs.ask({ question: 'And why?', conversationId }),
        refused('conversation-not-found'),
      );
      await assert.rejects(theirs.answer({ answerId: mine.id }), refused('answer-not-found'));
      await assert.rejects(theirs.answerEvents({ answerId: mine.id }), refused('answer-not-found'));
      await assert.rejects(theirs.stop({ answerId: mine.id }), refused('answer-not-found'));
    }
  });

  test('is exported as Markdown and as JSON', async () => {
    model.next({ say: ['A generator defines iteration in a function [1]. Bears eat honey all day long.'] });
    const { conversationId: id, id: answerId } = await ask('What does a generator define, and bears?');
    const conversationId = id as string;
    const markdown = await client.exportConversation({ conversationId });
    const text = Buffer.from(markdown.body as unknown as Uint8Array).toString();
    assert.match(text, /^# What does a generator define, and bears\?\n/);
    assert.match(text, /No passage supports:\n\n- Bears eat honey all day long\./);
    assert.match(text, /- \[1\] Customizing Iteration › Generators \(bytes 0–\d+\)/);
    const json = await client.exportConversation({ conversationId, format: 'json' });
    const parsed = JSON.parse(Buffer.from(json.body as unknown as Uint8Array).toString()) as {
      answers: Answer[];
    };
    assert.equal(parsed.answers[0]?.id, answerId);
  });

  test('is deleted really: no row of it remains anywhere, nor in a cache', async () => {
    const secret = 'zebrafish';
    model.next({ say: [`A generator is a function that defines iteration for a ${secret} [1].`] });
    const { conversationId: id, id: answerId } = await ask(`What is a generator, dear ${secret}?`);
    const conversationId = id as string;
    await client.giveFeedback({ answerId, helpful: false, why: `no ${secret}` });
    await system.settled();
    const rowsWith = async (needle: string) => {
      const { rows: tables } = await system.sql<{ name: string }>({
        text: `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
                WHERE table_schema IN ('assistant', 'kernel') AND table_type = 'BASE TABLE'`,
      });
      const found: string[] = [];
      for (const { name } of tables) {
        const { rows } = await system.sql<{ count: number }>({
          text: `SELECT count(*) FROM ${name} t WHERE t::text ILIKE '%' || $1 || '%'`,
          values: [needle],
        });
        if ((rows[0]?.count ?? 0) > 0) found.push(name);
      }
      return found;
    };
    assert.ok((await rowsWith(secret)).length >= 3);
    assert.ok((await rowsWith(answerId)).includes('assistant.cache'));
    await client.deleteConversation({ conversationId });
    assert.deepEqual(await rowsWith(secret), []);
    assert.deepEqual(
      (await rowsWith(answerId)).filter((name) => name.startsWith('assistant.')),
      [],
    );
    assert.deepEqual(
      (await rowsWith(conversationId)).filter((name) => name.startsWith('assistant.')),
      [],
    );
    await assert.rejects(client.conversation({ conversationId }), refused('conversation-not-found'));
  });

  test('that is deleted while an answer is written ends the answer, and nothing of it is kept', async () => {
    const hungUp = model.hungUp();
    const tokens = async () => (await of(admin).usage({})).tokens;
    const before = await tokens();
    model.next({ sayAndWait: piecesOf('A generator is a function that defines iteration [1]. ') });
    const events = await client.ask(
      { question: 'Which generator is deleted?' },
      { headers: { accept: 'text/event-stream' } },
    );
    assert.ok(Symbol.asyncIterator in events);
    const names: string[] = [];
    let conversationId = '';
    for await (const { event, data } of events) {
      if (event === 'retrieved') ({ conversationId } = data as { conversationId: string });
      // The model writes by now.
      if (event === 'token' && !names.includes('token')) await client.deleteConversation({ conversationId });
      names.push(event ?? '');
    }
    assert.ok(!names.includes('done'));
    await model.hangsUp(hungUp + 1);
    const { rows } = await system.sql({
      text: `SELECT FROM assistant.answers WHERE question = 'Which generator is deleted?'`,
    });
    assert.equal(rows.length, 0);
    // What the model said counts, although nobody may read it any more.
    while ((await tokens()) === before);
  });

  test('of one person has four answers written at once, however closely they are asked for', async () => {
    model.next(...Array.from({ length: 8 }, () => ({ sayAndWait: ['A generator is '] })));
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        client.ask({ question: `What is generator ${n}?` }, { headers: { accept: 'text/event-stream' } }),
      ),
    );
    const begun = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    for (const events of begun) {
      assert.ok(Symbol.asyncIterator in events);
      for await (const { event, data } of events)
        if (event === 'retrieved') await client.stop({ answerId: (data as { answerId: string }).answerId });
    }
    model.forget();
    assert.equal(begun.length, 4);
    for (const one of asked)
      if (one.status === 'rejected') assert.equal((one.reason as { code: string }).code, 'too-many-at-once');
  });
});

describe('feedback and why', () => {
  test('why tells the asker everything that went into an answer', async () => {
    const answer = await ask('Can a generator be consumed twice?');
    const why = await client.why({ answerId: answer.id });
    assert.equal(why.model, 'small');
    assert.equal(why.template?.version, 0);
    assert.ok((why.timings.retrieveMs ?? 0) > 0 && (why.timings.firstTokenMs ?? 0) > 0);
    assert.equal(why.usage.promptTokens, 100);
    assert.ok(why.usage.cost > 0);
    assert.equal(why.prompt?.messages.at(-1)?.content, model.requests.at(-1)?.messages.at(-1)?.content);
    assert.ok(
      why.passages.length > 0 && why.passages.every(({ n, leftOut }) => n !== null && leftOut === null),
    );
    await assert.rejects(of(classmate).why({ answerId: answer.id }), refused('answer-not-found'));
    await assert.rejects(of(admin).why({ answerId: answer.id }), refused('answer-not-found'));
  });

  test('an administrator sees what was shared, and of the rest only that it helped or not', async () => {
    const { id: answerId } = await ask('What is a wrapper of a function?');
    await client.giveFeedback({ answerId, helpful: false, why: 'too short' });
    const seen = async () => (await of(admin).feedback({})).items.find((it) => it.answerId === answerId);
    const kept = await seen();
    assert.deepEqual([kept?.helpful, kept?.why, kept?.question, kept?.text], [false, null, null, null]);
    await assert.rejects(of(admin).why({ answerId }), refused('answer-not-found'));
    await client.giveFeedback({ answerId, helpful: true, shared: true });
    const shared = await seen();
    assert.deepEqual([shared?.helpful, shared?.question], [true, 'What is a wrapper of a function?']);
    assert.equal((await of(admin).why({ answerId })).answerId, answerId);
    assert.equal((await client.answer({ answerId })).feedback?.shared, true);
    await client.withdrawFeedback({ answerId });
    assert.equal(await seen(), undefined);
    await assert.rejects(of(admin).why({ answerId }), refused('answer-not-found'));
    await assert.rejects(
      of(classmate).giveFeedback({ answerId, helpful: true }),
      refused('answer-not-found'),
    );
    const stranger = system.person(['admin']);
    assert.deepEqual((await of(stranger).feedback({})).items, []);
  });

  test('of a shared answer an administrator reads nothing that was asked before it', async () => {
    const first = await ask('Does a wombat write generator functions?');
    const conversationId = first.conversationId as string;
    model.next({ status: 400 });
    const { id: answerId } = await ask('And why is that?', { conversationId });
    const own = await client.why({ answerId });
    assert.match(own.understood, /wombat/);
    assert.match(JSON.stringify(own.prompt), /wombat/);
    await client.giveFeedback({ answerId, helpful: true, shared: true });
    const shared = await of(admin).why({ answerId });
    assert.deepEqual([shared.question, shared.understood], ['And why is that?', 'And why is that?']);
    assert.equal(shared.prompt?.messages.length, 1);
    assert.doesNotMatch(JSON.stringify(shared), /wombat/);
    assert.match(JSON.stringify(await client.why({ answerId })), /wombat/);
  });

  test('the event tells sizes and times, and no word of what was said', async () => {
    const { id } = await ask('Which generators define iteration, kangaroo?');
    await system.settled();
    const { rows } = await system.sql<{ data: Record<string, unknown> }>({
      text: `SELECT data FROM kernel.outbox WHERE type = 'rag.query_processed' AND key = $1`,
      values: [id],
    });
    assert.equal(rows.length, 1);
    assert.deepEqual(
      [rows[0]?.data.mode, rows[0]?.data.source, rows[0]?.data.model],
      ['generated', 'ask', 'small'],
    );
    assert.ok(!JSON.stringify(rows).includes('kangaroo'));
  });
});
