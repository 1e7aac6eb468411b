/**
 * Who may come near the gateway at all, before Socket.IO sees them: pages of our own and of allowed origins,
 * not too many from one address, and nobody while the system stops. Refused ones get a problem+json, which
 * the polling transport and programs can read; a browser's WebSocket cannot.
 */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { commonError } from '../contract/errors.ts';
import type { SocketIo } from '../engines/socket-io.ts';
import type { AddressOf } from '../http/client-address.ts';
import type { RequestLimits } from '../http/request-limits.ts';
import { everyReply } from '../http/unreadable-requests.ts';
import { type Ended, REALTIME_PATH } from './protocol.ts';
import { toEnded } from './session.ts';

export interface AdmissionOptions {
  /** Loads and starts the engine at the first request; most processes of a system never need it. */
  readonly socketIo: () => Promise<SocketIo>;
  readonly limits: RequestLimits | null;
  /** Where people reach this system. */
  readonly publicUrl: string;
  readonly allowedOrigins: readonly string[];
  readonly addressOf: AddressOf;
}

/** Connections from one address at one time: a school or a company may share one. */
const PER_ADDRESS = 500;
/** New connections a minute from one address. */
const NEW_PER_MINUTE = 300;

export class Admission {
  readonly #options: AdmissionOptions;
  readonly #origins: ReadonlySet<string>;
  #closed = false;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#origins = new Set([new URL(options.publicUrl).origin, ...options.allowedOrigins]);
  }

  /** True for what belongs here and not to the routes. */
  takes({ url = '' }: IncomingMessage): boolean {
    return url.startsWith(REALTIME_PATH) && /^\/?($|\?)/.test(url.slice(REALTIME_PATH.length));
  }

  /** From now on nobody new comes in. */
  close(): void {
    this.#closed = true;
  }

  async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const engine = await this.#admit(request);
      for (const [name, value] of Object.entries(everyReply)) response.setHeader(name, value);
      engine.request(request, response);
    } catch (error) {
      const { status, headers, body } = refusal(error);
      response.writeHead(status, headers).end(body);
    }
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Until the engine listens, a connection that breaks would end the process.
    const ignore = () => undefined;
    socket.on('error', ignore);
    try {
      const socketIo = await this.#admit(request);
      socket.off('error', ignore);
      socketIo.upgrade(request, socket, head);
    } catch (error) {
      const { status, headers, body } = refusal(error);
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.end(
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}connection: close\r\n\r\n${body}`,
      );
    }
  }

  async #admit(request: IncomingMessage): Promise<SocketIo> {
    const { socketIo, limits, addressOf } = this.#options;
    if (this.#closed)
      throw commonError('unavailable', 'This server is being stopped; connect again.', { retryAfter: 1 });
    this.#checkOrigin(request);
    const engine = await socketIo();
    const isNew = !new URL(request.url ?? '', 'http://here').searchParams.has('sid');
    if (!isNew || !limits) return engine;
    const address = addressOf(request);
    await limits.countAddress(address, { id: REALTIME_PATH, perMinute: NEW_PER_MINUTE });
    if (engine.enter(request) > PER_ADDRESS) {
      engine.leave(request);
      throw commonError('rate-limited', `There are ${PER_ADDRESS} connections from this address already.`, {
        retryAfter: 60,
      });
    }
    return engine;
  }

  // A page of another site could open a connection, though not make it say who is there: the token is ours to keep.
  #checkOrigin({ headers }: IncomingMessage): void {
    const { origin, host } = headers;
    if (origin === undefined || headers['sec-fetch-site'] === 'same-origin') return;
    if (this.#origins.has(origin) || hostOf(origin) === host) return;
    throw commonError('forbidden', 'Pages of this origin may not connect; see ALLOWED_ORIGINS.');
  }
}

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;

function refusal(error: unknown) {
  const { problem, retryAfter }: Ended = toEnded(error);
  const body = JSON.stringify(problem);
  return {
    status: problem.status,
    headers: {
      ...everyReply,
      'content-type': 'application/problem+json',
      'content-length': String(Buffer.byteLength(body)),
      ...(retryAfter !== undefined && { 'retry-after': String(Math.ceil(retryAfter)) }),
    },
    body,
  };
}
