/** What the calls of notifications answer to whom (services/testing/access.fixture.ts). */

import { createECDH, randomBytes } from 'node:crypto';
import { type Expectations, under } from '../../testing/access.fixture.ts';
import type { College } from '../../testing/college.fixture.ts';
import { signLink } from './keys.ts';

/** On the public network, though nobody lives there: nothing is sent to it, for nobody is told through it. */
const PUBLIC = 'https://93.184.215.14';

function subscription(): Record<string, unknown> {
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const keys = { p256dh: browser.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };
  return { endpoint: `${PUBLIC}/push/${randomBytes(8).toString('hex')}`, keys };
}

const newRow = async ({ system }: College, text: string, values: readonly unknown[]): Promise<string> => {
  const { rows } = await system.sql<{ id: string }>({ text: `${text} RETURNING id`, values });
  return rows[0]?.id ?? '';
};

const device = (college: College) =>
  newRow(
    college,
    `INSERT INTO notifications.devices (id, person_id, endpoint, p256dh, auth, name, created_at)
     VALUES (gen_random_uuid(), $1, '${PUBLIC}/push/' || gen_random_uuid(), 'p', 'a', 'Browser', now())`,
    [college.members.learner.userId],
  );

/** At an address that nothing is sent to. */
async function endpoint(college: College) {
  const cipher = await college.system.cipherOf(college.organizationId);
  const endpointId = await newRow(
    college,
    `INSERT INTO notifications.endpoints (id, organization_id, type, name, url, secret, events, created_at)
     VALUES (gen_random_uuid(), $1, 'webhook', 'Hook', $2, $3, '{enrollment.waitlisted}', now())`,
    [
      college.organizationId,
      cipher.encrypt('notifications.endpoints.url', 'https://10.0.0.1/'),
      cipher.encrypt('notifications.endpoints.secret', 'whsec_c2VjcmV0'),
    ],
  );
  return { endpointId };
}

const delivery = async (college: College) => ({
  deliveryId: await newRow(
    college,
    `INSERT INTO notifications.deliveries (id, organization_id, event_id, recipient_id, channel, kind, recipient_name, locale, data, state, created_at)
     VALUES (gen_random_uuid(), $1, gen_random_uuid(), gen_random_uuid(), 'webhook', 'endpoint.trial', 'Hook', 'en', '{}', 'parked', now())`,
    [college.organizationId],
  ),
});

async function notificationId({ system, members }: College): Promise<string> {
  const { rows } = await system.sql<{ id: string }>({
    text: 'SELECT id FROM notifications.inbox WHERE recipient_id = $1 ORDER BY sequence LIMIT 1',
    values: [members.learner.userId],
  });
  return rows[0]?.id ?? '';
}

async function unsubscribeToken({ system, members }: College): Promise<string> {
  const { rows } = await system.sql<{ value: Buffer }>({
    text: `SELECT value FROM notifications.keys WHERE name = 'links'`,
  });
  const cipher = await system.cipherOf(null);
  const key = rows[0] && JSON.parse(cipher.decrypt('notifications.keys.value', rows[0].value));
  const target = {
    personId: members.learner.userId,
    kind: 'learning.enrolled',
    channel: 'email',
    locale: 'en',
  } as const;
  return signLink(Buffer.from(key ?? '', 'base64url'), target);
}
const withToken = async (college: College) => ({ params: { token: await unsubscribeToken(college) } });

const place = { kind: 'learning.enrolled', channel: 'email', locale: 'en' };
const words = { subject: 'Welcome', text: 'Hello {{ person.name }}', action: '' };

const theirs = { other: 'same', stranger: 404 } as const;
/** The same for every organization, until it writes words of its own. */
const ofEach = { other: 'same', stranger: 'own' } as const;

export const access: Expectations = {
  ...under('signed-in', {
    // Whoever teaches is told by name who learns.
    'notifications.list': { owner: 'instructor', adminsToo: true },
    'notifications.feed': { owner: 'instructor', adminsToo: true },
    'notifications.unreadCount': {},
    'notifications.mark': {
      send: async (college) => ({ body: { ids: [await notificationId(college)], read: true } }),
      other: 'own',
    },
    'notifications.readAll': { other: 'own' },
    'notifications.undoReadAll': {
      send: () => ({ body: { readAt: '2026-01-01T00:00:00.000Z' } }),
      other: 'own',
    },
    'notifications.preferences': {},
    // Nobody here has asked for a code.
    'notifications.confirmPhone': {
      send: () => ({ body: { code: '000000' } }),
      ...{ status: 403, other: 403, stranger: 403 },
    },
    'notifications.updatePreferences': { send: () => ({ body: { digestHour: 9 } }) },
    'notifications.pushKey': { other: 'same', stranger: 'own' },
    'notifications.devices': {},
    'notifications.addDevice': { send: () => ({ body: subscription() }) },
    'notifications.removeDevice': {
      send: async (college) => ({ params: { deviceId: await device(college) } }),
    },
  }),
  ...under('anyone', {
    'notifications.unsubscription': { send: withToken },
    'notifications.unsubscribe': { send: withToken },
    'notifications.resubscribe': { send: withToken },
  }),
  ...under(['admin'], {
    'notifications.deliveries': { other: 'same' },
    'notifications.delivery': { send: async (college) => ({ params: await delivery(college) }), ...theirs },
    'notifications.resend': { send: async (college) => ({ params: await delivery(college) }), ...theirs },
    'notifications.templates': { other: 'same' },
    'notifications.saveTemplate': { send: () => ({ params: place, body: words }), ...ofEach },
    'notifications.resetTemplate': { send: () => ({ params: place }), ...ofEach },
    'notifications.previewTemplate': { send: () => ({ params: place, body: words }), ...ofEach },
    'notifications.endpoints': { other: 'same' },
    'notifications.createEndpoint': {
      send: () => ({
        body: { type: 'webhook', name: 'Hook', url: PUBLIC, events: ['enrollment.waitlisted'] },
      }),
      other: 'same',
    },
    'notifications.updateEndpoint': {
      send: async (college) => ({ params: await endpoint(college), body: { name: 'Other' } }),
      ...theirs,
    },
    'notifications.removeEndpoint': {
      send: async (college) => ({ params: await endpoint(college) }),
      ...theirs,
    },
    'notifications.rotateEndpointSecret': {
      send: async (college) => ({ params: await endpoint(college) }),
      ...theirs,
    },
    'notifications.replayEndpoint': {
      send: async (college) => ({
        params: await endpoint(college),
        body: { from: '2026-01-01T00:00:00.000Z' },
      }),
      ...theirs,
    },
    'notifications.testEndpoint': {
      send: async (college) => ({ params: await endpoint(college) }),
      ...theirs,
    },
  }),
  ...under('internal', {
    'notifications.wake': {},
  }),
};

/** How many notifications somebody has. */
export const changing = ['notifications.counters'];
