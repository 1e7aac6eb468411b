/** What people choose: channels, hours, digests; and the way out that needs no signing in. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { codeOf, startMailServer, startNotifications } from './notifications.fixture.ts';

const server = await startMailServer();
const here = await startNotifications(server.env);
after(async () => {
  await here[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
const { system } = here;
const office = here.as(here.admin);
const mailsTo = (email: string) => server.mails.filter(({ to }) => to === email);
const sourceOf = (email: string) => (mailsTo(email).at(-1)?.source ?? '').replace(/=\r?\n/g, '');

test('preferences come as they are set up, in the person’s language, and change one by one', async () => {
  const person = here.person(['learner'], { locale: 'fr', timeZone: 'Europe/Paris' });
  const me = here.as(person);
  const first = await me.preferences({});
  assert.deepEqual(
    [first.locale, first.timeZone, first.quietHours, first.phone, first.digestHour, first.reachable],
    ['fr', 'Europe/Paris', null, null, 8, ['in-app', 'email']],
  );
  const enrolled = first.kinds.find(({ kind }) => kind === 'learning.enrolled');
  assert.equal(enrolled?.title, 'Vous êtes inscrit à un cours');
  const inEnglish = await me.preferences({}, { headers: { 'accept-language': 'en' } });
  assert.equal(
    inEnglish.kinds.find(({ kind }) => kind === 'learning.enrolled')?.title,
    'You are enrolled in a course',
  );
  assert.deepEqual(enrolled?.channels[1], { channel: 'email', on: true, locked: false });
  await me.updatePreferences({ quietHours: { from: '22:00', to: '07:00' }, phone: '+33123456789' });
  const second = await me.updatePreferences({
    kinds: [{ kind: 'learning.enrolled', channels: [{ channel: 'email', on: false }] }],
  });
  assert.deepEqual([second.phone, second.quietHours], ['+33123456789', { from: '22:00', to: '07:00' }]);
  const third = await me.updatePreferences({
    quietHours: null,
    kinds: [{ kind: 'learning.enrolled', channels: [{ channel: 'push', on: false }] }],
  });
  assert.equal(third.quietHours, null);
  assert.deepEqual(
    third.kinds.find(({ kind }) => kind === 'learning.enrolled')?.channels.map(({ on }) => on),
    [true, false, false, false],
  );
  // Somebody else’s stay as they were.
  assert.equal((await here.as(here.person()).preferences({})).phone, null);
});

test('what guards an account cannot be turned off; what there is not cannot be chosen', async () => {
  const me = here.as(here.person());
  const change = (kind: string, channel: 'email' | 'sms', on: boolean) =>
    me.updatePreferences({ kinds: [{ kind, channels: [{ channel, on }] }] });
  await assert.rejects(change('account.password-changed', 'email', false), codeOf('kind-required'));
  await assert.rejects(change('account.password-changed', 'sms', true), codeOf('kind-unknown'));
  await assert.rejects(change('learning.nothing', 'email', true), codeOf('kind-unknown'));
  await assert.rejects(
    me.updatePreferences({ kinds: [{ kind: 'learning.enrolled', pace: 'daily' }] }),
    codeOf('kind-required'),
  );
  await assert.rejects(me.updatePreferences({ phone: '0123' }), codeOf('invalid-input'));
  await assert.rejects(
    me.updatePreferences({ quietHours: { from: '25:00', to: '07:00' } }),
    codeOf('invalid-input'),
  );
});

test('what is off does not come; the inbox has it all the same', async () => {
  const learner = here.person(['learner'], { email: 'quiet@example.org' });
  await here.as(learner).updatePreferences({
    kinds: [{ kind: 'learning.enrolled', channels: [{ channel: 'email', on: false }] }],
  });
  await here.enroll(await here.course(), learner);
  await system.settled();
  assert.equal(mailsTo('quiet@example.org').length, 0);
  assert.equal((await here.as(learner).list({})).items.length, 1);
});

test('in quiet hours an email waits for the morning, over the night in which the clock changes', async () => {
  const learner = here.person(['learner'], { email: 'night@example.org', timeZone: 'Europe/Berlin' });
  await here.as(learner).updatePreferences({ quietHours: { from: '22:00', to: '07:00' } });
  const course = await here.course('Night watch');
  // 23:30 in Berlin; at three the clock goes back to two.
  system.clock.set('2027-10-30T21:30:00.000Z');
  await here.enroll(course, learner);
  await system.settled();
  const [waiting] = (await office.deliveries({ recipientId: learner.userId })).items;
  assert.deepEqual([waiting?.state, waiting?.dueAt], ['waiting', '2027-10-31T06:00:00.000Z']);
  assert.equal((await here.as(learner).list({})).items.length, 1);
  system.clock.set('2027-10-31T05:59:00.000Z');
  await here.wake();
  await system.settled();
  assert.equal(mailsTo('night@example.org').length, 0);
  system.clock.set('2027-10-31T06:00:00.000Z');
  await here.wake();
  await system.settled();
  assert.equal(mailsTo('night@example.org').length, 1);
  system.clock.set(new Date());
});

test('a digest gathers what happened into one email, at the person’s own hour', async () => {
  const instructor = here.person(['instructor'], {
    email: 'grace@example.org',
    timeZone: 'America/New_York',
  });
  const me = here.as(instructor);
  await me.updatePreferences({
    digestHour: 18,
    kinds: [{ kind: 'teaching.learner-enrolled', channels: [{ channel: 'email', on: true }] }],
  });
  const course = await here.course('Compilers', instructor.userId);
  system.clock.set('2027-01-05T12:00:00.000Z');
  for (const name of ['Ada', 'Alan', '<b>Barbara</b>'])
    await here.enroll(course, here.person(['learner'], { name }));
  await system.settled();
  const { items: gathered } = await office.deliveries({ recipientId: instructor.userId });
  assert.deepEqual(
    gathered.map(({ state, dueAt }) => [state, dueAt]),
    Array.from({ length: 3 }, () => ['waiting', '2027-01-05T23:00:00.000Z']),
  );
  system.clock.set('2027-01-05T23:00:30.000Z');
  // The clock of two processes at once makes one email.
  await Promise.all([here.wake(), here.wake()]);
  await system.settled();
  assert.equal(mailsTo('grace@example.org').length, 1);
  const source = sourceOf('grace@example.org');
  assert.match(source, /^Subject: 3 things that happened/m);
  assert.ok(source.includes('New in Compilers: Ada'));
  assert.ok(source.includes('&lt;b&gt;Barbara&lt;/b&gt;'));
  const { items } = await office.deliveries({ recipientId: instructor.userId, state: 'bundled' });
  assert.equal(items.length, 3);
  // Its link turns off what is in it, in one click (RFC 8058).
  assert.match(source, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  const link = source.match(/^List-Unsubscribe:\s+<([^>]+)>/m)?.[1] ?? '';
  const { pathname } = new URL(link);
  assert.equal((await fetch(system.url + pathname, { method: 'POST' })).status, 200);
  const mailOf = async () =>
    (await me.preferences({})).kinds
      .find(({ kind }) => kind === 'teaching.learner-enrolled')
      ?.channels.find(({ channel }) => channel === 'email')?.on;
  assert.equal(await mailOf(), false);
  const token = pathname.split('/').at(-1) ?? '';
  assert.equal((await here.as().resubscribe({ token })).on, true);
  assert.equal(await mailOf(), true);
  await here.wake();
  await system.settled();
  assert.equal(mailsTo('grace@example.org').length, 1);
  system.clock.set(new Date());
});

test('one click unsubscribes without signing in, as mail programs and as people send it', async () => {
  const learner = here.person(['learner'], { email: 'enough@example.org' });
  await here.enroll(await here.course(), learner);
  await system.settled();
  const link = sourceOf('enough@example.org').match(/^List-Unsubscribe:\s+<([^>]+)>/m)?.[1] ?? '';
  const { pathname } = new URL(link);
  const token = pathname.split('/').at(-1) ?? '';
  const isOn = async () => (await here.as().unsubscription({ token })).on;
  assert.equal(await isOn(), true);

  const urlencoded = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  const multipart = new FormData();
  multipart.append('List-Unsubscribe', 'One-Click');
  for (const body of [urlencoded, multipart, undefined]) {
    const reply = await fetch(system.url + pathname, { method: 'POST', ...(body && { body }) });
    assert.equal(reply.status, 200, await reply.text());
    assert.equal(await isOn(), false);
    assert.equal((await here.as().resubscribe({ token })).on, true);
  }
  await here.as().unsubscribe({ token });
  const before = mailsTo('enough@example.org').length;
  await here.enroll(await here.course(), learner);
  await system.settled();
  assert.equal(mailsTo('enough@example.org').length, before);

  const [body, signature = ''] = token.split('.');
  const other = Buffer.from(JSON.stringify([here.admin.userId, 'learning.enrolled', 'email', 'en'])).toString(
    'base64url',
  );
  const security = Buffer.from(JSON.stringify([learner.userId, 'account.password-changed', 'email', 'en']));
  for (const forged of [
    `${other}.${signature}`,
    `${body}.${signature.slice(0, -2)}AA`,
    `${security.toString('base64url')}.${signature}`,
    'x'.repeat(40),
  ])
    await assert.rejects(here.as().unsubscribe({ token: forged }), codeOf('link-invalid'));
});

test('a form is taken nowhere else', async () => {
  const reply = await fetch(`${system.url}/api/notification-preferences`, {
    method: 'PATCH',
    headers: system.headers(here.person()),
    body: new URLSearchParams({ phone: '+33123456789' }),
  });
  assert.equal(reply.status, 415);
});
