/** A workflow as whoever started it follows it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { contract, signedIn } from '@kernos/kernel/contract';
import { handle, service } from '@kernos/kernel/service';
import { startTestSystem } from '@kernos/kernel/testing';
import { notes, notesService } from '@kernos/kernel/testing/notes';
import { Type } from 'typebox';
import { operations } from './contract.ts';
import { operationsService } from './service.ts';

/** Looks at the system without saying that it does. */
const peeping = contract('peeping', {
  calls: {
    peep: {
      method: 'GET',
      path: '/peep',
      summary: 'Peeps',
      access: signedIn,
      reply: { 200: Type.Object({ version: Type.String() }) },
    },
  },
});
const peepingService = service(peeping, {
  calls: [handle(peeping.calls.peep, async (_input, ctx) => ({ version: ctx.system.version }))],
});

const system = await startTestSystem({ services: [notesService(), operationsService, peepingService] });
after(() => system[Symbol.asyncDispose]());
const writer = system.person(['writer']);
const stranger = system.person(['writer']);
const mine = system.client(notes, writer);

const codeOf = (code: string) => (error: unknown) => (error as { code: string }).code === code;

test('the status of a workflow can be followed to its end, by whoever started it alone', async () => {
  const note = await mine.write({ text: 'quiet' });
  const { workflowId } = await mine.shout({ noteId: note.id });
  const status = system.client(operations, writer);
  const seen: string[] = [];
  for await (const { data } of await status.workflowEvents({ workflowId })) seen.push(data.status);
  assert.equal(seen.at(-1), 'succeeded');
  const end = await status.workflowStatus({ workflowId });
  assert.deepEqual(
    end.steps.map(({ name, status: s }) => [name, s]),
    [
      ['load', 'done'],
      ['raise', 'done'],
    ],
  );
  assert.equal(end.progress, 100);
  const inFrench = await status.workflowStatus({ workflowId }, { headers: { 'accept-language': 'fr' } });
  assert.deepEqual(
    [end, inFrench].map(({ title, steps }) => [title, steps[0]?.title]),
    [
      ['Shouting a note', 'Loading the note'],
      ['Cri d’une note', 'Lecture de la note'],
    ],
  );
  assert.equal((await mine.read({ noteId: note.id })).text, 'QUIET');
  await assert.rejects(
    system.client(operations, stranger).workflowStatus({ workflowId }),
    codeOf('not-found'),
  );
});

test('only a service that says so sees the system', async () => {
  await assert.rejects(system.client(peeping, writer).peep({}), codeOf('internal'));
});
