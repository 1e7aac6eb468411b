/** Nothing stood in: a course is published and indexed, a learner asks, and what they may read changes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { client } from '@kernos/kernel/client';
import type { Contract } from '@kernos/kernel/contract';
import { startTestSystem } from '@kernos/kernel/testing';
import { courses } from '../../learning/courses/contract.ts';
import { coursesService } from '../../learning/courses/service.ts';
import { enrollments } from '../../learning/enrollments/contract.ts';
import { enrollmentsService } from '../../learning/enrollments/service.ts';
import { progressService } from '../../learning/progress/service.ts';
import { identity } from '../identity/contract.ts';
import { identityService } from '../identity/service.ts';
import { knowledge } from '../knowledge/contract.ts';
import { knowledgeService } from '../knowledge/service.ts';
import { mailboxService } from '../mailbox/service.ts';
import { notificationsService } from '../notifications/service.ts';
import { assistant } from './contract.ts';
import { startModelServer } from './model-server.fixture.ts';
import type { Answer } from './schemas.ts';
import { assistantService } from './service.ts';

const services = [
  ...[
    identityService,
    mailboxService,
    notificationsService,
    coursesService,
    enrollmentsService,
    progressService,
  ],
  ...[knowledgeService, assistantService],
];
const model = await startModelServer();
const env = { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'small' };
const system = await startTestSystem({ services, signIn: false, env });
after(async () => {
  await system[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});

const PASSWORD = 'four unrelated words here';
type As = <C extends Contract>(contract: C) => ReturnType<typeof client<C>>;

const signedIn = (accessToken: string): As => {
  const headers = () => ({ authorization: `Bearer ${accessToken}` });
  return (contract) => client(contract, { baseUrl: system.url, headers });
};

async function founder(): Promise<As> {
  const registered = await system
    .client(identity)
    .register({ name: 'Ada', email: `${crypto.randomUUID()}@school.example`, password: PASSWORD });
  return signedIn(registered.accessToken);
}

async function member(admin: As): Promise<{ as: As; userId: string; email: string }> {
  const email = `${crypto.randomUUID()}@school.example`;
  const { userId } = await admin(identity).createMember({
    name: 'Lea',
    email,
    password: PASSWORD,
    roles: ['learner'],
  });
  const { accessToken } = await system.client(identity).login({ email, password: PASSWORD });
  return { as: signedIn(accessToken), userId, email };
}

const markdown = `Iteration comes first — “for” calls *iter*. Ünïcödé before the passage moves its bytes.

## Writing a generator

A generator function is any function that has the word \`yield\` in its body. Calling it gives a generator object.

\`\`\`python
def countdown(n):
    while n > 0:
        yield n
        n -= 1
\`\`\`

## Exercise 1

Write a generator function that follows a file.

## Solution

\`\`\`python
def follow_the_hidden_file(path):
    yield path
\`\`\`
`;

async function teach(admin: As): Promise<{ courseId: string; lessonId: string }> {
  const { id: courseId } = await admin(courses).create({ title: 'Iteration' });
  const { id: moduleId } = await admin(courses).addModule({ courseId, title: 'Generators' });
  const { id: lessonId } = await admin(courses).addLesson({
    moduleId,
    title: 'Generator functions',
    markdown,
  });
  await admin(courses).publish({ courseId });
  await indexed(async () => (await admin(knowledge).search({ q: 'generator' })).items.length > 0);
  return { courseId, lessonId };
}

async function indexed(isThere: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 400; waited += 1) {
    await system.settled();
    if (await isThere()) return;
    await sleep(25);
  }
  assert.fail('it was not indexed');
}

const QUESTION = { question: 'How do I write a generator function?' };
const ask = async (as: As, input: { question: string; courseId?: string } = QUESTION) =>
  (await as(assistant).ask(input)) as Answer;

for (const [how, monthlyTokens, mode] of [
  ['quoted', 0, 'extractive'],
  ['written', null, 'generated'],
] as const) {
  test(`an answer is ${how} from the course, and each citation opens the passage at its bytes`, async () => {
    const admin = await founder();
    const { courseId, lessonId } = await teach(admin);
    const { as } = await member(admin);
    await as(enrollments).enroll({ courseId });
    await admin(assistant).setBudget({ monthlyTokens, monthlyCost: null });
    const answer = await ask(as, { ...QUESTION, courseId });
    assert.equal(answer.mode, mode);
    const cited = new Set(answer.sentences.flatMap(({ citations }) => citations.map(({ n }) => n)));
    assert.ok(
      cited.size > 0 && answer.sentences.every(({ verdict }) => verdict === 'supported'),
      answer.text,
    );
    const lesson = Buffer.from((await as(courses).lesson({ lessonId })).markdown);
    for (const passage of answer.passages) {
      assert.equal(passage.lessonId, lessonId);
      const text = lesson.subarray(passage.start, passage.end).toString();
      assert.ok(text.startsWith(passage.excerpt.replace(/…$/, '')), passage.excerpt);
    }
    const best = answer.passages.find(({ n }) => cited.has(n));
    assert.equal(best?.headings.at(-1), 'Writing a generator');
    assert.ok(!JSON.stringify([answer, model.requests]).includes('follow_the_hidden_file'));
  });
}

let admin: As;
before(async () => {
  admin = await founder();
});

test('a deleted document, a withdrawn seat and a left organization show in the next answer, cache or not', async () => {
  const { courseId } = await teach(admin);
  const { as, userId } = await member(admin);
  await as(enrollments).enroll({ courseId });
  await system.settled();
  const upload = async (visibility: 'organization' | 'members', word: string) => {
    const blob = new Blob([
      `# Aardvarks\n\nAn aardvark of the ${word} digs for termites every single night.`,
    ]);
    const { id } = await admin(knowledge).upload({
      file: { blob, fileName: `${word}.md` },
      visibility,
      ...(visibility === 'members' && { courseId }),
    });
    await indexed(async () => (await admin(knowledge).document({ documentId: id })).state === 'ready');
    return id;
  };
  const open = await upload('organization', 'savanna');
  await upload('members', 'bushland');
  const question = { question: 'What does an aardvark dig for?' };
  const said = async () => {
    const answer = await ask(as, question);
    const all = JSON.stringify(answer);
    return { cached: answer.cached, savanna: all.includes('savanna'), bushland: all.includes('bushland') };
  };
  assert.deepEqual(await said(), { cached: false, savanna: true, bushland: true });
  assert.deepEqual(await said(), { cached: true, savanna: true, bushland: true });
  await as(enrollments).withdraw({ courseId });
  assert.deepEqual(await said(), { cached: false, savanna: true, bushland: false });
  await admin(knowledge).removeDocument({ documentId: open });
  assert.deepEqual(await said(), { cached: false, savanna: false, bushland: false });
  const { key } = await as(assistant).createKey({ name: 'Editor' });
  const models = () => fetch(`${system.url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
  assert.equal((await models()).status, 200);
  await admin(identity).removeMember({ userId });
  assert.equal((await models()).status, 401);
  await assert.rejects(ask(as, question), (error: { status?: number }) =>
    [401, 403].includes(error.status ?? 0),
  );
});

/** Whether somebody reads of a beast anywhere: as found, by the passage's id, or in an answer. */
async function readsOf(as: As, beast: string, passageId: string) {
  const { items } = await as(knowledge).search({ q: beast });
  const opened = await as(knowledge)
    .passage({ passageId })
    .catch((error: { code?: string }) => error.code);
  const answer = await ask(as, { question: `What does a ${beast} eat?` });
  const has = (text: unknown) => JSON.stringify(text).includes(`${beast} eats`);
  return {
    search: has(items),
    passage: has(opened),
    answer: has(answer),
  };
}

test('who a course is for decides in search, passages and answers; taken down, nobody reads it any more', async () => {
  const desk = await founder();
  await desk(assistant).setBudget({ monthlyTokens: 0, monthlyCost: null });
  const [seated, waiting, outside] = [await member(desk), await member(desk), await member(desk)];
  const everywhere = { search: true, passage: true, answer: true };
  const nowhere = { search: false, passage: false, answer: false };
  for (const [audience, beast] of [
    ['open', 'wombat'],
    ['enrolled', 'quokka'],
    ['invited', 'numbat'],
  ] as const) {
    const { id: courseId } = await desk(courses).create({
      ...{ title: `Beasts ${audience}`, audience, capacity: 1, waitlist: true },
    });
    const { id: moduleId } = await desk(courses).addModule({ courseId, title: 'Food' });
    const markdown = `Every ${beast} eats what grows near the burrow of the ${beast}.`;
    await desk(courses).addLesson({ moduleId, title: 'Meals', markdown });
    await desk(courses).publish({ courseId });
    const found = async () => (await desk(knowledge).search({ q: beast, courseId })).items;
    await indexed(async () => (await found()).length > 0);
    const passageId = (await found())[0]?.id as string;
    for (const { as, email } of [seated, waiting])
      await (audience === 'invited'
        ? desk(enrollments).invite({ courseId, email })
        : as(enrollments).enroll({ courseId }));
    const { counts } = await desk(enrollments).learners({ courseId });
    assert.deepEqual(counts, { active: 1, waitlisted: 1, withdrawn: 0 });
    const toOthers = audience === 'open' ? everywhere : nowhere;
    assert.deepEqual(await readsOf(seated.as, beast, passageId), everywhere, `${audience}: seated`);
    assert.deepEqual(await readsOf(waiting.as, beast, passageId), toOthers, `${audience}: waiting`);
    assert.deepEqual(await readsOf(outside.as, beast, passageId), toOthers, `${audience}: outside`);
    // At once, whether the index has heard of it or not.
    await desk(courses).unpublish({ courseId });
    for (const as of [desk, seated.as, outside.as])
      assert.deepEqual(await readsOf(as, beast, passageId), nowhere, `${audience}: taken down`);
    await system.settled();
    assert.deepEqual(await readsOf(seated.as, beast, passageId), nowhere);
  }
});

test('another organization’s course is not there', async () => {
  const { courseId } = await teach(admin);
  const stranger = await founder();
  await assert.rejects(ask(stranger, { ...QUESTION, courseId }), { code: 'course-not-found' });
  assert.equal((await ask(stranger)).mode, 'nothing-found');
});
