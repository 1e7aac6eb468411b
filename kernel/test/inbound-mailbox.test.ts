/** Emails that come into a mailbox: filed once, marked when that is committed, and whatever is wrong with one holds up no other. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../src/contract/ids.ts';
import { listDeadLetters } from '../src/messaging/dead-letters.ts';
import { Store } from '../src/store/store.ts';
import { startTestSystem } from '../src/testing.ts';
import { newGateway } from './monitors/gateway.fixture.ts';
import { MailboxServer } from './monitors/mailbox.fixture.ts';
import { fault, monitorsService } from './monitors/monitors.ts';

const mailbox = new MailboxServer();
await mailbox.listen();
const system = await startTestSystem({
  services: [monitorsService],
  env: { LOG_LEVEL: 'silent', MONITORS_MAILBOX_URL: mailbox.url() },
});
const store = new Store(system.system.databaseUrl, { connections: 2 });
after(async () => {
  await store.close();
  await system[Symbol.asyncDispose]();
  await mailbox.close();
});

const email = (
  to: string,
  subject: string,
  text: string,
  headers: readonly string[] = [`Message-ID: <${newId()}@lab>`],
) =>
  [
    `From: Lab <lab@example.org>`,
    `To: ${to}@monitors.example`,
    `Subject: ${subject}`,
    ...headers,
    '',
    text,
  ].join('\r\n');

async function filed(organizationId: string) {
  const { rows } = await system.sql<{ key: string; value: string }>({
    text: 'SELECT key, value FROM monitors.results WHERE organization_id = $1 ORDER BY key',
    values: [organizationId],
  });
  return rows;
}

async function until(isThere: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; !(await isThere()); await sleep(10))
    assert.ok(Date.now() < deadline, `waited in vain until ${what}`);
}
const untilFiled = (organizationId: string, count: number) =>
  until(async () => (await filed(organizationId)).length >= count, `${count} are filed`);

/** Why those are dead that are kept of an organization. */
async function errorsOf(organizationId: string): Promise<readonly string[]> {
  const dead = await listDeadLetters(store, organizationId, { state: 'dead', limit: 10 });
  return dead.map(({ error }) => error ?? '');
}

test('an email is filed and marked as seen; a copy with its Message-ID has no second effect', async () => {
  const { credential, organizationId } = await newGateway(system);
  const before = mailbox.seen();
  const encoded = email(credential, '=?utf-8?Q?Temp=C3=A9rature?=', '39=C2=B0', [
    ...['Message-ID: <one@lab>', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8'],
    'Content-Transfer-Encoding: quoted-printable',
  ]);
  mailbox.put(encoded, encoded);
  await until(() => mailbox.seen() === before + 2, 'both are seen');
  assert.deepEqual(await filed(organizationId), [{ key: 'Température', value: '39°' }]);
});

test('two emails without a Message-ID are two, and one that fails is tried again as what it was', async () => {
  const { credential, organizationId } = await newGateway(system);
  const before = mailbox.seen();
  const same = email(credential, 'k', 'fails today', []);
  mailbox.put(same, same);
  await until(() => mailbox.seen() === before + 2, 'both are seen, because both are kept');
  assert.deepEqual(await filed(organizationId), []);
  fault.value = null;
  await untilFiled(organizationId, 2);
  fault.value = 'fails';
  assert.equal((await filed(organizationId)).length, 2);
});

test('one that is too large, or no email, is dead with its reason, and those behind it are filed', async () => {
  const { credential, organizationId } = await newGateway(system);
  const before = mailbox.seen();
  const parts = Array.from(
    { length: 300 },
    (_, n) => `--p${n}\r\nContent-Type: multipart/mixed; boundary=p${n + 1}\r\n`,
  );
  mailbox.put(
    email(credential, 'large', 'x'.repeat(20_000)),
    `To: ${credential}@monitors.example\r\n\r\nof nobody`,
    email(credential, 'broken', parts.join('\r\n'), ['Content-Type: multipart/mixed; boundary=p0']),
    email(credential, 'next', 'v'),
  );
  await until(() => mailbox.seen() === before + 4, 'all are seen');
  const errors = (await errorsOf(organizationId)).join('\n');
  assert.match(errors, /unreadable: it has 20\d\d\d bytes; this listener reads 10000 at most/);
  assert.match(errors, /unreadable: it is no email: it has no From/);
  assert.ok((await filed(organizationId)).some(({ key }) => key === 'next'));
  const { rows } = await system.sql<{ text: string }>({
    text: 'SELECT message::text AS text FROM kernel.deliveries WHERE organization_id = $1',
    values: [organizationId],
  });
  assert.ok(
    rows.length >= 2 && rows.every(({ text }) => text.length < 100_000 && !text.includes('of nobody')),
  );
});

test('when the server was away, emails are taken again', async () => {
  const { credential, organizationId } = await newGateway(system);
  await mailbox.close();
  mailbox.put(email(credential, 'k', 'v'));
  await mailbox.listen();
  await untilFiled(organizationId, 1);
});
