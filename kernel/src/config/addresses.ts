/** What counts as a host, an origin or a URL where a person typed one. */
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

export function isUrl(text: string, protocols: readonly string[]): boolean {
  return text.includes('://') && URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

export function isOrigin(text: string): boolean {
  return isUrl(text, ['http:', 'https:']) && new URL(text).origin === text;
}

export function isBaseUrl(text: string): boolean {
  if (!isUrl(text, ['http:', 'https:'])) return false;
  const { search, hash, username, password } = new URL(text);
  return search === '' && hash === '' && username === '' && password === '';
}
