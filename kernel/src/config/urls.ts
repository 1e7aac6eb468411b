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
