/** Messages leave in the order in which they were sent, as they were, however many one transaction sends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { contract, event, signedIn } from '../contract/contract.ts';
import { Id } from '../contract/schemas.ts';
import { handle, service, task } from '../contract/service.ts';
import { startTestSystem } from '../testing.ts';

const texts = Type.Object({ texts: Type.Array(Type.String()) });
const post = contract('post', {
  calls: {
    send: {
      method: 'POST',
      path: '/post',
      summary: 'Sends an event for each text, one for nobody’s organization, and a task',
      access: signedIn,
      body: texts,
      reply: { 201: Type.Object({}) },
    },
  },
  events: { 'text.sent': event('A text was sent.', 'text', { text: Type.String(), by: Id }) },
  tasks: { file: Type.Object({ count: Type.Integer() }) },
});

test('several in one transaction are one statement, and arrive as one after the other would', async () => {
  const filed: number[] = [];
  await using system = await startTestSystem({
    services: [
      service(post, {
        calls: [
          handle(post.calls.send, async (input, ctx) => {
            const by = ctx.actor.id as string;
            for (const text of input.texts) ctx.publish('text.sent', { text, by });
            ctx.publish('text.sent', { text: 'for nobody', by }, { organizationId: null });
            ctx.queue(post.tasks.file, { count: input.texts.length });
            return {};
          }),
        ],
        tasks: [
          task(post, post.tasks.file, async ({ count }) => {
            filed.push(count);
          }),
        ],
      }),
    ],
  });
  const person = system.person([]);
  const sent = ['plain', '"quoted" \\ {braces}, commas', 'NULL', 'zwei\nZeilen 🙂', ''];
  await system.client(post, person).send({ texts: sent });
  await system.settled();
  const { rows } = await system.sql<{
    kind: string;
    key: string;
    organization: string | null;
    data: unknown;
  }>({
    text: 'SELECT kind, key, organization_id AS organization, data FROM kernel.outbox ORDER BY position',
  });
  const by = person.userId;
  const events = rows.filter(({ kind }) => kind === 'event');
  assert.deepEqual(
    events.map(({ data, organization }) => ({ data, organization })),
    [
      ...sent.map((text) => ({ data: { text, by }, organization: person.organizationId })),
      { data: { text: 'for nobody', by }, organization: null },
    ],
  );
  assert.deepEqual(
    events.map(({ key }) => key),
    [...sent, 'for nobody'],
  );
  assert.deepEqual(filed, [sent.length]);
});
