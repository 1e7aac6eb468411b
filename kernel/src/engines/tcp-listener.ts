/**
 * Messages over TCP connections (RFC 9293), told apart by a framing. Every process that runs it has its own port.
 *
 * A connection reads on while less than `WINDOW_BYTES` of it are being handled, and while all connections together are
 * below `ALL_BYTES`; one that has nothing under way may always have one message. Answers go out in the order in which
 * the messages came.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { TcpTransport, TlsFiles } from '../inbound/listen.ts';
import type { Acknowledgement, CutOff, Listener, Sender, Take } from '../ports/listener.ts';
import { BadFrame, Frames, framed } from './tcp-framing.ts';

const WINDOW_BYTES = 1_000_000;
const ALL_BYTES = 64_000_000;
/** What a message costs beside its bytes. */
const OVERHEAD = 500;
const STOP_WITHIN_MS = 10_000;
const WITHIN_MS = 10_000;

export function tcpListener(transport: TcpTransport): Listener {
  const { port, host = '127.0.0.1', maxConnections = 100, tls, withinMs } = transport;
  const connections = new Map<string, Open>();
  const shared: Shared = {
    transport,
    bytes: 0,
    resume: () => {
      for (const one of connections.values()) one.resume();
    },
  };
  let server: Server | undefined;

  /** Puts it where it is counted, until it ends; another of the same socket takes its place. */
  const admit = (sender: Sender, socket: Socket, one: Open) => {
    connections.set(sender.id, one);
    socket.once('close', () => connections.get(sender.id) === one && connections.delete(sender.id));
  };
  const makeRoom = (cutOff: CutOff, sender: Sender): boolean => {
    if (connections.size < maxConnections) return true;
    cutOff('too-many', sender);
    // Strangers must not keep others out by being connected.
    const stranger = [...connections].find(([, { isKnown }]) => !isKnown);
    stranger?.[1].destroy();
    return stranger !== undefined && connections.delete(stranger[0]);
  };

  return {
    async start(take: Take, cutOff: CutOff) {
      const options = { noDelay: true, keepAlive: true, allowHalfOpen: true };
      const secured = tls && { ...(await read(tls)), handshakeTimeout: withinMs ?? WITHIN_MS };
      server = secured ? createTlsServer({ ...options, ...secured }) : createServer(options);
      const begin = (socket: Socket) => {
        const sender = senderOf(socket);
        admit(sender, socket, new Connection(socket, sender, shared, take, cutOff));
      };
      server.on('connection', (socket: Socket) => {
        const sender = senderOf(socket);
        if (!makeRoom(cutOff, sender)) socket.destroy();
        else if (secured) admit(sender, socket, handshake(socket));
        else begin(socket);
      });
      server.on('secureConnection', begin);
      server.on('tlsClientError', (_error, socket: Socket) => cutOff('malformed', senderOf(socket)));
      server.listen(port, host);
      await once(server, 'listening');
      const at = server.address();
      const bound = typeof at === 'object' && at ? at.port : port;
      return `${tls ? 'tls' : 'tcp'}://${host.includes(':') ? `[${host}]` : host}:${bound}`;
    },
    async stop() {
      if (!server) return;
      const closed = once(server, 'close');
      server.close();
      const timer = setTimeout(() => {
        for (const one of connections.values()) one.destroy();
      }, STOP_WITHIN_MS);
      await Promise.all([...connections.values()].map((one) => one.end()));
      clearTimeout(timer);
      await closed;
    },
  };
}

/** What a stranger may have of us before its handshake is over. */
const handshake = (socket: Socket): Open => ({
  isKnown: false,
  resume: () => undefined,
  end: async () => void socket.destroy(),
  destroy: () => void socket.destroy(),
});

const senderOf = ({ remoteAddress, remotePort }: Socket): Sender => ({
  id: `${remoteAddress}#${remotePort}`,
  ...{ address: remoteAddress ?? null, topic: null },
});

async function read({ cert, key, clientAuthorities }: TlsFiles): Promise<TlsOptions> {
  const ca = clientAuthorities === undefined ? undefined : await readFile(clientAuthorities);
  return {
    ...{ cert: await readFile(cert), key: await readFile(key), minVersion: 'TLSv1.2' },
    ...(ca && { ca, requestCert: true, rejectUnauthorized: true }),
  };
}

type Open = Pick<Connection, 'isKnown' | 'resume' | 'end' | 'destroy'>;

interface Shared {
  readonly transport: TcpTransport;
  /** Of messages that are being handled, on all connections. */
  bytes: number;
  /** Some of these are handled: connections that wait may go on. */
  readonly resume: () => void;
}

class Connection {
  readonly #socket: Socket;
  readonly #sender: Sender;
  readonly #shared: Shared;
  readonly #take: Take;
  readonly #cutOff: CutOff;
  readonly #frames: Frames;
  /** Bytes of what is being handled. */
  #bytes = 0;
  /** Complete messages that were read and not handed on, and what reads more of them. */
  #reading: Iterator<Buffer> | undefined;
  #next: Buffer | undefined;
  /** Settles when everything that was handed on is answered. */
  #answered: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isEnding = false;
  #isKnown = false;

  constructor(socket: Socket, sender: Sender, shared: Shared, take: Take, cutOff: CutOff) {
    this.#socket = socket;
    this.#sender = sender;
    this.#shared = shared;
    this.#take = take;
    this.#cutOff = cutOff;
    this.#frames = new Frames(shared.transport.framing, shared.transport.maxBytes);
    socket.setTimeout(shared.transport.idleMs ?? 600_000, () => this.#isIdle() && this.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => clearTimeout(this.#timer));
    socket.on('end', () => void this.end());
    socket.on('data', (chunk: Buffer) => {
      this.#reading = this.#frames.read(chunk);
      this.resume();
    });
  }

  /** True once something that it sent was taken. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Hands on what is complete, as long as there is room; reads on when all of it is. */
  resume(): void {
    if (this.#isEnding || !this.#reading) return;
    try {
      for (;;) {
        this.#next ??= this.#nextOf(this.#reading);
        if (!this.#next) break;
        if (!this.#hasRoom()) {
          this.#socket.pause();
          return;
        }
        this.#handOn(this.#next);
        this.#next = undefined;
      }
    } catch (error) {
      if (!(error instanceof BadFrame)) throw error;
      this.#cutOff(error.reason, this.#sender);
      void this.end();
      return;
    }
    this.#reading = undefined;
    this.#limitTime();
    this.#socket.resume();
  }

  /** Ends it when what was handed on is answered. */
  async end(): Promise<void> {
    this.#isEnding = true;
    clearTimeout(this.#timer);
    this.#socket.pause();
    await this.#answered;
    this.#socket.end(() => this.#socket.destroy());
    // Whoever does not read its answers is not waited for.
    if (!this.#socket.destroyed) this.#timer = setTimeout(() => this.destroy(), this.#withinMs).unref();
  }

  destroy(): void {
    this.#isEnding = true;
    this.#socket.destroy();
  }

  get #withinMs(): number {
    return this.#shared.transport.withinMs ?? WITHIN_MS;
  }

  #isIdle(): boolean {
    return this.#bytes === 0;
  }

  #nextOf(reading: Iterator<Buffer>): Buffer | undefined {
    const { value, done } = reading.next();
    return done ? undefined : value;
  }

  #hasRoom(): boolean {
    return this.#bytes === 0 || (this.#bytes < WINDOW_BYTES && this.#shared.bytes < ALL_BYTES);
  }

  /** A message that has begun must end in time. */
  #limitTime(): void {
    if (!this.#frames.isOpen) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    } else
      this.#timer ??= setTimeout(() => {
        this.#cutOff('too-slow', this.#sender);
        this.destroy();
      }, this.#withinMs);
  }

  #handOn(body: Buffer): void {
    // The one that was open is complete; the next has its own time.
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const cost = body.length + OVERHEAD;
    this.#bytes += cost;
    this.#shared.bytes += cost;
    const taken = this.#take({ body, sender: this.#sender });
    taken.catch(() => undefined);
    this.#answered = this.#answered
      .then(async () => this.#answer(await taken))
      // It was not kept: the sender must not take it for done, so nothing more is said here.
      .catch(() => this.destroy())
      .then(() => {
        const wasFull = this.#shared.bytes >= ALL_BYTES;
        this.#bytes -= cost;
        this.#shared.bytes -= cost;
        if (wasFull) this.#shared.resume();
        else this.resume();
      });
  }

  async #answer({ reply, isWelcome }: Acknowledgement): Promise<void> {
    const { framing } = this.#shared.transport;
    this.#isKnown ||= isWelcome;
    if (reply && !this.#socket.write(framed(framing, reply)) && !this.#socket.destroyed)
      await this.#drained();
    if (!isWelcome) void this.end();
  }

  /** Waits until the sender has read its answers. */
  async #drained(): Promise<void> {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), this.#withinMs);
    const { signal } = control;
    try {
      await Promise.race([once(this.#socket, 'drain', { signal }), once(this.#socket, 'close', { signal })]);
    } catch (error) {
      this.#cutOff('too-slow', this.#sender);
      throw error;
    } finally {
      clearTimeout(timer);
      control.abort();
    }
  }
}
