/** Webhooks, Slack and Web Push, against a real HTTP server. */
import assert from 'node:assert/strict';
import { createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { decodeJwt } from 'jose';
import { Webhook } from 'standardwebhooks';
import { codeOf, startHooks, startNotifications, until } from './notifications.fixture.ts';

const hooks = await startHooks();
const here = await startNotifications({
  LOOPBACK_TARGETS: 'on',
  VAPID_SUBJECT: 'mailto:admin@kernos.example',
});
after(async () => {
  await here[Symbol.asyncDispose]();
  await hooks[Symbol.asyncDispose]();
});
const { system } = here;
const office = here.as(here.admin);
const MINUTE_MS = 60_000;
beforeEach(async () => {
  hooks.answer = () => ({ status: 200 });
  for (const { id } of (await office.endpoints({})).items) await office.removeEndpoint({ endpointId: id });
});

const at = (path: string) => hooks.hits.filter((hit) => hit.path === path);
const webhook = async (path: string, events = ['enrollment.created']) =>
  office.createEndpoint({ type: 'webhook', name: `Hook ${path}`, url: hooks.url + path, events });
const deliveriesTo = async (recipientId: string) => (await office.deliveries({ recipientId })).items;

test('a webhook is told of the events it asked for, signed, and verified by the specification’s own library', async () => {
  const { endpoint, secret } = await webhook('/signed');
  assert.match(secret ?? '', /^whsec_/);
  const learner = here.person();
  const course = await here.course('Knots');
  const enrollmentId = await here.enroll(course, learner);
  await system.settled();
  const [hit, ...more] = at('/signed');
  assert.deepEqual(more, []);
  const payload = new Webhook(secret as string).verify(
    hit?.body ?? '',
    hit?.headers as Record<string, string>,
  ) as {
    type: string;
    data: unknown;
  };
  assert.equal(payload.type, 'enrollment.created');
  assert.deepEqual(payload.data, { enrollmentId, courseId: course.courseId, learnerId: learner.userId });
  const [delivery] = await deliveriesTo(endpoint.id);
  assert.deepEqual([delivery?.id, delivery?.state], [hit?.headers['webhook-id'], 'sent']);
  const [listed] = (await office.endpoints({})).items;
  assert.equal(listed?.lastState, 'sent');
  assert.ok(!JSON.stringify(await office.endpoints({})).includes(secret as string));
});

test('a secret is given again to who repeats the request, and is nowhere readable in what is kept for that', async () => {
  const key = { headers: { 'idempotency-key': 'the same' } };
  const input = {
    type: 'webhook',
    name: 'Twice',
    url: `${hooks.url}/twice`,
    events: ['enrollment.created'],
  } as const;
  const first = await office.createEndpoint({ ...input, events: [...input.events] }, key);
  const again = await office.createEndpoint({ ...input, events: [...input.events] }, key);
  assert.deepEqual(again, first);
  assert.equal((await office.endpoints({})).items.length, 1);
  const { rows } = await system.sql<{ body: string }>({
    text: `SELECT body::text FROM kernel.replies WHERE call = 'notifications.createEndpoint'`,
  });
  assert.equal(rows.length, 1);
  assert.ok(!rows[0]?.body.includes(first.secret as string));
});

test('a new secret signs together with the old one for a day, then alone', async () => {
  const { endpoint, secret: old } = await webhook('/rotated');
  const { secret: fresh } = await office.rotateEndpointSecret({ endpointId: endpoint.id });
  assert.notEqual(fresh, old);
  const verified = async () => {
    await office.testEndpoint({ endpointId: endpoint.id });
    await system.settled();
    const hit = at('/rotated').at(-1);
    const signatures = String(hit?.headers['webhook-signature']).split(' ');
    const signed = `${hit?.headers['webhook-id']}.${hit?.headers['webhook-timestamp']}.${hit?.body}`;
    return [old as string, fresh].map((secret) =>
      signatures.includes(
        `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
          .update(signed)
          .digest('base64')}`,
      ),
    );
  };
  assert.deepEqual(await verified(), [true, true]);
  system.clock.advance(24 * 60 * MINUTE_MS + 1000);
  assert.deepEqual(await verified(), [false, true]);
  system.clock.set(new Date());
});

test('what passes is tried again with the same id, also by two at once; what does not is given up', async () => {
  const { endpoint } = await webhook('/shaky');
  hooks.answer = ({ path }) =>
    path === '/shaky' ? { status: 503, headers: { 'retry-after': '120' } } : { status: 200 };
  await here.enroll(await here.course(), here.person());
  await system.settled();
  const [waiting] = await deliveriesTo(endpoint.id);
  assert.equal(waiting?.state, 'waiting');
  // As long as it asked for, and not the minute that we would have waited.
  const wait = Date.parse(waiting?.dueAt as string) - Date.now();
  assert.ok(wait > 60_000 && wait < 121_000, String(wait));
  hooks.answer = () => ({ status: 204 });
  system.clock.advance(2 * MINUTE_MS + 1000);
  await Promise.all([here.wake(), here.wake()]);
  await system.settled();
  assert.equal((await deliveriesTo(endpoint.id))[0]?.state, 'sent');
  const ids = at('/shaky').map(({ headers }) => headers['webhook-id']);
  assert.deepEqual(ids, [waiting?.id, waiting?.id]);

  hooks.answer = () => ({ status: 400, body: '<b>no</b>' });
  const { deliveryId } = await office.testEndpoint({ endpointId: endpoint.id });
  await system.settled();
  const parked = await office.delivery({ deliveryId });
  assert.deepEqual([parked.state, parked.history.length], ['parked', 1]);
  assert.match(parked.reason ?? '', /It answered 400: <b>no<\/b>/);
  const found = await office.deliveries({ q: 'answered 400', state: 'parked' });
  assert.deepEqual(
    found.items.map(({ id }) => id),
    [deliveryId],
  );
  assert.equal((await office.deliveries({ q: '%' })).items.length, 0);
  system.clock.set(new Date());
});

test('an endpoint that does not answer costs nobody else anything, and gets all of its own in the end', async () => {
  const release = Promise.withResolvers<void>();
  hooks.answer = async ({ path }) => {
    if (path === '/hangs') await release.promise;
    return { status: 200 };
  };
  const [hanging] = [await webhook('/hangs'), await webhook('/answers')];
  const course = await here.course();
  for (let n = 0; n < 8; n += 1) await here.enroll(course, here.person());
  await until(() => at('/answers').length === 8, 'the good endpoint was told of all eight');
  assert.ok(at('/hangs').length <= 4, 'a lane has room for four');
  await until(
    async () =>
      (await deliveriesTo(hanging.endpoint.id)).filter(({ state }) => state === 'waiting').length === 4,
    'the others wait behind them',
  );
  release.resolve();
  await until(
    () => new Set(at('/hangs').map(({ headers }) => headers['webhook-id'])).size === 8,
    'all were told',
  );
  await system.settled();
});

test('an endpoint that takes nothing for days is paused, its administrators hear of it, and a range is sent again', async () => {
  const { endpoint } = await webhook('/broken');
  const endpointId = endpoint.id;
  const course = await here.course();
  const happen = async () => {
    await here.enroll(course, here.person());
    await system.settled();
  };
  const from = system.clock.now().toISOString();
  hooks.answer = () => ({ status: 400 });
  await happen();
  assert.equal((await office.endpoints({})).items[0]?.paused, false);
  system.clock.advance(3 * 24 * 60 * MINUTE_MS + 1000);
  await happen();
  const [listed] = (await office.endpoints({})).items;
  assert.deepEqual([listed?.paused, listed?.failingSince !== null], [true, true]);
  assert.equal((await office.list({})).items[0]?.kind, 'organization.endpoint-paused');
  // What happens meanwhile is kept, and not sent.
  await happen();
  assert.equal(at('/broken').length, 2);
  await assert.rejects(office.replayEndpoint({ endpointId, from }), codeOf('endpoint-paused'));
  hooks.answer = () => ({ status: 200 });
  await office.updateEndpoint({ endpointId, paused: false });
  const missed = (await deliveriesTo(endpointId)).map(({ id }) => id).toSorted();
  // What stands behind another one, as where one call did not take everything.
  const [, second = '', last = ''] = missed;
  const rest = { replayed: 1, more: false, last };
  assert.deepEqual(await office.replayEndpoint({ endpointId, from, after: second }), rest);
  await system.settled();
  const others = { replayed: 2, more: false, last: second };
  assert.deepEqual(await office.replayEndpoint({ endpointId, from }), others);
  await system.settled();
  assert.deepEqual(
    (await deliveriesTo(endpointId)).map(({ state }) => state),
    ['sent', 'sent', 'sent'],
  );
  const nothing = { replayed: 0, more: false, last: null };
  assert.deepEqual(await office.replayEndpoint({ endpointId, from }), nothing);
  system.clock.set(new Date());
});

test('a delivery that never works is parked after a day, with its reason', async () => {
  const { endpoint } = await webhook('/never');
  hooks.answer = () => ({ status: 429 });
  const { deliveryId } = await office.testEndpoint({ endpointId: endpoint.id });
  await system.settled();
  for (let tries = 1; tries < 8; tries += 1) {
    assert.equal((await office.delivery({ deliveryId })).state, 'waiting', `after ${tries} tries`);
    system.clock.advance(13 * 60 * MINUTE_MS);
    await here.wake();
    await system.settled();
  }
  const { state, attempts, history } = await office.delivery({ deliveryId });
  assert.deepEqual([state, attempts, history.length], ['parked', 8, 8]);
  system.clock.set(new Date());
});

test('who is gone is told nothing more; who is paused neither', async () => {
  const { endpoint } = await webhook('/gone');
  hooks.answer = () => ({ status: 410 });
  const course = await here.course();
  await here.enroll(course, here.person());
  await system.settled();
  assert.equal((await office.endpoints({})).items[0]?.paused, true);
  await here.enroll(course, here.person());
  await system.settled();
  assert.equal(at('/gone').length, 1);
  hooks.answer = () => ({ status: 200 });
  assert.equal((await office.updateEndpoint({ endpointId: endpoint.id, paused: false })).paused, false);
  await here.enroll(course, here.person());
  await system.settled();
  assert.equal(at('/gone').length, 2);
});

test('private addresses are refused, when typed and after a redirect', async () => {
  const create = (url: string) =>
    office.createEndpoint({ type: 'webhook', name: 'Inside', url, events: ['*'] });
  for (const url of [
    'https://10.0.0.1/',
    'https://192.168.0.10/',
    'https://169.254.169.254/latest',
    'https://[fc00::1]/',
    'ftp://example.org/',
  ])
    await assert.rejects(create(url), codeOf('address-not-allowed'), url);
  const { endpoint } = await webhook('/redirect');
  hooks.answer = () => ({ status: 307, headers: { location: `${hooks.url}/secret` } });
  const { deliveryId } = await office.testEndpoint({ endpointId: endpoint.id });
  await system.settled();
  const { state, reason } = await office.delivery({ deliveryId });
  assert.equal(state, 'parked');
  assert.match(reason ?? '', /Redirects are not followed/);
  assert.deepEqual(at('/secret'), []);
  // Where the address was good once and leads elsewhere now: the one that counts is the one at the time of sending.
  await system.sql({
    text: 'UPDATE notifications.endpoints SET url = $2 WHERE id = $1',
    values: [
      endpoint.id,
      (await system.cipherOf(here.admin.organizationId)).encrypt(
        'notifications.endpoints.url',
        'https://10.0.0.1/',
      ),
    ],
  });
  const second = await office.testEndpoint({ endpointId: endpoint.id });
  await system.settled();
  const refused = await office.delivery({ deliveryId: second.deliveryId });
  assert.deepEqual([refused.state, /private network/.test(refused.reason ?? '')], ['parked', true]);
});

test('without the setting for tests, this machine is out of reach', async () => {
  await using strict = await startNotifications();
  const create = (url: string) =>
    strict.as(strict.admin).createEndpoint({ type: 'webhook', name: 'Here', url, events: ['*'] });
  for (const url of [hooks.url, hooks.url.replace('http:', 'https:'), 'https://localhost/', 'https://[::1]/'])
    await assert.rejects(create(url), codeOf('address-not-allowed'), url);
  const keys = { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) };
  const device = { endpoint: 'https://127.0.0.1/push', keys };
  await assert.rejects(strict.as(strict.person()).addDevice(device), codeOf('address-not-allowed'));
});

test('unknown events are refused by name, and another organization’s endpoints are not there', async () => {
  await assert.rejects(webhook('/x', ['course.burned']), /course\.burned.*enrollment\.created/s);
  const { endpoint } = await webhook('/own');
  const stranger = here.as(system.person(['admin']));
  assert.deepEqual((await stranger.endpoints({})).items, []);
  await assert.rejects(stranger.testEndpoint({ endpointId: endpoint.id }), codeOf('endpoint-not-found'));
  await assert.rejects(
    stranger.rotateEndpointSecret({ endpointId: endpoint.id }),
    codeOf('endpoint-not-found'),
  );
});

test('Slack gets a sentence that can neither mention nor link what its names contain', async () => {
  const { endpoint, secret } = await office.createEndpoint({
    ...{ type: 'slack', name: 'Team', url: `${hooks.url}/slack/T000/B000/abcdefgh`, events: ['*'] },
  });
  assert.equal(secret, null);
  assert.ok(!endpoint.url.includes('abcd'));
  await here.enroll(
    await here.course('<!channel> & <https://evil.example|Knots>'),
    here.person(['learner'], { name: 'Ada' }),
  );
  await system.settled();
  const sent = at('/slack/T000/B000/abcdefgh').map(({ body }) => (JSON.parse(body) as { text: string }).text);
  const enrolled = sent.find((text) => text.startsWith('Ada enrolled')) ?? '';
  assert.ok(
    enrolled.startsWith('Ada enrolled in &lt;!channel&gt; &amp; &lt;https://evil.example|Knots&gt;.'),
    enrolled,
  );
  await assert.rejects(
    office.rotateEndpointSecret({ endpointId: endpoint.id }),
    codeOf('endpoint-has-no-secret'),
  );
});

/** What a browser does with a message of RFC 8291. */
function decrypt(body: Buffer, browser: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const keyLength = body[20] ?? 0;
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender]);
  const ikm = Buffer.from(hkdfSync('sha256', browser.computeSecret(sender), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
  const open = createDecipheriv('aes-128-gcm', key, nonce);
  open.setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
  return text.subarray(0, text.lastIndexOf(2)).toString();
}

test('a browser gets push messages that it alone can read, until it ends its subscription', async () => {
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const auth = randomBytes(16);
  const keys = { p256dh: browser.getPublicKey('base64url'), auth: auth.toString('base64url') };
  const learner = here.person(['learner'], { locale: 'fr' });
  const me = here.as(learner);
  const { publicKey } = await me.pushKey({});
  const device = await me.addDevice({ endpoint: `${hooks.url}/push/1`, keys });
  assert.equal((await me.addDevice({ endpoint: `${hooks.url}/push/1`, keys })).id, device.id);
  assert.deepEqual((await me.preferences({})).reachable, ['in-app', 'email', 'push']);
  hooks.answer = () => ({ status: 201 });
  const course = await here.course('Nœuds');
  await here.enroll(course, learner);
  await system.settled();
  const [hit] = at('/push/1');
  const message = JSON.parse(decrypt(hit?.raw as Buffer, browser, auth)) as Record<string, string>;
  assert.deepEqual(
    [message.title, message.body, message.path],
    ['Inscription confirmée', 'Nœuds vous attend.', `/courses/${course.courseId}`],
  );
  assert.equal(hit?.headers.topic, message.id?.replaceAll('-', ''));
  const [, token = '', key] = /^vapid t=(.+), k=(.+)$/.exec(hit?.headers.authorization ?? '') ?? [];
  assert.equal(key, publicKey);
  const claims = decodeJwt(token);
  assert.deepEqual([claims.aud, claims.sub], [hooks.url, 'mailto:admin@kernos.example']);

  hooks.answer = () => ({ status: 410 });
  await here.enroll(await here.course(), learner);
  await system.settled();
  assert.deepEqual((await me.devices({})).items, []);
  // Somebody else who signs in with this browser takes it over.
  const other = here.as(here.person());
  await me.addDevice({ endpoint: `${hooks.url}/push/2`, keys });
  await other.addDevice({ endpoint: `${hooks.url}/push/2`, keys });
  assert.deepEqual([(await me.devices({})).items.length, (await other.devices({})).items.length], [0, 1]);
  const [taken] = (await other.devices({})).items;
  await assert.rejects(me.removeDevice({ deviceId: taken?.id as string }), codeOf('not-found'));
});
