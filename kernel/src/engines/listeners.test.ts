/** The engines behind `Listener` pass one suite: TCP, MQTT against a broker, a mailbox on a server. What is TCP's alone is in test/inbound.test.ts. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { ConnectionOptions } from 'node:tls';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import pino from 'pino';
import { Device } from '../../test/monitors/device.fixture.ts';
import { MailboxServer } from '../../test/monitors/mailbox.fixture.ts';
import type { Framing, TcpTransport } from '../inbound/listen.ts';
import {
  type ListenerUnderTest,
  listenerConformance,
  MAX_BYTES,
} from '../ports/listener.conformance.fixture.ts';
import { MailboxListener } from './mailbox-listener.ts';
import { mqttListener } from './mqtt-listener.ts';
import { Frames, framed } from './tcp-framing.ts';
import { tcpListener } from './tcp-listener.ts';

const log = pino({ level: 'silent' });

const folder = mkdtempSync(join(tmpdir(), 'kernos-tls-'));
after(() => rmSync(folder, { recursive: true }));
const [cert, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
execFileSync(
  'openssl',
  [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=kernos', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
  ],
  { stdio: 'ignore' },
);
/** Our own certificate is its own authority, and what a device shows of itself. */
const trusting = { ca: readFileSync(cert) };
const known = { ...trusting, cert: trusting.ca, key: readFileSync(key) };

async function overTcp(
  framing: Framing,
  more: Partial<TcpTransport> = {},
  tls: ConnectionOptions = {},
): Promise<ListenerUnderTest> {
  const listener = tcpListener({ kind: 'tcp', port: 0, framing, maxBytes: MAX_BYTES, ...more });
  let address = '';
  let device: Device;
  let acknowledged = 0;
  let open: Buffer[] = [];
  return {
    listener,
    atMost: 1_500,
    async connect(at) {
      address = at;
      device = new Device(at, framing, tls);
    },
    async send(...bodies) {
      open.push(...bodies);
      for (const body of bodies)
        if (!device.socket.write(framed(framing, body)))
          await Promise.race([once(device.socket, 'drain'), device.closed]);
    },
    acknowledged: () => acknowledged + device.answers.length,
    async again() {
      await device.closed;
      open = open.slice(device.answers.length).filter(({ length }) => length <= MAX_BYTES);
      acknowledged += device.answers.length;
      device = new Device(address, framing, tls);
      device.socket.write(Buffer.concat(open.map((body) => framed(framing, body))));
    },
    async [Symbol.asyncDispose]() {
      device.socket.destroy();
      await listener.stop();
    },
  };
}

async function overMqtt(): Promise<ListenerUnderTest> {
  const broker = await Aedes.createBroker();
  const server = createServer(broker.handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = { url, clientId: 'under-test', topics: ['bodies/#'], maxBytes: MAX_BYTES } as const;
  const listener = mqttListener({ kind: 'mqtt', ...options }, log);
  const subscribed = once(broker, 'subscribe');
  let acknowledged = 0;
  broker.on('ack', (_packet, client) => {
    if (client.id === 'under-test') acknowledged += 1;
  });
  const publisher = await mqtt.connectAsync(url);
  return {
    listener,
    atMost: 1_500,
    async connect() {
      await subscribed;
    },
    async send(...bodies) {
      for (const body of bodies) await publisher.publishAsync('bodies/one', body, { qos: 1 });
    },
    acknowledged: () => acknowledged,
    async again() {},
    async [Symbol.asyncDispose]() {
      await listener.stop();
      await publisher.endAsync(true);
      await new Promise<void>((resolve) => broker.close(resolve));
      server.close();
    },
  };
}

async function overMailbox(): Promise<ListenerUnderTest> {
  const server = new MailboxServer();
  await server.listen();
  const transport = { kind: 'mailbox', url: server.url(), maxBytes: MAX_BYTES, everyMs: 20 } as const;
  const listener = new MailboxListener(transport, log);
  return {
    listener,
    atMost: 100,
    async connect() {},
    async send(...bodies) {
      server.put(...bodies);
    },
    acknowledged: () => server.seen(),
    async again() {},
    async [Symbol.asyncDispose]() {
      await listener.stop();
      await server.close();
    },
  };
}

const engines = {
  'TCP, a line each': () => overTcp('line'),
  'TCP, MLLP': () => overTcp('mllp'),
  'TCP, lengths before': () => overTcp('length-prefixed'),
  'TCP with TLS': () => overTcp('mllp', { tls: { cert, key, clientAuthorities: cert } }, known),
  MQTT: overMqtt,
  'a mailbox': overMailbox,
};
for (const [name, open] of Object.entries(engines)) {
  describe(`a listener on ${name}`, () => {
    for (const [sentence, holds] of Object.entries(listenerConformance))
      test(sentence, async () => {
        await using engine = await open();
        await holds(engine);
      });
  });
}

for (const framing of ['line', 'mllp', 'length-prefixed'] as const) {
  test(`messages are the same however the network cuts them up: ${framing}`, () => {
    const bodies = ['', 'a', 'b'.repeat(700), 'cd', '\u000b in the midst'].map((text) => Buffer.from(text));
    const sent = Buffer.concat(bodies.map((body) => framed(framing, body)));
    for (const size of [1, 2, 3, 7, 64, sent.length]) {
      const frames = new Frames(framing, 1_000);
      const read: Buffer[] = [];
      for (let at = 0; at < sent.length; at += size) read.push(...frames.read(sent.subarray(at, at + size)));
      assert.deepEqual(read.map(String), bodies.map(String), `${size} bytes at a time`);
      assert.equal(frames.isOpen, false);
    }
  });

  test(`a message of ten megabytes that comes byte by byte costs no more than its bytes: ${framing}`, () => {
    const length = 10_000_000;
    const frames = new Frames(framing, length);
    const sent = framed(framing, Buffer.alloc(length, 'x'));
    const read: number[] = [];
    // Copied anew with each chunk it would be 25 gigabytes.
    for (let at = 0; at < sent.length; at += 2_000)
      for (const body of frames.read(sent.subarray(at, at + 2_000))) read.push(body.length);
    assert.deepEqual(read, [length]);
  });
}

test('without TLS 1.2 and a certificate that is asked for, nobody is heard; with them all is', async () => {
  const tls = { cert, key, clientAuthorities: cert };
  const listener = tcpListener({ kind: 'tcp', port: 0, framing: 'line', maxBytes: MAX_BYTES, tls });
  const taken: string[] = [];
  const cutOff: string[] = [];
  const address = await listener.start(
    async ({ body }) => {
      taken.push(body.toString());
      return { reply: body, isWelcome: true };
    },
    (reason) => cutOff.push(reason),
  );
  for (const refused of [
    new Device(address, 'line', trusting),
    new Device(address, 'line', {
      ...known,
      maxVersion: 'TLSv1.1',
      minVersion: 'TLSv1',
      ciphers: 'ALL:@SECLEVEL=0',
    }),
    new Device(address.replace('tls', 'tcp'), 'line'),
  ]) {
    refused.send('heard');
    await refused.closed;
  }
  assert.deepEqual(taken, []);
  assert.deepEqual(cutOff, ['malformed', 'malformed', 'malformed']);
  assert.equal(await new Device(address, 'line', known).ask('hello'), 'hello');
  await listener.stop();
});

test('strangers that never end their handshake do not keep others out', async () => {
  const transport = {
    kind: 'tcp',
    port: 0,
    framing: 'line',
    maxBytes: MAX_BYTES,
    maxConnections: 3,
  } as const;
  const listener = tcpListener({ ...transport, tls: { cert, key } });
  const cutOff: string[] = [];
  const address = await listener.start(
    async ({ body }) => ({ reply: body, isWelcome: true }),
    (reason) => cutOff.push(reason),
  );
  const device = new Device(address, 'line', trusting);
  assert.equal(await device.ask('first'), 'first');
  const strangers = Array.from({ length: 6 }, () => new Device(address.replace('tls', 'tcp'), 'line'));
  await Promise.all(strangers.map(({ socket }) => once(socket, 'connect')));
  assert.equal(await new Device(address, 'line', trusting).ask('late'), 'late');
  assert.equal(await device.ask('again'), 'again');
  assert.equal(cutOff.filter((reason) => reason === 'too-many').length, 5);
  // Ends the handshakes as well.
  await listener.stop();
});

/** What a listener on this mailbox says in the log, once it says so. */
async function complaint(url: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const listener = new MailboxListener(
    { kind: 'mailbox', url, maxBytes: MAX_BYTES },
    pino({ level: 'trace' }, { write: resolve }),
  );
  await listener.start(
    async () => ({ reply: null, isWelcome: true }),
    () => undefined,
  );
  const text = await promise;
  await listener.stop();
  return text;
}

test('a mailbox says why it is away, and never a password; a certificate that nobody trusts is not shown one', async () => {
  const server = new MailboxServer();
  await server.listen();
  const wrong = await complaint(server.url('imap', 'canary-4711'));
  assert.match(wrong, /a mailbox is away/);
  assert.match(wrong, /Invalid|denied|failed/i);
  assert.doesNotMatch(wrong, /canary/);
  server.put('an email');
  server.forbidMarks();
  assert.match(await complaint(server.url()), /could not be marked as seen/);
  await server.close();
  const untrusted = new MailboxServer({ tls: true });
  await untrusted.listen();
  assert.match(await complaint(untrusted.url('imaps')), /certificate/);
  await untrusted.close();
  for (const url of [
    'imap://u:p@mail.example.org/',
    'imaps://mail.example.org/',
    'https://u:p@localhost/',
    'imaps://u:1%@localhost/',
  ])
    assert.throws(
      () => new MailboxListener({ kind: 'mailbox', url, maxBytes: 1 }, log),
      /a mailbox is imaps/,
    );
});
