/** What counts as a URL or an origin where a person typed one. */

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

/** With name and password, percent-encoded. Not encrypted only where it stays on this machine. */
export function isMailboxUrl(text: string): boolean {
  if (!isUrl(text, ['imap:', 'imaps:'])) return false;
  const { protocol, hostname, username, password, pathname } = new URL(text);
  try {
    decodeURIComponent(username + password + pathname);
  } catch {
    return false;
  }
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return username !== '' && password !== '' && (protocol === 'imaps:' || isLocal);
}
