/**
 * Where a request comes from. Behind proxies every connection is theirs, and they write into X-Forwarded-For
 * for whom they ask; only those that were declared ours are believed, for anybody can send that header.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { all, compile } from '@fastify/proxy-addr';

/** The IP address of who asks; `''` where the connection has gone already. */
export type AddressOf = (request: IncomingMessage) => string;

const ofConnection: AddressOf = ({ socket }) => socket.remoteAddress ?? '';

/**
 * @param proxies IP addresses and CIDR ranges of the proxies before this system; none, and the connection counts
 * @returns the nearest address on the request's way that is no such proxy. Where one of them wrote something
 * else than an address, its own: somebody behind it asks.
 */
export function clientAddress(proxies: readonly string[]): AddressOf {
  if (proxies.length === 0) return ofConnection;
  const trusts = compile([...proxies]);
  return (request) => {
    const known = all(request, trusts).filter((address) => isIP(address) > 0);
    return known.at(-1) ?? ofConnection(request);
  };
}

/** True for an IP address, and for a range such as 10.0.0.0/8. */
export function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128);
}
