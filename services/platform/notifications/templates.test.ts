/** Words: the shipped ones, an organization’s own, what they may name, and what they become. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { declarationsOf } from '@kernos/kernel/declarations';
import { newId } from '@kernos/kernel/ids';
import { mailbox } from '../mailbox/contract.ts';
import { kindsOf } from './kinds.ts';
import { fillText, problemsIn } from './liquid.ts';
import { codeOf, services, startNotifications } from './notifications.fixture.ts';
import { variablesOf } from './templates.ts';

const here = await startNotifications();
after(() => here[Symbol.asyncDispose]());
const { system } = here;
const office = here.as(here.admin);
const place = { kind: 'learning.enrolled', channel: 'email', locale: 'en' } as const;
const words = {
  subject: 'Ahoy {{ person.name }}',
  text: 'Sail {{ course.title }}!\n\n{{ link }}',
  action: 'Sail',
};
const emailsTo = async (userId: string) => {
  await system.settled();
  return (await system.client(mailbox, here.admin).list({ to: `${userId}@people.example` })).items;
};

test('every kind has words in every language and channel, and they name only what there is', async () => {
  const kinds = kindsOf({ declared: declarationsOf(services) });
  for (const kind of kinds.worded) {
    for (const channel of kinds.wordedChannels(kind)) {
      for (const locale of ['en', 'fr'] as const) {
        const text = kinds.words(kind, channel, locale);
        assert.ok(text, `${kind} ${channel} ${locale}`);
        const sample = kinds.sampleOf(kind) ?? {};
        assert.deepEqual(problemsIn(text, sample, variablesOf(sample)), [], `${kind} ${channel} ${locale}`);
        const { subject } = fillText(text, sample);
        assert.ok(subject.length > 0);
        if (locale === 'fr') assert.notDeepEqual(text, kinds.words(kind, channel, 'en'));
      }
    }
  }
});

test('an organization’s own words are used for its own people, and given back', async () => {
  const stranger = system.person(['admin']);
  const saved = await office.saveTemplate({ ...place, ...words });
  assert.deepEqual([saved.edited, saved.variables], [true, ['person.name', 'link', 'course.title']]);
  const learner = here.person(['learner'], { name: 'Ada' });
  await here.enroll(await here.course('Knots'), learner);
  const [message] = await emailsTo(learner.userId);
  assert.equal(message?.subject, 'Ahoy Ada');
  assert.match(message?.text ?? '', /^Sail Knots!/);
  const find = async (admin = here.admin) =>
    (await here.as(admin).templates({ locale: 'en' })).items.find(
      ({ kind, channel }) => kind === place.kind && channel === 'email',
    );
  assert.deepEqual([(await find())?.edited, (await find(stranger))?.edited], [true, false]);
  const reset = await office.resetTemplate(place);
  assert.deepEqual([reset.edited, reset.subject], [false, 'You are enrolled: {{ course.title }}']);
  assert.equal((await find())?.edited, false);
});

test('a name that there is not is refused at saving, together with those that there are', async () => {
  const save = (change: Partial<typeof words>) => office.saveTemplate({ ...place, ...words, ...change });
  await assert.rejects(save({ text: 'Hello {{ person.nmae }}' }), (error: Error & { code?: string }) => {
    assert.equal(error.code, 'template-wrong');
    assert.match(error.message, /\{\{ person\.nmae \}\}/);
    assert.match(error.message, /person\.name, link, course\.title/);
    return true;
  });
  const wrong = [
    { subject: '{{ course' },
    { text: '{{ person.name | shout }}' },
    { text: '{% include "/etc/passwd" %}' },
    { text: '{% for item in items %}{{ item }}{% endfor %}' },
    { text: '{{ course.constructor }}' },
    { action: '{{ password }}' },
  ];
  for (const change of wrong)
    await assert.rejects(save(change), codeOf('template-wrong'), JSON.stringify(change));
  const endless = '{% for a in (1..99999) %}{% for b in (1..99999) %}x{% endfor %}{% endfor %}';
  await assert.rejects(save({ text: endless }), codeOf('template-wrong'));
  const secret = { ...place, kind: 'account.reset-password' } as const;
  await assert.rejects(
    office.saveTemplate({ ...secret, subject: 'Hello', text: 'No way in', action: '' }),
    /must name \{\{ link \}\}/,
  );
  await assert.rejects(
    office.saveTemplate({ ...place, ...words, kind: 'learning.nothing' }),
    codeOf('template-not-found'),
  );
  assert.equal((await office.templates({})).items.filter(({ edited }) => edited).length, 0);
});

test('a preview shows the email as it will be, and saves nothing', async () => {
  const preview = await office.previewTemplate({
    ...place,
    ...words,
    text: '<b>{{ course.title }}</b>\n\n{{ link }}',
  });
  assert.equal(preview.subject, 'Ahoy Ada Lovelace');
  assert.match(preview.html ?? '', /<html lang="en">/);
  assert.match(preview.html ?? '', /&lt;b&gt;Practical Python&lt;\/b&gt;/);
  assert.match(preview.html ?? '', /<a href="https:\/\/kernos\.example\/"[^>]*>Sail<\/a>/);
  const short = await office.previewTemplate({ ...place, channel: 'in-app', ...words });
  assert.equal(short.html, null);
  assert.equal((await office.templates({})).items.filter(({ edited }) => edited).length, 0);
});

test('loops that multiply what they put out are refused, whatever they cost, beside the main thread', async () => {
  const times = (n: number, what: string) => `{% for a in (1..${n}) %}${what}{% endfor %}`;
  const long = 'lots '.repeat(1_000);
  const letters = times(100, times(100, 'a hundred characters and more '.repeat(4)));
  const kept = `{% capture a %}{{ person.name }}{% endcapture %}${'{% capture a %}{{ a }}{{ a }}{% endcapture %}'.repeat(40)}`;
  const bombs = [letters, times(900, times(900, long)), kept, times(11, long)];
  const preview = (text: string) => office.previewTemplate({ ...place, ...words, text });
  const refused = await Promise.allSettled(bombs.map(preview));
  for (const one of refused)
    assert.equal(one.status === 'rejected' && one.reason.code, 'template-wrong', JSON.stringify(one));
  // Within limits, loops are as good as anything.
  const fine = await preview(`${times(3, 'Sail! ')}{{ link }}`);
  assert.match(fine.text, /^Sail! Sail! Sail! /);
  // Each takes several times as long as to ask for it, so that the others wait, however fast this machine is.
  const slow = `${times(300, times(300, ''))}${words.text}`;
  const many = await Promise.allSettled(Array.from({ length: 60 }, () => preview(slow)));
  const codes = new Set(many.map((one) => (one.status === 'rejected' ? one.reason.code : 'shown')));
  assert.deepEqual([...codes].sort(), ['rate-limited', 'shown']);
});

test('another service may write to somebody; what its link opens is forgotten once it is sent', async () => {
  const writer = here.person(['learner'], { email: 'own@example.org' });
  const recipientId = newId();
  await system.sql({
    text: `INSERT INTO kernel.outbox (id, kind, type, source, key, organization_id, time, data, traceparent)
           SELECT $1, 'task', 'notifications.notify', 'identity', $2, $3, now(), $4, $5`,
    values: [
      newId(),
      newId(),
      here.organizationId,
      JSON.stringify({
        kind: 'account.invitation',
        to: { recipientId, email: 'guest@example.org', locale: 'fr' },
        data: { organization: { name: 'Le Port' }, inviter: { name: 'Grace' } },
        path: '/invitation#token=ko_secret',
      }),
      '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    ],
  });
  await here.emit('organization.member_added', {
    ...{ userId: writer.userId, organizationId: here.organizationId, name: 'Own', roles: ['learner'] },
  });
  await system.settled();
  const [message] = (await system.client(mailbox, here.admin).list({ to: 'guest@example.org' })).items;
  assert.equal(message?.subject, 'Invitation à rejoindre Le Port');
  assert.ok(message?.text.includes(`${system.system.config.publicUrl}/invitation#token=ko_secret`));
  const { rows } = await system.sql<{ state: string; data: unknown; path: string | null }>({
    text: 'SELECT state, data, path FROM notifications.deliveries WHERE recipient_id = $1',
    values: [recipientId],
  });
  assert.deepEqual(rows, [{ state: 'kept', data: {}, path: null }]);
  const events = await system.sql({
    text: `SELECT FROM kernel.outbox WHERE type = 'notification.delivered' AND data->>'recipientId' = $1`,
    values: [recipientId],
  });
  // In the mailbox is not sent.
  assert.equal(events.rows.length, 0);
  assert.deepEqual(await here.wake(), { woken: 0, digests: 0 });
});
