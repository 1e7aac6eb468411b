/** Text messages, against a real HTTP server. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { codeOf, startHooks, startNotifications } from './notifications.fixture.ts';

const hooks = await startHooks();
const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`;
const here = await startNotifications({
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM: '+14155550123',
  TWILIO_URL: `${hooks.url}/twilio`,
  TEXTS_PER_MONTH: '2',
});
after(async () => {
  await here[Symbol.asyncDispose]();
  await hooks[Symbol.asyncDispose]();
});
const { system } = here;
const office = here.as(here.admin);

const at = (path: string) => hooks.hits.filter((hit) => hit.path === path);

test('text messages go out by Twilio’s API; a number that it refuses is given up', async () => {
  await system.sql({ text: 'DELETE FROM notifications.texts' });
  const learner = here.person(['learner'], { name: 'Ada' });
  const me = here.as(learner);
  await me.updatePreferences({
    phone: '+33123456789',
    kinds: [{ kind: 'learning.enrolled', channels: [{ channel: 'sms', on: true }] }],
  });
  hooks.answer = () => ({ status: 201, body: '{"sid":"SM123"}' });
  const path = `/twilio/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
  await system.settled();
  // Nothing but the code goes to a number before its owner sent that back.
  await here.enroll(await here.course(), learner);
  await system.settled();
  assert.equal(at(path).length, 1);
  const code = /^\d{6}/.exec(new URLSearchParams(at(path)[0]?.body).get('Body') ?? '')?.[0] ?? '';
  const wrong = code === '000000' ? '000001' : '000000';
  await assert.rejects(me.confirmPhone({ code: wrong }), codeOf('phone-code-wrong'));
  await assert.rejects(me.updatePreferences({ phone: '+33123456789' }), codeOf('rate-limited'));
  assert.equal((await me.confirmPhone({ code })).phoneConfirmed, true);
  await assert.rejects(me.confirmPhone({ code }), codeOf('phone-code-wrong'));
  const course = await here.course('Knots');
  await here.enroll(course, learner);
  await system.settled();
  const hit = at(path).at(-1);
  const form = new URLSearchParams(hit?.body);
  assert.deepEqual([form.get('To'), form.get('From')], ['+33123456789', '+14155550123']);
  assert.equal(
    form.get('Body'),
    `Knots is ready for you. ${system.system.config.publicUrl}/courses/${course.courseId}`,
  );
  assert.equal(hit?.headers.authorization, `Basic ${Buffer.from(`${ACCOUNT}:token`).toString('base64')}`);
  const sms = async () => (await office.deliveries({ recipientId: learner.userId, channel: 'sms' })).items[0];
  const sent = await sms();
  assert.deepEqual(
    [sent?.state, sent?.reason, sent?.id],
    ['sent', '201: SM123', hit?.headers['idempotency-key']],
  );

  await system.sql({ text: 'DELETE FROM notifications.texts' });
  hooks.answer = () => ({
    status: 400,
    body: '{"code":21211,"message":"The To number is not a valid phone number."}',
  });
  await here.enroll(await here.course(), learner);
  await system.settled();
  const parked = await sms();
  assert.deepEqual(
    [parked?.state, parked?.reason],
    ['parked', '400: The To number is not a valid phone number.'],
  );
});

test('texts end with the budget of the month, which administrators hear of once', async () => {
  const learner = here.person(['learner'], { name: 'Ada' });
  const me = here.as(learner);
  await system.sql({ text: 'DELETE FROM notifications.texts' });
  await system.sql({
    text: `INSERT INTO notifications.people (person_id, phone, phone_confirmed_at) VALUES ($1, '+33123456789', now())`,
    values: [learner.userId],
  });
  await me.updatePreferences({
    kinds: [{ kind: 'learning.enrolled', channels: [{ channel: 'sms', on: true }] }],
  });
  hooks.answer = () => ({ status: 201, body: '{"sid":"SM123"}' });
  const told = async () =>
    (await office.list({})).items.filter(({ kind }) => kind === 'organization.texts-used-up').length;
  const before = await told();
  const states: (string | undefined)[] = [];
  for (let n = 0; n < 3; n += 1) {
    await here.enroll(await here.course(), learner);
    await system.settled();
    const [sms] = (await office.deliveries({ recipientId: learner.userId, channel: 'sms' })).items;
    states.push(sms?.state);
  }
  assert.deepEqual(states, ['sent', 'sent', 'parked']);
  assert.equal((await told()) - before, 1);
});
