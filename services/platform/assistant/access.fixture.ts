/** What the calls of assistant answer to whom (services/testing/access.fixture.ts). */

import { client } from '@kernos/kernel/client';
import { type Expectations, under } from '../../testing/access.fixture.ts';
import type { College } from '../../testing/college.fixture.ts';
import { bearer, type Person } from '../../testing/people.fixture.ts';
import { assistant } from './contract.ts';

const as = ({ system }: College, { accessToken }: Person) =>
  client(assistant, { baseUrl: system.url, headers: () => bearer(accessToken) });

/** A question of the learner, answered. */
async function asked(college: College): Promise<{ answerId: string; conversationId: string }> {
  const reply = await as(college, college.members.learner).ask({
    question: 'What does the first lesson say?',
  });
  const { id, conversationId } = reply as { id: string; conversationId: string };
  return { answerId: id, conversationId };
}

const answer = async (college: College) => ({ params: { answerId: (await asked(college)).answerId } });
const conversation = async (college: College) => ({
  params: { conversationId: (await asked(college)).conversationId },
});

async function template(college: College): Promise<string> {
  const made = await as(college, college.members.admin).addTemplate({
    kind: 'find',
    level: null,
    text: 'Find it.',
  });
  return made.id;
}

// Not the built-in templates: their ids are the same everywhere, and would count as a trace of this organization.
const comparison = async (college: College) => ({
  a: await template(college),
  b: await template(college),
  questions: [{ question: 'What?' }],
});

export const access: Expectations = {
  ...under('signed-in', {
    'assistant.status': {},
    'assistant.ask': {
      send: () => ({ body: { question: 'What is a lesson?' }, headers: { accept: 'application/json' } }),
      leaver: 403,
    },
    'assistant.ask, in a conversation': {
      send: async (college) => ({
        body: { question: 'And why?', conversationId: (await asked(college)).conversationId },
        headers: { accept: 'application/json' },
      }),
      other: 404,
      stranger: 404,
      leaver: 403,
    },
    'assistant.ask, about a draft': {
      send: ({ draft }) => ({
        body: { question: 'What is it?', courseId: draft.courseId },
        headers: { accept: 'application/json' },
      }),
      owner: 'instructor',
      adminsToo: true,
      other: 404,
      stranger: 404,
      leaver: 403,
    },
    'assistant.answer': { send: answer },
    'assistant.answerEvents': { send: answer },
    'assistant.stop': { send: answer },
    'assistant.why': { send: answer },
    'assistant.giveFeedback': {
      send: async (college) => ({ ...(await answer(college)), body: { helpful: true } }),
    },
    'assistant.withdrawFeedback': { send: answer },
    'assistant.conversations': {},
    'assistant.conversation': { send: conversation },
    'assistant.answers': { send: conversation },
    'assistant.renameConversation': {
      send: async (college) => ({ ...(await conversation(college)), body: { title: 'Taken over' } }),
    },
    'assistant.deleteConversation': { send: conversation },
    'assistant.exportConversation': { send: conversation },
    'assistant.createKey': { send: () => ({ body: { name: 'A key' } }), leaver: 403 },
    'assistant.keys': {},
    'assistant.revokeKey': {
      send: async (college) => ({
        params: { keyId: (await as(college, college.members.learner).createKey({ name: 'A key' })).id },
      }),
    },
  }),
  ...under(['admin'], {
    'assistant.usage': { other: 'same' },
    'assistant.setBudget': {
      send: () => ({ body: { monthlyTokens: null, monthlyCost: null } }),
      other: 'same',
    },
    'assistant.feedback': { other: 'same' },
    'assistant.templates': { other: 'same' },
    'assistant.addTemplate': {
      send: () => ({ body: { kind: 'find', level: null, text: 'Find it.' } }),
      other: 'same',
    },
    'assistant.activateTemplate': {
      send: async (college) => ({ params: { templateId: await template(college) } }),
      other: 'same',
      stranger: 404,
    },
    'assistant.deactivateTemplate': {
      send: async (college) => ({ params: { templateId: await template(college) } }),
      other: 'same',
      stranger: 404,
    },
    'assistant.previewTemplates': {
      send: async (college) => ({
        body: { question: 'What?', a: { templateId: await template(college) }, b: { text: 'Say it.' } },
      }),
      other: 'same',
      stranger: 404,
    },
    'assistant.evaluate': {
      send: async (college) => ({ body: await comparison(college) }),
      other: 'same',
      stranger: 404,
    },
    'assistant.evaluations': { other: 'same' },
    'assistant.evaluation': {
      send: async (college) => {
        const { id } = await as(college, college.members.admin).evaluate(await comparison(college));
        await college.system.settled();
        return { params: { evaluationId: id } };
      },
      other: 'same',
      stranger: 404,
    },
  }),
  ...under('api-key', {
    'assistant.chatCompletions': {
      send: () => ({ body: { model: 'kernos', messages: [{ role: 'user', content: 'What?' }] } }),
    },
    'assistant.models': {},
  }),
};
