/** A small service that devices speak to, for the tests of listeners. */
import { Type } from 'typebox';
import { MailboxUrl, setting, settings } from '../../src/config/setting.ts';
import { contract, event } from '../../src/contract/contract.ts';
import { service } from '../../src/contract/service.ts';
import {
  json,
  type ListenerAuthentication,
  listen,
  mail,
  mailbox,
  mqtt,
  tcp,
} from '../../src/inbound/listen.ts';
import type { RawMessage } from '../../src/ports/listener.ts';
import type { Tx } from '../../src/store/store.ts';

export const monitors = contract('monitors', {
  calls: {},
  events: { 'result.filed': event('A result was filed.', 'key', { key: Type.String() }) },
});

const monitorSettings = settings({
  brokerUrl: setting(Type.String(), {
    env: 'MONITORS_MQTT_URL',
    doc: 'The MQTT broker that monitors publish to.',
    right: 'a URL such as mqtt://localhost:1883',
  }),
  mailboxUrl: setting(MailboxUrl, {
    env: 'MONITORS_MAILBOX_URL',
    doc: 'The mailbox that results are sent to.',
    right: 'a URL such as imaps://user:password@mail.example.org/INBOX',
    secret: 'password',
  }),
});

/** What is wrong with this process at the moment: results whose value begins with it fail. */
export const fault = { value: 'fails' as string | null };

const organizationOf: ListenerAuthentication['organizationOf'] = async (credential, ctx) => {
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: 'SELECT organization_id AS id FROM monitors.gateways WHERE credential = $1',
    values: [credential],
  });
  return rows[0]?.id ?? null;
};

interface Result {
  readonly key: string;
  readonly value: string;
}

/** `credential|key|value` */
const fieldsOf = ({ body }: RawMessage) => body.toString('utf8').split('|');

async function file(tx: Tx, { key, value }: Result): Promise<void> {
  await tx.query({
    text: 'INSERT INTO monitors.results (key, value) VALUES ($1, $2)',
    values: [key, value],
  });
  if (fault.value !== null && value.startsWith(fault.value)) throw new Error(`this value ${fault.value}`);
}

const results = listen(monitors, {
  through: () => tcp({ port: 0, framing: 'mllp', maxBytes: 10_000, withinMs: 1_000 }),
  authenticate: { credentialOf: (raw) => fieldsOf(raw)[0] ?? null, organizationOf },
  parse: (raw): Result => {
    const [, key, value] = fieldsOf(raw);
    if (!key || value === undefined) throw new Error('a result is credential|key|value');
    return { key, value };
  },
  keyOf: ({ key }) => key,
  run: async (result, ctx) => {
    await file(ctx.tx, result);
    ctx.publish('result.filed', { key: result.key });
    return `AA|${result.key}|${result.value}`;
  },
  refuse: (_, why) => `AE|${why}`,
});

const Observation = Type.Object({
  gateway: Type.String(),
  source: Type.String(),
  n: Type.Integer(),
  value: Type.Number(),
});

const readObservation = json(Observation);

const observations = listen(monitors, {
  through: () => tcp({ port: 0, framing: 'line', maxBytes: 1_000, maxConnections: 4 }),
  authenticate: {
    credentialOf: ({ body }) => (JSON.parse(body.toString()) as { gateway: string }).gateway,
    organizationOf,
  },
  parse: readObservation,
  sequenceOf: ({ source, n }) => ({ source, sequence: n }),
  batch: { atMost: 500, withinMs: 5 },
  runMany: async (batch, ctx) => {
    await ctx.tx.query({
      name: 'monitors.observations.insert',
      text: `INSERT INTO monitors.observations (source, sequence, value)
             SELECT * FROM unnest($1::text[], $2::bigint[], $3::float8[])`,
      values: [batch.map(({ source }) => source), batch.map(({ n }) => n), batch.map(({ value }) => value)],
    });
    if (batch.some(({ value }) => value < 0)) throw new Error('a value is below zero');
  },
  acknowledge: ({ source, n }) => `ok ${source} ${n}`,
  refuse: (_, why) => `no ${why}`,
});

/** `monitors/<gateway>/<key>`: the broker has authenticated who publishes there. */
const vitals = listen(monitors, {
  through: (settingsOf) => {
    const { brokerUrl } = settingsOf(monitorSettings);
    if (!brokerUrl) return null;
    return mqtt({ url: brokerUrl, clientId: 'kernos-vitals', topics: ['monitors/+/+'], maxBytes: 10_000 });
  },
  authenticate: { credentialOf: ({ sender }) => sender.topic?.split('/')[1] ?? null, organizationOf },
  parse: ({ body, sender }): Result => ({ key: sender.topic?.split('/')[2] ?? '', value: body.toString() }),
  keyOf: ({ key }) => key,
  batch: { atMost: 100, withinMs: 5 },
  runMany: async (batch, ctx) => {
    for (const result of batch) await file(ctx.tx, result);
  },
});

/** To `<gateway>@…`, with the key as the subject and the value as the text. */
const emails = listen(monitors, {
  through: (settingsOf) => {
    const { mailboxUrl: url } = settingsOf(monitorSettings);
    return url === undefined ? null : mailbox({ url, maxBytes: 10_000, everyMs: 50 });
  },
  authenticate: { credentialOf: ({ sender }) => sender.topic?.split('@')[0] ?? null, organizationOf },
  parse: mail,
  keyOf: ({ key }) => key,
  run: async ({ subject, text }, ctx) => {
    await file(ctx.tx, { key: subject, value: text.trim() });
    return undefined;
  },
});

export const monitorsService = service(monitors, {
  migrations: new URL('./migrations/', import.meta.url),
  listeners: { results, observations, vitals, emails },
  settings: monitorSettings,
});
