import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearedSessionCookie, readSessionCookie, SESSION_COOKIE, sessionCookie } from './session-cookie.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const TOKEN = 'kr_AbC-_123';
const attributesOf = (header: string) => header.split('; ').slice(1).sort();

test('the cookie is bound to this host, out of reach for scripts, and ends with the session', () => {
  const header = sessionCookie(TOKEN, new Date(NOW.getTime() + 90_500), NOW);
  assert.ok(header.startsWith(`__Host-kernos-session=${TOKEN}; `));
  assert.deepEqual(attributesOf(header), ['HttpOnly', 'Max-Age=90', 'Path=/', 'SameSite=Lax', 'Secure']);
  assert.ok(attributesOf(sessionCookie(TOKEN, new Date(0), NOW)).includes('Max-Age=0'));
});

test('clearing it names the same cookie with the same attributes, so that the browser finds it', () => {
  const header = clearedSessionCookie();
  assert.ok(header.startsWith(`${SESSION_COOKIE}=; `));
  assert.deepEqual(attributesOf(header), ['HttpOnly', 'Max-Age=0', 'Path=/', 'SameSite=Lax', 'Secure']);
});

test('it is read back from among others, by its whole name', () => {
  assert.equal(readSessionCookie(`theme=dark; ${SESSION_COOKIE}=${TOKEN}; a=b`), TOKEN);
  const others = [undefined, '', 'theme=dark', `kernos-session=${TOKEN}`, `x${SESSION_COOKIE}=${TOKEN}`];
  for (const header of [...others, `${SESSION_COOKIE}=`]) assert.equal(readSessionCookie(header), undefined);
});
