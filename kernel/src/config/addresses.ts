/** What counts as a host where a person typed one. */
import { isIP } from 'node:net';

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

export function isHost(text: string): boolean {
  if (isIP(text) > 0) return true;
  const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
  // Digits and dots alone are a mistyped IPv4 address, not a name.
  return text.length <= 253 && !/^[\d.]+$/.test(text) && text.split('.').every((part) => label.test(part));
}
