/** Budgets, accounts, and models that fail: fallback and breaker. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { startAssistant } from './assistant.fixture.ts';
import { assistant } from './contract.ts';
import { piecesOf } from './model-server.fixture.ts';
import { Models, ModelsUnavailable } from './models.ts';
import { GENERATORS } from './neighbours.fixture.ts';
import type { Answer } from './schemas.ts';

const here = await startAssistant({
  OPENAI_FALLBACK_MODEL: 'spare',
  OPENAI_PRICES: 'small=10/20',
  OPENAI_MAX_TOKENS: '100',
});
const { model, near, system } = here;
beforeEach(() => model.forget());
after(() => here[Symbol.asyncDispose]());

describe('a budget', () => {
  const admin = system.person(['admin']);
  const learner = system.person(['learner'], admin.organizationId as string);
  const boss = system.client(assistant, admin);
  const client = system.client(assistant, learner);
  const ask = async (question: string) => (await client.ask({ question })) as Answer;
  before(() => {
    for (const passage of GENERATORS)
      near.shelve({ organizationId: admin.organizationId as string, ...passage });
  });

  test('counts tokens and cost by model', async () => {
    model.next({ say: piecesOf('A generator is a function [1].', 10) });
    await ask('What is a generator?');
    const { models, days, tokens, cost, budget } = await boss.usage({});
    assert.deepEqual(models, [
      { model: 'small', requests: 1, promptTokens: 100, completionTokens: 3, cost: 0.00106 },
    ]);
    const day = system.clock.now().toISOString().slice(0, 10);
    assert.deepEqual(days, [{ day, requests: 1, tokens: 103, cost: 0.00106 }]);
    const none = { monthlyTokens: null, monthlyCost: null, personDailyTokens: null };
    assert.deepEqual([tokens, cost, budget], [103, 0.00106, none]);
    model.next({ say: ['A generator is ', 'a function [1].'], usage: false });
    const { id } = await ask('What is a generator function?');
    const { usage } = await client.why({ answerId: id });
    assert.ok(usage.estimated && usage.promptTokens > 300 && usage.completionTokens > 3);
  });

  test('that is used up makes quotations, says why, and asks no model', async () => {
    await boss.setBudget({ monthlyTokens: 10, monthlyCost: null });
    const from = model.requests.length;
    const answer = await ask('How does a generator behave?');
    assert.deepEqual([answer.mode, answer.modeReason], ['extractive', 'budget-exceeded']);
    assert.match(answer.text, /this month’s budget for the language model is used up/);
    assert.equal(model.requests.length, from);
    assert.equal((await client.status({})).budgetExceeded, true);
    await boss.setBudget({ monthlyTokens: null, monthlyCost: 0.000_001 });
    assert.equal((await ask('How does a generator behave?')).modeReason, 'budget-exceeded');
    await boss.setBudget({ monthlyTokens: null, monthlyCost: null });
    assert.equal((await ask('How does a generator behave?')).mode, 'generated');
    assert.equal((await client.status({})).budgetExceeded, false);
  });

  test('cannot be passed by asking at the same time', async () => {
    const used = (await boss.usage({})).tokens;
    // Enough for one answer with its reserve, not for two.
    await boss.setBudget({ monthlyTokens: used + 900, monthlyCost: null });
    for (let n = 0; n < 4; n += 1) model.next({ say: ['A generator is a function [1].'], beforeMs: 500 });
    const answers = await Promise.all([1, 2, 3, 4].map((n) => ask(`What is generator number ${n}?`)));
    assert.equal(answers.filter(({ mode }) => mode === 'generated').length, 1);
    assert.ok((await boss.usage({})).tokens <= used + 900);
    const { rows } = await system.sql({ text: 'SELECT FROM assistant.reservations' });
    assert.equal(rows.length, 0);
    await boss.setBudget({ monthlyTokens: null, monthlyCost: null });
  });

  test('is also each person’s for a day, and says when it renews', async () => {
    const classmate = system.client(assistant, system.person(['learner'], admin.organizationId as string));
    const unlimited = { monthlyTokens: null, monthlyCost: null };
    const { personDailyTokensOtherwise } = await boss.usage({});
    assert.equal(personDailyTokensOtherwise, 200_000);
    assert.equal((await client.status({})).personBudgetRenewsAt, null);
    const { rows } = await system.sql<{ taken: number }>({
      text: 'SELECT max(tokens) AS taken FROM assistant.person_usage',
    });
    const taken = rows[0]?.taken ?? 0;
    assert.ok(taken > 100);
    // Enough for one more answer with its reserve, not for two at once.
    const set = await boss.setBudget({ ...unlimited, personDailyTokens: taken + 900 });
    assert.equal(set.personDailyTokens, taken + 900);
    for (let n = 0; n < 3; n += 1) model.next({ say: ['A generator is a function [1].'], beforeMs: 200 });
    const answers = await Promise.all([1, 2, 3].map((n) => ask(`Who has generator number ${n}?`)));
    assert.equal(answers.filter(({ mode }) => mode === 'generated').length, 1);
    await boss.setBudget({ ...unlimited, personDailyTokens: taken });
    const refused = await ask('What is left of a generator?');
    assert.deepEqual([refused.mode, refused.modeReason], ['extractive', 'person-budget-exceeded']);
    assert.match(refused.text, /renews at midnight \(UTC\)/);
    const today = system.clock.now().toISOString().slice(0, 10);
    const renews = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString();
    const { personBudgetRenewsAt, budgetExceeded } = await client.status({});
    assert.deepEqual([personBudgetRenewsAt, budgetExceeded], [renews, false]);
    model.forget();
    assert.equal(((await classmate.ask({ question: 'What is a generator?' })) as Answer).mode, 'generated');
    await boss.setBudget(unlimited);
    assert.equal((await client.status({})).personBudgetRenewsAt, null);
  });

  test('is accounted for by day, each month by itself', async () => {
    const thisMonth = system.clock.now().toISOString().slice(0, 7);
    const before = await boss.usage({});
    await system.sql({
      text: `INSERT INTO assistant.usage (organization_id, day, model, requests, prompt_tokens, completion_tokens, cost)
             VALUES ($1, '2026-01-31', 'small', 2, 40, 2, 0.5), ($1, '2026-01-31', 'spare', 1, 5, 3, 0.25),
                    ($1, '2026-02-01', 'small', 1, 7, 0, 0.125)`,
      values: [admin.organizationId],
    });
    const { models, days, tokens, cost } = await boss.usage({ month: '2026-01' });
    assert.deepEqual(days, [{ day: '2026-01-31', requests: 3, tokens: 50, cost: 0.75 }]);
    assert.deepEqual([models.map(({ model }) => model), tokens, cost], [['small', 'spare'], 50, 0.75]);
    assert.ok(thisMonth > '2026-02');
    assert.equal((await boss.usage({})).tokens, before.tokens);
  });

  test('is an administrator’s alone', async () => {
    await assert.rejects(client.setBudget({ monthlyTokens: 1, monthlyCost: null }), { code: 'forbidden' });
    await assert.rejects(client.usage({}), { code: 'forbidden' });
    const elsewhere = system.client(assistant, system.person(['admin']));
    assert.deepEqual((await elsewhere.usage({})).models, []);
  });
});

describe('models that fail', () => {
  const settings = {
    baseUrl: model.url,
    model: 'first',
    fallbackModel: 'second',
    timeoutMs: 30_000,
    maxTokens: 50,
    contextTokens: 500,
    prices: {},
  };
  const request = () => ({
    prompt: { system: 's', messages: [{ role: 'user' as const, content: 'q' }] },
    maxTokens: 50,
    signal: new AbortController().signal,
  });
  const collect = async (models: Models) => {
    const parts = models.generate(request());
    let text = '';
    for (;;) {
      const { done, value } = await parts.next();
      if (done) return { text, ...value };
      text += value;
    }
  };
  const since = (from: number) => model.requests.slice(from).map((it) => it.model);

  test('are followed by the fallback model', async () => {
    const from = model.requests.length;
    model.next({ status: 500 }, { status: 503 }, { say: ['from the spare'] });
    const { text, model: by } = await collect(new Models(settings));
    assert.deepEqual([text, by], ['from the spare', 'second']);
    assert.deepEqual(since(from), ['first', 'first', 'second']);
  });

  test('are waited for as long as they ask, unless that is long', async () => {
    const begun = performance.now();
    model.next({ status: 429, headers: { 'retry-after': '1' } }, { say: ['after a second'] });
    assert.equal((await collect(new Models(settings))).text, 'after a second');
    assert.ok(performance.now() - begun >= 990);
    const from = model.requests.length;
    model.next({ status: 429, headers: { 'retry-after': '60' } }, { say: ['the spare'] });
    assert.equal((await collect(new Models(settings))).model, 'second');
    assert.deepEqual(since(from), ['first', 'second']);
  });

  test('with a wrong key are not asked again, and with no model left there is an error', async () => {
    const from = model.requests.length;
    model.next({ status: 401 }, { status: 404 });
    await assert.rejects(collect(new Models(settings)), ModelsUnavailable);
    assert.deepEqual(since(from), ['first', 'second']);
  });

  test('again and again are left alone for a while, without a word to them', async () => {
    const { fallbackModel: _, ...single } = settings;
    const models = new Models(single);
    const from = model.requests.length;
    const usually = model.otherwise;
    model.otherwise = () => ({ status: 500 });
    for (let n = 0; n < 3; n += 1) await assert.rejects(collect(models), ModelsUnavailable);
    assert.ok(model.requests.length - from >= 5);
    const asked = model.requests.length;
    for (let n = 0; n < 5; n += 1) await assert.rejects(collect(models), ModelsUnavailable);
    assert.equal(model.requests.length, asked);
    model.otherwise = usually;
  });

  test('that say nothing, or stop saying, are given up in time', async () => {
    const { fallbackModel: _, ...single } = { ...settings, timeoutMs: 400 };
    model.next({ silent: true }, { silent: true });
    await assert.rejects(collect(new Models(single)), ModelsUnavailable);
    model.next({ say: ['one ', 'two ', 'three'], betweenMs: 900 });
    model.next({ say: ['one ', 'two ', 'three'], betweenMs: 900 });
    await assert.rejects(collect(new Models(single)), ModelsUnavailable);
  });
});
