/**
 * Requests to addresses that people typed (webhooks, push services): they must not reach what only this
 * machine or its network can. A name is resolved once, every address it has is checked, and the connection
 * goes to a checked address; no redirect is followed.
 */
import { lookup as resolveName } from 'node:dns/promises';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** For everything, from resolving the name to the last byte of the reply, milliseconds. */
  readonly timeoutMs: number;
  /** Bytes of the reply that are read at most. Default: 64 KiB. */
  readonly largest?: number;
  /** True: http too, for what is public anyway. */
  readonly plain?: boolean;
}

export interface OutgoingReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As much of it as `largest` allows, as UTF-8. */
  readonly body: string;
}

export interface WholeReply extends OutgoingReply {
  /** The body as it came. */
  readonly bytes: Buffer;
  /** True: there was more. */
  readonly cut: boolean;
}

/** An address that nobody may have this system call. Its message says why, to whoever typed it. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

export interface Outgoing {
  /**
   * Sends one request and gives the reply, whatever its status.
   * @throws {AddressRefused} where the address is not public; other errors where nothing answered in time
   */
  request(request: OutgoingRequest): Promise<WholeReply>;
  /** Throws `AddressRefused` where a request to this URL would be refused now; `plain` as in a request. */
  check(url: string, plain?: boolean): Promise<void>;
}

export interface Resolved {
  readonly address: string;
  readonly family: number;
}

export interface OutgoingOptions {
  /** Also http, and this machine itself: for tests. */
  readonly allowLoopback?: boolean;
  /** All addresses of a name. Default: the system's resolver. */
  readonly resolve?: (name: string) => Promise<readonly Resolved[]>;
}

const REPLY_LIMIT = 65_536;

export function createOutgoing({
  allowLoopback = false,
  resolve = everyAddress,
}: OutgoingOptions = {}): Outgoing {
  const checked = async (name: string): Promise<readonly Resolved[]> => {
    const addresses = await resolve(name);
    for (const { address } of addresses) requirePublic(address, allowLoopback);
    if (addresses.length === 0) throw new Error(`${name} has no address`);
    return addresses;
  };
  return {
    check: async (text, plain = false) => {
      const { host } = read(text, allowLoopback, plain);
      if (isIP(host) === 0) await checked(host);
    },
    request: async (request) => {
      const { url } = read(request.url, allowLoopback, request.plain);
      return exchange(url, request, lookupIn(checked));
    },
  };
}

const everyAddress = (name: string) => resolveName(name, { all: true });

/** Refuses what no lookup will see: another scheme, credentials, an address in figures. */
function read(text: string, allowLoopback: boolean, plain = false): { url: URL; host: string } {
  if (!URL.canParse(text)) throw new AddressRefused('This is not a web address.');
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:' && !((allowLoopback || plain) && url.protocol === 'http:'))
    throw new AddressRefused(`The address must begin with https://${plain ? ' or http://' : ''}.`);
  if (url.username || url.password)
    throw new AddressRefused('The address must not contain a user name or password.');
  if (isIP(host) > 0) requirePublic(host, allowLoopback);
  // Whatever a resolver says (RFC 6761, section 6.3).
  else if (/(^|\.)localhost\.?$/.test(host) && !allowLoopback) throw new AddressRefused(notPublic);
  return { url, host };
}

const notPublic =
  'The address leads into a private network or to this machine, which is not allowed; give one on the public internet.';

function requirePublic(address: string, allowLoopback: boolean): void {
  // Without its zone, and 4-in-6 as what it is.
  const parsed = ipaddr.process(address.replace(/%.*/, ''));
  const range = parsed.range();
  if ((range === 'unicast' && isAssigned(parsed)) || (allowLoopback && range === 'loopback')) return;
  throw new AddressRefused(notPublic);
}

/**
 * Of IPv6 the one block that public addresses are given out of (RFC 4291, section 2.4). The library calls unicast all that it
 * knows nothing of, such as `::127.0.0.1`, an IPv4 address in a form that was given up.
 */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
const isAssigned = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);

/** What the socket connects to is what was checked: there is no second look that could see something else. */
function lookupIn(checked: (name: string) => Promise<readonly Resolved[]>): LookupFunction {
  return (name, options, callback) => {
    checked(name).then(
      (addresses) => {
        const [first] = addresses as readonly [Resolved];
        if (options.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, '', 4),
    );
  };
}

function exchange(url: URL, request: OutgoingRequest, lookup: LookupFunction): Promise<WholeReply> {
  const { method, headers = {}, body, timeoutMs, largest = REPLY_LIMIT } = request;
  const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(signal.aborted ? new Error(`no answer within ${timeoutMs / 1000} s`, { cause: error }) : error);
    const length = body === undefined ? 0 : Buffer.byteLength(body);
    const sending = send(
      url,
      // No agent: a kept connection would be one that nobody checked for this request.
      { method, headers: { ...headers, 'content-length': length }, lookup, agent: false, signal },
      (reply) => readReply(reply, largest).then(resolve, fail),
    );
    sending.on('error', fail);
    sending.end(body);
  });
}

async function readReply(reply: IncomingMessage, largest: number): Promise<WholeReply> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > largest) break;
  }
  const bytes = Buffer.concat(chunks).subarray(0, largest);
  return {
    status: reply.statusCode ?? 0,
    headers: reply.headers,
    body: bytes.toString('utf8'),
    bytes,
    cut: length > largest,
  };
}
