/** The listeners of one system: begun once it is ready, ended before anything that they need. */
import type { Logger } from 'pino';
import type { ServiceDefinition } from '../contract/service.ts';
import { openListener } from '../engines/open-listener.ts';
import type { PlacedConsumer } from '../messaging/consumer.ts';
import type { Duty } from '../messaging/leases.ts';
import type { Metrics } from '../observability/telemetry.ts';
import type { Runtime } from '../unit-of-work/context.ts';
import { Intake } from './intake.ts';
import type { Transport } from './listen.ts';

export interface Inbound {
  /** These try again what was kept. Of listeners that are off here as well: it may wait from before. */
  readonly consumers: readonly PlacedConsumer[];
  /** What only one process may listen to. */
  readonly duties: readonly Duty[];
  /** The address of each listener of this process that is open, by its name: `<service>.<listener>`. */
  readonly addresses: ReadonlyMap<string, string>;
  /** Opens the ports of this process. */
  start(): Promise<void>;
  /** Takes nothing more, and lets what was taken end. */
  stop(): Promise<void>;
}

export interface InboundOptions {
  readonly runtime: Runtime;
  readonly services: readonly ServiceDefinition[];
  /** A service that runs elsewhere listens there. */
  readonly isHere: (service: string) => boolean;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Something was put among the deliveries. */
  readonly kept: () => void;
}

/** How soon others hear again that something was kept. */
const TELL_EVERY_MS = 1_000;

export function openInbound({ runtime, services, isHere, metrics, log, kept }: InboundOptions): Inbound {
  const tell = atMostEvery(TELL_EVERY_MS, kept);
  const listeners = services.flatMap(({ name: service, listeners: declared = {} }) =>
    Object.entries(declared).map(([name, listener]) => ({
      service,
      transport: isHere(service) ? listener.through(runtime.settingsOf) : null,
      intake: new Intake({ runtime, name: `${service}.${name}`, service, listener, metrics, kept: tell.run }),
    })),
  );
  const open = listeners.flatMap(({ transport, intake }) => (transport ? [{ transport, intake }] : []));
  const addresses = new Map<string, string>();
  const ends: (() => Promise<void>)[] = [];
  const begin = async ({ transport, intake }: (typeof open)[number]) => {
    const engine = await openListener(transport, log);
    const address = await engine.start(
      (raw) => intake.take(raw),
      (reason, sender) => intake.cutOff(reason, sender),
    );
    log.info({ listener: intake.name, address }, 'listening');
    return { address, end: () => engine.stop() };
  };
  return {
    addresses,
    consumers: listeners.map(({ intake, service }) => ({ ...intake.consumer(), service })),
    duties: open
      .filter(({ transport }) => !isOfEachProcess(transport))
      .map((one) => ({
        name: `listener ${one.intake.name}`,
        begin: async () => (await begin(one)).end,
      })),
    async start() {
      for (const one of open.filter(({ transport }) => isOfEachProcess(transport))) {
        const { address, end } = await begin(one);
        ends.push(end);
        addresses.set(one.intake.name, address);
      }
    },
    async stop() {
      tell.stop();
      // All of them have ended before the first failure is thrown on: what they need is closed afterwards.
      const ended = await Promise.allSettled(ends.splice(0).map((end) => end()));
      for (const { intake } of listeners) intake.stop();
      for (const end of ended) if (end.status === 'rejected') throw end.reason;
    },
  };
}

const isOfEachProcess = ({ kind }: Transport): boolean => kind === 'tcp';

/** Runs it at once, and once more later where it was wanted meanwhile. */
function atMostEvery(milliseconds: number, run: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let isWanted = false;
  const begin = () => {
    run();
    timer = setTimeout(() => {
      timer = undefined;
      if (isWanted) begin();
      isWanted = false;
    }, milliseconds).unref();
  };
  return {
    run: () => {
      if (timer) isWanted = true;
      else begin();
    },
    stop: () => clearTimeout(timer),
  };
}
