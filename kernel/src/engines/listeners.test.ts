/** The engines behind `Listener` pass one suite: TCP, and MQTT against a broker. What is TCP's alone is in test/inbound.test.ts. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, test } from 'node:test';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import pino from 'pino';
import { Device } from '../../test/monitors/device.fixture.ts';
import type { Framing } from '../inbound/listen.ts';
import {
  type ListenerUnderTest,
  listenerConformance,
  MAX_BYTES,
} from '../ports/listener.conformance.fixture.ts';
import { mqttListener } from './mqtt-listener.ts';
import { Frames, framed } from './tcp-framing.ts';
import { tcpListener } from './tcp-listener.ts';

const log = pino({ level: 'silent' });

async function overTcp(framing: Framing): Promise<ListenerUnderTest> {
  const listener = tcpListener({ kind: 'tcp', port: 0, framing, maxBytes: MAX_BYTES });
  let address = '';
  let device: Device;
  let acknowledged = 0;
  let open: Buffer[] = [];
  return {
    listener,
    async connect(at) {
      address = at;
      device = new Device(at, framing);
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
      device = new Device(address, framing);
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
    async connect() {
      await subscribed;
    },
    async send(...bodies) {
      for (const body of bodies) await publisher.publishAsync('bodies/one', body, { qos: 1 });
    },
    // What is too large is acknowledged to the broker, or it would come for ever.
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

const engines = {
  'TCP, a line each': () => overTcp('line'),
  'TCP, MLLP': () => overTcp('mllp'),
  'TCP, lengths before': () => overTcp('length-prefixed'),
  MQTT: overMqtt,
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
