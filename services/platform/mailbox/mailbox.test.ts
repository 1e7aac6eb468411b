/** The mailbox: emails come by task, and an organization's administrators read their own. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { contract, signedIn } from '@kernos/kernel/contract';
import { handle, service } from '@kernos/kernel/service';
import { Store } from '@kernos/kernel/store';
import { startTestSystem } from '@kernos/kernel/testing';
import { Type } from 'typebox';
import { mailbox } from './contract.ts';
import { mailboxService } from './service.ts';
import { deleteEmailsBefore } from './store.ts';

/** Stands for any service that writes to people. */
const writer = contract('writer', {
  calls: {
    write: {
      method: 'POST',
      path: '/write',
      summary: 'Writes an email',
      access: signedIn,
      body: Type.Object({ to: Type.String(), subject: Type.String() }),
      reply: { 202: Type.Null() },
    },
  },
});
// It has no tables, but a role of its own it has to have.
const migrations = await mkdtemp(join(tmpdir(), 'kernos-writer-'));
await writeFile(join(migrations, '0001-writer.sql'), 'SELECT 1;');
const writerService = service(writer, {
  migrations: pathToFileURL(`${migrations}/`),
  needs: [mailbox],
  calls: [
    handle(writer.calls.write, async ({ to, subject }, ctx) => {
      ctx.queue(mailbox.tasks.post, { to, subject, text: `About ${subject}` });
      return null;
    }),
  ],
});

const system = await startTestSystem({ services: [mailboxService, writerService] });
after(async () => {
  await system[Symbol.asyncDispose]();
  await rm(migrations, { recursive: true });
});
const admin = system.person(['admin']);
const write = async (to: string, subject: string, person = admin) => {
  await system.client(writer, person).write({ to, subject });
  await system.settled();
};

test('emails are read by administrators of their organization, newest first, page by page', async () => {
  for (const n of [1, 2, 3]) await write('Ada@Example.org', `Email ${n}`);
  await write('grace@example.org', 'Another');
  const box = system.client(mailbox, admin);
  const first = await box.list({ limit: 3 });
  assert.deepEqual(
    first.items.map(({ subject }) => subject),
    ['Another', 'Email 3', 'Email 2'],
  );
  assert.ok(first.nextCursor);
  const rest = await box.list({ cursor: first.nextCursor });
  assert.deepEqual(
    rest.items.map(({ subject, to, text }) => [subject, to, text]),
    [['Email 1', 'ada@example.org', 'About Email 1']],
  );
  assert.equal(rest.nextCursor, null);
  assert.equal((await box.list({ to: 'ADA@example.org' })).items.length, 3);
});

test('nobody else reads them', async () => {
  const code = (expected: string) => (error: unknown) => (error as { code: string }).code === expected;
  const learner = system.person(['learner', 'instructor'], admin.organizationId ?? undefined);
  await assert.rejects(system.client(mailbox, learner).list({}), code('forbidden'));
  await assert.rejects(system.client(mailbox).list({}), code('unauthenticated'));
  assert.deepEqual((await system.client(mailbox, system.person(['admin'])).list({})).items, []);
});

test('emails are thrown away after a time, of every organization', async () => {
  const other = system.person(['admin']);
  await write('old@example.org', 'Old', other);
  const store = new Store(system.system.databaseUrl, { connections: 1 });
  const tx = store.transaction({
    service: 'mailbox',
    organizationId: null,
    actorId: null,
    scope: 'platform',
    readOnly: false,
  });
  await deleteEmailsBefore({ tx }, new Date(Date.now() - 60_000));
  assert.equal((await system.client(mailbox, other).list({})).items.length, 1);
  await deleteEmailsBefore({ tx }, new Date(Date.now() + 1000));
  await tx.commit();
  await store.close();
  assert.equal((await system.client(mailbox, other).list({})).items.length, 0);
  assert.equal((await system.client(mailbox, admin).list({})).items.length, 0);
});
