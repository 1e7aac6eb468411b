/**
 * Socket.IO: carries messages between browsers and `realtime.ts`, over WebSocket or, where a proxy refuses that,
 * HTTP long polling. What the messages mean it does not know.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as Engine } from 'engine.io';
import { Server, type Socket } from 'socket.io';
import { KernosError, toProblem } from '../contract/errors.ts';
import type { AddressOf } from '../http/client-address.ts';

/** A browser that is connected, or asks to be. */
export interface Peer {
  readonly address: string;
  send(message: string, body: unknown): void;
  /** Sends, and says whether the browser acknowledged it in time; false as well when the connection ends. */
  deliver(message: string, body: unknown, withinMs: number): Promise<boolean>;
  /** From now on it hears what is broadcast in these rooms, and in no others. */
  hearIn(rooms: readonly string[]): void;
  /** How many messages wait to be taken from here. */
  backlog(): number;
  /** Ends the connection, after what was sent. */
  close(): void;
}

/** What handles the connection of a browser that was let in. */
export interface ConnectionHandler {
  /** It is connected; not called where it went away while it was let in. */
  opened(): void;
  /** Answers a message. */
  message(name: string, body: unknown): Promise<unknown>;
  /** It is gone; called once for everyone who was let in. */
  closed(): void;
}

export interface SocketIoOptions {
  /** Lets a browser in, or throws a `KernosError`, which the browser gets as a problem. */
  readonly admit: (peer: Peer, credentials: Readonly<Record<string, unknown>>) => Promise<ConnectionHandler>;
  /** Origins whose pages may read what polling answers, beside our own. */
  readonly allowedOrigins: readonly string[];
  /** Largest message of a browser, bytes; who sends a larger one is cut off. */
  readonly messageLimit: number;
  readonly addressOf: AddressOf;
}

export interface SocketIo {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends to everyone in any of these rooms, once. */
  broadcast(rooms: readonly string[], message: string, body: unknown): void;
  /**
   * Counts the connection that a request asks for, from here on until it ends, and tells how many its address has with it,
   * also of those that are not let in yet.
   */
  enter(request: IncomingMessage): number;
  /** It is not to be made. */
  leave(request: IncomingMessage): void;
  /** Ends every connection that is left. */
  close(): void;
}

/** How soon a connection that went silent is taken for dead: both together, milliseconds. */
const PING_INTERVAL_MS = 15_000;
const PING_TIMEOUT_MS = 10_000;
/** Who has not asked to be let in by then is cut off. */
const CONNECT_MS = 10_000;

export function startSocketIo(options: SocketIoOptions): SocketIo {
  const { allowedOrigins, messageLimit, addressOf } = options;
  const engine = new Engine({
    maxHttpBufferSize: messageLimit,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    perMessageDeflate: false,
    httpCompression: false,
    ...(allowedOrigins.length > 0 && { cors: { origin: [...allowedOrigins], credentials: true } }),
  });
  const io = new Server({ serveClient: false, connectTimeout: CONNECT_MS });
  io.bind(engine);
  const connections = new Connections(engine, addressOf);
  io.use((socket, next) => {
    const peer = peerOf(socket, addressOf(socket.request));
    options.admit(peer, socket.handshake.auth).then(
      (handler) => {
        (socket.data as { handler?: ConnectionHandler }).handler = handler;
        onEnd(socket, () => handler.closed());
        next();
      },
      (error: unknown) => next(refusal(error)),
    );
  });
  io.on('connection', (socket) => {
    const { handler } = socket.data as { handler: ConnectionHandler };
    socket.onAny((name: string, ...rest: unknown[]) => take(handler, name, rest));
    handler.opened();
  });
  return {
    request: (request, response) => {
      response.once('close', () => connections.leave(request));
      engine.handleRequest(request as never, response as never);
    },
    upgrade: (request, socket, head) => {
      socket.once('close', () => connections.leave(request));
      engine.handleUpgrade(request as never, socket, head);
    },
    broadcast: (rooms, message, body) => {
      io.to([...rooms]).emit(message, body);
    },
    enter: (request) => connections.enter(request),
    leave: (request) => connections.leave(request),
    close: () => {
      void io.close();
    },
  };
}

/** Runs `run` once when it ends, also where that was before it was connected, of which Socket.IO says nothing. */
function onEnd(socket: Socket, run: () => void): void {
  const { conn } = socket;
  if (conn.readyState !== 'open') {
    run();
    return;
  }
  const end = () => {
    socket.off('disconnect', end);
    conn.off('close', end);
    run();
  };
  socket.once('disconnect', end);
  conn.once('close', end);
}

/** How many connections each address has. One counts from when it is asked for: many that come at once see each other. */
class Connections {
  readonly #addressOf: AddressOf;
  readonly #counts = new Map<string, number>();
  /** Those that are asked for and not made yet. */
  readonly #coming = new Map<IncomingMessage, string>();

  constructor(engine: Engine, addressOf: AddressOf) {
    this.#addressOf = addressOf;
    engine.on(
      'connection',
      (connection: { request: IncomingMessage; once(event: 'close', run: () => void): void }) => {
        const { request } = connection;
        const address = addressOf(request);
        if (!this.#coming.delete(request)) this.#add(address, 1);
        connection.once('close', () => this.#add(address, -1));
      },
    );
  }

  enter(request: IncomingMessage): number {
    const address = this.#addressOf(request);
    this.#coming.set(request, address);
    return this.#add(address, 1);
  }

  leave(request: IncomingMessage): void {
    const address = this.#coming.get(request);
    if (address !== undefined && this.#coming.delete(request)) this.#add(address, -1);
  }

  #add(address: string, change: 1 | -1): number {
    const count = (this.#counts.get(address) ?? 0) + change;
    if (count === 0) this.#counts.delete(address);
    else this.#counts.set(address, count);
    return count;
  }
}

function peerOf(socket: Socket, address: string): Peer {
  const pending = new Set<(taken: boolean) => void>();
  socket.once('disconnect', () => {
    for (const settle of pending) settle(false);
  });
  return {
    address,
    send: (message, body) => {
      socket.emit(message, body);
    },
    deliver: (message, body, withinMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => settle(false), withinMs);
        const settle = (taken: boolean) => {
          clearTimeout(timer);
          pending.delete(settle);
          resolve(taken);
        };
        if (!socket.connected) return settle(false);
        pending.add(settle);
        // Not Socket.IO's own `timeout`: its timer outlives the connection.
        socket.emit(message, body, () => settle(true));
      }),
    hearIn: (rooms) => {
      for (const room of socket.rooms)
        if (room !== socket.id && !rooms.includes(room)) void socket.leave(room);
      void socket.join([...rooms]);
    },
    backlog: () => (socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length,
    close: () => {
      socket.disconnect(true);
    },
  };
}

/** A message is a name, a body, and where the browser waits for it a function that takes the answer. */
function take(handler: ConnectionHandler, name: string, rest: readonly unknown[]): void {
  const last = rest.at(-1);
  const answer = typeof last === 'function' ? (last as (body: unknown) => void) : undefined;
  const body = rest.length > (answer ? 1 : 0) ? rest[0] : undefined;
  void handler.message(name, body).then((reply) => answer?.(reply));
}

/** An error as Socket.IO passes it on: the problem in `data`. */
function refusal(error: unknown): Error {
  const { retryAfter } = error instanceof KernosError ? error : {};
  const problem = toProblem(error);
  return Object.assign(new Error(problem.detail), {
    data: { problem, ...(retryAfter !== undefined && { retryAfter }) },
  });
}
