/** Emails: to a real mail server that takes, refuses, puts off or hangs; and into the mailbox without one. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mailbox } from '../mailbox/contract.ts';
import { known, startMailServer, startNotifications, until } from './notifications.fixture.ts';

const server = await startMailServer();
const here = await startNotifications(server.env);
after(async () => {
  await here[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
const { system } = here;
const office = here.as(here.admin);
const MINUTE_MS = 60_000;

const mailsTo = (email: string) => server.mails.filter(({ to }) => to === email);
const deliveriesTo = async (recipientId: string) =>
  (await office.deliveries({ recipientId, channel: 'email' })).items;
/** Quoted-printable and encoded words, read. */
const readable = (source: string) =>
  source
    .replace(/=\r?\n/g, '')
    .replace(/((?:=[0-9A-F]{2})+)/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString())
    .replace(/=\?utf-8\?[qQ]\?(.*?)\?=/gi, (_all, text: string) => text.replaceAll('_', ' '));

test('a welcome is in the server within two seconds of enrolling, as text and as HTML', async (t) => {
  const learner = here.person(['learner'], { email: 'ada@example.org' });
  const course = await here.course('Practical Python');
  const began = performance.now();
  await here.enroll(course, learner);
  await until(() => mailsTo('ada@example.org').length > 0, 'an email of welcome');
  t.diagnostic(
    `welcome email taken by the server ${Math.round((mailsTo('ada@example.org')[0]?.at ?? 0) - began)} ms after enrolling (promised: 2000 ms)`,
  );
  await system.settled();
  const [mail] = mailsTo('ada@example.org');
  const source = readable(mail?.source ?? '');
  const [delivery] = await deliveriesTo(learner.userId);
  assert.match(source, /^From: Kernos <kernos@kernos\.example>/m);
  assert.match(source, /^To: Ada Lovelace <ada@example\.org>/m);
  assert.match(source, /^Subject: You are enrolled: Practical Python/m);
  assert.ok(source.includes(`Message-ID: <${delivery?.id}@kernos.example>`));
  assert.match(source, /Content-Type: text\/plain/);
  assert.match(source, /Content-Type: text\/html/);
  assert.ok(source.includes(`href="${system.system.config.publicUrl}/courses/${course.courseId}"`));
  assert.match(source, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  assert.match(source, /^List-Unsubscribe:\s+<http[^>]+\/unsubscribe\//m);
  assert.deepEqual([delivery?.state, delivery?.attempts], ['sent', 1]);
  assert.equal((await system.client(mailbox, here.admin).list({})).items.length, 0);
});

test('names and titles stay text, whatever they contain', async () => {
  const evil = '<script>alert(1)</script>';
  const learner = here.person(['learner'], { email: 'eve@example.org', name: `Eve ${evil}` });
  await here.enroll(await here.course(`Knots ${evil} {{ link }}\r\nBcc: all@example.org`), learner);
  await system.settled();
  const source = readable(mailsTo('eve@example.org')[0]?.source ?? '');
  const [head = '', ...parts] = source.split('\r\n\r\n');
  assert.ok(!/^Bcc:/m.test(head), head);
  const html = parts.join('\n\n').split('<html')[1] ?? '';
  assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
  assert.ok(!html.includes('<script'));
  // A title is a value, never a template.
  assert.ok(html.includes('{{ link }}'));
});

test('a person who is refused for good is given up at once, with what the server said; a resend tries again', async () => {
  server.mood = 'refusing';
  const learner = here.person(['learner'], { email: 'gone@example.org' });
  await here.enroll(await here.course(), learner);
  await system.settled();
  const [parked] = await deliveriesTo(learner.userId);
  assert.deepEqual([parked?.state, parked?.attempts, parked?.dueAt], ['parked', 1, null]);
  assert.match(parked?.reason ?? '', /550.*No such person here/);
  const { rows } = await system.sql<{ kind: string }>({
    text: `SELECT data->>'kind' AS kind FROM kernel.outbox WHERE type = 'notification.failed' AND data->>'recipientId' = $1`,
    values: [learner.userId],
  });
  assert.deepEqual(rows, [{ kind: 'learning.enrolled' }]);

  server.mood = 'accepting';
  const deliveryId = parked?.id as string;
  assert.equal((await office.resend({ deliveryId })).state, 'queued');
  await system.settled();
  const again = await office.delivery({ deliveryId });
  assert.deepEqual(
    [again.state, again.attempts, again.history.map(({ outcome }) => outcome)],
    ['sent', 2, ['parked', 'sent']],
  );
  assert.equal(mailsTo('gone@example.org').length, 1);
  await assert.rejects(office.resend({ deliveryId }), /given up, or waits/);
});

test('a server that puts off is asked again later', async () => {
  server.mood = 'greylisting';
  const learner = here.person(['learner'], { email: 'later@example.org' });
  await here.enroll(await here.course(), learner);
  await system.settled();
  const [waiting] = await deliveriesTo(learner.userId);
  assert.equal(waiting?.state, 'waiting');
  assert.match(waiting?.reason ?? '', /451.*Greylisted/);
  await here.wake();
  await system.settled();
  assert.equal((await deliveriesTo(learner.userId))[0]?.state, 'waiting');
  system.clock.advance(MINUTE_MS + 1000);
  await here.wake();
  await system.settled();
  assert.equal((await deliveriesTo(learner.userId))[0]?.state, 'sent');
  assert.equal(mailsTo('later@example.org').length, 1);
  server.mood = 'accepting';
});

test('somebody’s own address is asked for when the email goes out', async () => {
  const learner = here.person(['learner'], { email: 'old@example.org' });
  const course = await here.course();
  server.mood = 'greylisting';
  await here.enroll(course, learner);
  await system.settled();
  known.set(learner.userId, { email: 'new@example.org', locale: 'fr' });
  server.mood = 'accepting';
  system.clock.advance(MINUTE_MS + 1000);
  await here.wake();
  await system.settled();
  assert.deepEqual([mailsTo('old@example.org').length, mailsTo('new@example.org').length], [0, 1]);
});

test('a server that hangs costs no worker for long, and is left in peace', async () => {
  server.mood = 'hanging';
  await using slow = await startNotifications({ ...server.env, SMTP_TIMEOUT_SECONDS: '1' });
  const learners = Array.from({ length: 12 }, () => slow.person());
  const course = await slow.course('Patience');
  const before = server.connections;
  await Promise.all(learners.map((learner) => slow.enroll(course, learner)));
  const waiting = async () => {
    const { items } = await slow
      .as(slow.admin)
      .deliveries({ state: 'waiting', channel: 'email', limit: 100 });
    return items.filter(({ recipientId }) => learners.some(({ userId }) => userId === recipientId));
  };
  const allWait = async () => (await waiting()).length === 12;
  await until(allWait, 'every email has been tried or put off', { within: 60_000, every: 100 });
  assert.ok(server.connections - before < 12);
  const untried = (await waiting()).filter(({ attempts }) => attempts === 0);
  assert.ok(untried.length > 0);
  assert.match(untried[0]?.reason ?? '', /left in peace/);
  server.mood = 'accepting';
});
