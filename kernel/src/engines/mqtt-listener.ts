/**
 * Messages of an MQTT broker (OASIS MQTT 3.1.1), as one of its clients. The broker keeps its session: what was not
 * acknowledged is sent again when the connection is back, here or in the next process.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type IPublishPacket } from 'mqtt';
import { generate } from 'mqtt-packet';
import type { Logger } from 'pino';
import type { MqttTransport } from '../inbound/listen.ts';
import type { CutOff, Listener, RawMessage, Sender, Take } from '../ports/listener.ts';
import { tooLarge } from './too-large.ts';

/** As many are being handled at most; a broker may hand out fewer (Mosquitto 20, unless it is told otherwise). */
const IN_FLIGHT = 1_000;
const IN_FLIGHT_BYTES = 16_000_000;
const STOP_WITHIN_MS = 10_000;

export function mqttListener(transport: MqttTransport, log: Logger): Listener {
  const { url, clientId, username, password, topics, maxBytes } = transport;
  const address = new URL(url).host;
  let client: mqtt.MqttClient | undefined;
  let inFlight = 0;
  let bytes = 0;
  let isStopping = false;
  /** Continues to read, when there is room again. */
  let goOn: (() => void) | undefined;
  let acknowledged: Promise<void> = Promise.resolve();

  const handle = (packet: IPublishPacket, take: Take, cutOff: CutOff): void => {
    const { stream } = client as mqtt.MqttClient;
    const raw = rawOf(packet, maxBytes);
    if (raw.fault !== undefined) cutOff('too-large', raw.sender);
    inFlight += 1;
    bytes += raw.body.length;
    const taken = take(raw);
    taken.catch(() => undefined);
    // In the order in which they came, as the protocol wants it (4.6).
    acknowledged = acknowledged
      .then(() => taken)
      .then(() => {
        // Another connection counts its messages anew: an answer that is late for this one would be for another there.
        if (packet.qos === 0 || client?.stream !== stream || !client.connected) return;
        stream.write(generate({ cmd: 'puback', messageId: packet.messageId as number }));
      })
      // It was not kept. The broker sends it again to whoever connects next.
      .catch((error: unknown) => {
        if (!isStopping) log.warn({ err: error, clientId }, 'a message was not taken; connecting anew');
        stream.destroy();
      })
      .then(() => {
        inFlight -= 1;
        bytes -= raw.body.length;
        // What comes then may have to wait in its place.
        const next = goOn;
        goOn = undefined;
        next?.();
      });
  };

  return {
    async start(take, cutOff) {
      client = mqtt.connect(url, {
        ...{ clientId, clean: false, protocolVersion: 4, reconnectPeriod: 1_000, resubscribe: false },
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password }),
      });
      client.on('error', (error) =>
        log.warn({ err: error, clientId }, 'the MQTT broker is away; trying again'),
      );
      client.on('connect', () => {
        client?.subscribe([...topics], { qos: 1 }, (error, granted) => {
          const refused = granted?.find(({ qos }) => qos === 128);
          if (error || refused)
            log.error(
              { err: error, clientId, topic: refused?.topic },
              'the MQTT broker refused a subscription',
            );
        });
      });
      client.handleMessage = (packet, callback) => {
        if (isStopping) return;
        handle(packet, take, cutOff);
        // An error here keeps the client from acknowledging by itself; it means nothing else to it.
        const next = () => callback(NOT_YET);
        if (inFlight < IN_FLIGHT && bytes < IN_FLIGHT_BYTES) next();
        else goOn = next;
      };
      return `${url.split(':')[0]}://${address}`;
    },
    async stop() {
      isStopping = true;
      await Promise.race([acknowledged, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      await client?.endAsync(true);
    },
  };
}

function rawOf({ topic, payload }: IPublishPacket, maxBytes: number): RawMessage {
  const sender: Sender = { id: topic, address: null, topic };
  const body = Buffer.from(payload);
  return body.length > maxBytes
    ? { ...tooLarge(body, { bytes: body.length, maxBytes }), sender }
    : { body, sender };
}

const NOT_YET = new Error('it is acknowledged when it is handled');
