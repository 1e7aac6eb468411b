import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAssistant } from './assistant.fixture.ts';
import { assistant } from './contract.ts';
import { GENERATORS } from './neighbours.fixture.ts';
import type { Answer } from './schemas.ts';
import { builtIn } from './templates-built-in.ts';

const here = await startAssistant();
const { model, near, system } = here;
after(() => here[Symbol.asyncDispose]());

const admin = system.person(['admin']);
const organizationId = admin.organizationId as string;
const learner = system.person(['learner'], organizationId);
const boss = system.client(assistant, admin);
const client = system.client(assistant, learner);
for (const passage of GENERATORS) near.shelve({ organizationId, ...passage });
const rulesOf = async (level: 'beginner' | 'advanced') => {
  const from = model.requests.length;
  await client.ask({ question: `What is a generator (${crypto.randomUUID()})?`, level });
  return model.requests[from]?.messages[0]?.content ?? '';
};

test('versions are made, chosen by kind and level, and taken back', async () => {
  const general = await boss.addTemplate({
    kind: 'explain',
    level: null,
    text: 'Sing it to a {{level}} learner.',
    note: 'first',
  });
  const advanced = await boss.addTemplate({
    kind: 'explain',
    level: 'advanced',
    text: 'Be terse in {{ language }}.',
  });
  const second = await boss.addTemplate({ kind: 'explain', level: null, text: 'Dance it.' });
  assert.deepEqual([general.version, advanced.version, second.version, general.active], [1, 1, 2, false]);
  assert.match(await rulesOf('beginner'), /Explain what was asked to a beginner learner/);
  await boss.activateTemplate({ templateId: general.id });
  await boss.activateTemplate({ templateId: advanced.id });
  assert.match(await rulesOf('beginner'), /Sing it to a beginner learner\.$/);
  assert.match(await rulesOf('advanced'), /Be terse in the language of the question\.$/);
  await boss.activateTemplate({ templateId: second.id });
  assert.match(await rulesOf('beginner'), /Dance it\.$/);
  const { items } = await boss.templates({ kind: 'explain' });
  assert.deepEqual(
    items.map(({ version, active }) => [version, active]),
    [
      [2, true],
      [1, false],
      [1, true],
      [0, false],
    ],
  );
  assert.equal((await boss.deactivateTemplate({ templateId: advanced.id })).active, false);
  assert.match(await rulesOf('advanced'), /Dance it\.$/);
  await boss.activateTemplate({ templateId: builtIn('explain').id });
  assert.match(await rulesOf('beginner'), /Explain what was asked/);
  assert.ok(
    (await boss.templates({})).items.some(
      ({ version, kind, active }) => version === 0 && kind === 'explain' && active,
    ),
  );
});

test('an answer of another template version does not come from the cache', async () => {
  const question = 'Which function defines iteration?';
  const ask = async () => ((await client.ask({ question })) as Answer).cached;
  assert.deepEqual([await ask(), await ask()], [false, true]);
  const { id } = await boss.addTemplate({ kind: 'explain', level: null, text: 'Whisper it.' });
  await boss.activateTemplate({ templateId: id });
  assert.deepEqual([await ask(), await ask()], [false, true]);
  await boss.activateTemplate({ templateId: builtIn('explain').id });
});

test('what is no placeholder is refused, and so is everybody but an administrator', async () => {
  await assert.rejects(boss.addTemplate({ kind: 'find', level: null, text: 'For {{nobody}}' }), {
    code: 'placeholder-unknown',
  });
  await assert.rejects(client.addTemplate({ kind: 'find', level: null, text: 'x' }), { code: 'forbidden' });
  const elsewhere = system.client(assistant, system.person(['admin']));
  const own = await boss.addTemplate({ kind: 'find', level: null, text: 'Ours' });
  await assert.rejects(elsewhere.activateTemplate({ templateId: own.id }), { code: 'template-not-found' });
  await assert.rejects(elsewhere.deactivateTemplate({ templateId: own.id }), { code: 'template-not-found' });
  assert.equal((await elsewhere.templates({})).items.length, 6);
});

test('two are read side by side', async () => {
  const from = model.requests.length;
  const { a, b } = await boss.previewTemplates({
    question: 'What is a generator?',
    a: { templateId: builtIn('explain').id },
    b: { text: 'Rhyme for a {{level}} learner.' },
  });
  assert.equal(a.mode, 'generated');
  assert.equal(b.sentences[0]?.verdict, 'supported');
  const rules = model.requests.slice(from).map(({ messages }) => messages[0]?.content ?? '');
  assert.ok(rules.some((text) => text.endsWith('Rhyme for a beginner learner.')) && rules.length === 2);
  await assert.rejects(boss.previewTemplates({ question: 'x', a: {}, b: { text: 'y' } }), {
    code: 'invalid-input',
  });
});

/** Waits until every question of an evaluation is answered and compared. */
async function ended(evaluationId: string): Promise<void> {
  for (let waited = 0; waited < 1_000; waited += 1) {
    if ((await boss.evaluation({ evaluationId })).state === 'done') return;
    await sleep(25);
  }
  assert.fail('the evaluation did not end');
}

test('two are measured over a set of questions', async () => {
  const worse = await boss.addTemplate({ kind: 'explain', level: null, text: 'Invent something.' });
  model.otherwise = ({ messages }) => ({
    say: [
      messages[0]?.content.endsWith('Invent something.')
        ? 'Generators were brewed by druids under full moons, people believe [1].'
        : 'A generator is a function that defines iteration [1].',
    ],
  });
  const begun = await boss.evaluate({
    a: builtIn('explain').id,
    b: worse.id,
    questions: [
      { question: 'What is a generator?' },
      { question: 'Which function defines iteration?' },
      { question: 'How is bread baked?' },
    ],
  });
  assert.deepEqual([begun.state, begun.questions], ['running', 3]);
  await ended(begun.id);
  const done = await boss.evaluation({ evaluationId: begun.id });
  assert.deepEqual([done.state, done.answered], ['done', 3]);
  const { a, b } = done.measures ?? {};
  assert.deepEqual([a?.supportRate, b?.supportRate], [1, 0]);
  assert.deepEqual([a?.answeredRate, a?.generatedRate], [0.667, 0.667]);
  assert.ok((a?.tokens ?? 0) > 200 && (a?.p95Ms ?? 0) >= (a?.p50Ms ?? 1));
  assert.equal((await boss.evaluations({})).items[0]?.id, begun.id);
  const ours = await boss.evaluate({ a: builtIn('explain').id, b: worse.id });
  assert.ok(ours.questions >= 20);
  await ended(ours.id);
  assert.equal((await boss.evaluation({ evaluationId: ours.id })).answered, ours.questions);
  const elsewhere = system.client(assistant, system.person(['admin']));
  await assert.rejects(elsewhere.evaluation({ evaluationId: begun.id }), { code: 'evaluation-not-found' });
});
