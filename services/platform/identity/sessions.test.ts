/** Refreshing, signing out, and what ends a session, over HTTP. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, PASSWORD, page, startIdentity } from './identity.fixture.ts';

const here = await startIdentity();
after(() => here[Symbol.asyncDispose]());
const { api, system } = here;

const refreshTokenOf = (signedIn: { refreshToken: string | null }): string => {
  assert.ok(signedIn.refreshToken);
  return signedIn.refreshToken;
};

test('a refresh token is exchanged for another one, and works once', async () => {
  const { signedIn } = await here.register();
  const next = await api.refresh({ refreshToken: refreshTokenOf(signedIn) });
  assert.equal(next.user.id, signedIn.user.id);
  assert.notEqual(next.refreshToken, signedIn.refreshToken);
  await assert.rejects(api.refresh({ refreshToken: refreshTokenOf(signedIn) }), codeOf('refresh-raced'));
  await api.refresh({ refreshToken: refreshTokenOf(next) });
});

test('signing in is among the traces, refreshing is not unless it was refused', async () => {
  const { signedIn } = await here.register();
  const refreshToken = refreshTokenOf(signedIn);
  await api.refresh({ refreshToken });
  await assert.rejects(api.refresh({ refreshToken }), codeOf('refresh-raced'));
  const written = async () =>
    (
      await system.sql<{ name: string; status: number }>({
        text: `SELECT DISTINCT name, status FROM kernel.spans WHERE name LIKE 'identity.re%' ORDER BY name, status`,
      })
    ).rows;
  // What began a trace is written soon after the answer, in the order in which the answers were given.
  const deadline = Date.now() + 60_000;
  while (!(await written()).some(({ status }) => status === 409) && Date.now() < deadline) await sleep(20);
  assert.deepEqual(await written(), [
    { name: 'identity.refresh', status: 409 },
    { name: 'identity.register', status: 201 },
  ]);
});

test('fifty parallel refreshes yield one successor, and the family lives', async () => {
  const { signedIn } = await here.register();
  const refreshToken = refreshTokenOf(signedIn);
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => api.refresh({ refreshToken })));
  const winners = results.filter((result) => result.status === 'fulfilled');
  assert.equal(winners.length, 1);
  for (const result of results)
    if (result.status === 'rejected') assert.equal(result.reason.code, 'refresh-raced');
  const { rows } = await system.sql<{ count: number }>({
    text: `SELECT count(*) FROM identity.refresh_tokens t JOIN identity.sessions s ON s.id = t.session_id
            WHERE s.account_id = $1`,
    values: [signedIn.user.id],
  });
  assert.equal(rows[0]?.count, 2);
  const winner = winners[0]?.value;
  assert.ok(winner);
  await api.refresh({ refreshToken: refreshTokenOf(winner) });
});

test('a token that comes again after the grace ends the family, successors and access tokens included', async () => {
  const first = await here.register();
  const second = await api.refresh({ refreshToken: refreshTokenOf(first.signedIn) });
  system.clock.advance(11_000);
  await assert.rejects(
    api.refresh({ refreshToken: refreshTokenOf(first.signedIn) }),
    codeOf('unauthenticated'),
  );
  await assert.rejects(api.refresh({ refreshToken: refreshTokenOf(second) }), codeOf('unauthenticated'));
  await assert.rejects(first.api.me({}), codeOf('unauthenticated'));
  const other = await here.signIn(first.email);
  await other.api.me({});
});

test('a token that comes again after its successor was used ends the family at once', async () => {
  const { signedIn } = await here.register();
  const second = await api.refresh({ refreshToken: refreshTokenOf(signedIn) });
  const third = await api.refresh({ refreshToken: refreshTokenOf(second) });
  await assert.rejects(api.refresh({ refreshToken: refreshTokenOf(signedIn) }), codeOf('unauthenticated'));
  await assert.rejects(api.refresh({ refreshToken: refreshTokenOf(third) }), codeOf('unauthenticated'));
});

test('a session that nobody used for two weeks is over, whatever its token', async () => {
  const { signedIn } = await here.register();
  system.clock.advance(14 * 86_400_000 + 1000);
  await assert.rejects(api.refresh({ refreshToken: refreshTokenOf(signedIn) }), codeOf('unauthenticated'));
});

test('a token that is none of ours gets the same answer', async () => {
  const answer = async (refreshToken: string) => {
    const response = await here.send('POST', '/api/auth/refresh', { body: { refreshToken } });
    const { instance: _, ...problem } = (await response.json()) as Record<string, unknown>;
    return { status: response.status, problem };
  };
  const wrong = await answer('kr_'.padEnd(46, 'x'));
  assert.equal(wrong.status, 401);
  assert.deepEqual(await answer('nonsense'), wrong);
  const { signedIn } = await here.register();
  await api.logout({ refreshToken: refreshTokenOf(signedIn) });
  assert.deepEqual(await answer(refreshTokenOf(signedIn)), wrong);
});

test('a refresh works though the expired access token comes along', async () => {
  const { signedIn, headers } = await here.register();
  system.clock.advance(601_000);
  const expired = await here.send('GET', '/api/me', { headers });
  assert.equal(expired.status, 401);
  assert.match(await expired.text(), /expired/);
  const response = await here.send('POST', '/api/auth/refresh', {
    headers,
    body: { refreshToken: signedIn.refreshToken },
  });
  assert.equal(response.status, 200);
});

test('signing out ends the session at once, its access token too, and may be done twice', async () => {
  const { signedIn, headers, api: mine } = await here.register();
  const signOut = () => here.send('POST', '/api/auth/logout', { headers });
  assert.equal((await signOut()).status, 204);
  await assert.rejects(mine.me({}), codeOf('unauthenticated'));
  await assert.rejects(api.refresh({ refreshToken: refreshTokenOf(signedIn) }), codeOf('unauthenticated'));
  assert.equal((await signOut()).status, 204);
});

test('nobody is told that a session has ended while it goes on', async () => {
  const { signedIn, headers } = await here.register();
  system.clock.advance(601_000);
  assert.equal((await here.send('POST', '/api/auth/logout', { headers })).status, 401);
  const { refreshToken } = signedIn;
  const response = await here.send('POST', '/api/auth/logout', { headers, body: { refreshToken } });
  assert.equal(response.status, 204);
  await assert.rejects(api.refresh({ refreshToken: refreshTokenOf(signedIn) }), codeOf('unauthenticated'));
  assert.equal((await here.send('POST', '/api/auth/logout', {})).status, 204);
});

test('sessions are listed, and others can be ended one by one or all at once', async () => {
  const first = await here.register();
  const second = await here.signIn(first.email);
  const third = await here.signIn(first.email);
  const { items } = await third.api.sessions({});
  assert.equal(items.length, 3);
  assert.deepEqual(
    items.filter(({ current }) => current).map(({ device }) => typeof device),
    ['string'],
  );
  assert.ok(items.every(({ address }) => address === '127.0.0.1'));
  const page1 = await third.api.sessions({ limit: 2 });
  assert.ok(page1.nextCursor);
  const page2 = await third.api.sessions({ limit: 2, cursor: page1.nextCursor });
  assert.deepEqual([...page1.items, ...page2.items], items);

  const [mine] = (await second.api.sessions({})).items.filter(({ current }) => current);
  assert.ok(mine);
  await third.api.revokeSession({ sessionId: mine.id });
  await assert.rejects(second.api.me({}), codeOf('unauthenticated'));
  await first.api.me({});
  assert.deepEqual(await third.api.revokeOtherSessions({}), { revoked: 1 });
  await assert.rejects(first.api.me({}), codeOf('unauthenticated'));
  await third.api.me({});
  const stranger = await here.register();
  const [theirs] = (await stranger.api.sessions({})).items;
  assert.ok(theirs);
  await assert.rejects(third.api.revokeSession({ sessionId: theirs.id }), codeOf('not-found'));
  await stranger.api.me({});
});

test('another process learns what was revoked from the database', async () => {
  const person = await here.register();
  await person.api.me({});
  const [session] = (await person.api.sessions({})).items;
  // As another process would: its row, and nothing in this one's memory.
  await system.sql({
    text: `INSERT INTO identity.revocations (key, at) VALUES ('session:' || $1, $2)`,
    values: [session?.id, system.clock.now().toISOString()],
  });
  system.clock.advance(6_000);
  await assert.rejects(person.api.me({}), codeOf('unauthenticated'));
});

test('a new password needs the old one, and ends the other sessions', async () => {
  const first = await here.register();
  const second = await here.signIn(first.email);
  const newPassword = 'another four unrelated words';
  const wrong = first.api.changePassword({ currentPassword: 'not my password', newPassword });
  await assert.rejects(wrong, codeOf('password-wrong'));
  const weak = first.api.changePassword({ currentPassword: PASSWORD, newPassword: 'short' });
  await assert.rejects(
    weak,
    (error: { errors?: { path: string }[] }) => error.errors?.[0]?.path === '/newPassword',
  );
  await first.api.changePassword({ currentPassword: PASSWORD, newPassword });
  await first.api.me({});
  await assert.rejects(second.api.me({}), codeOf('unauthenticated'));
  await assert.rejects(here.signIn(first.email), codeOf('credentials-wrong'));
  await here.signIn(first.email, newPassword);
  const [message] = await here.emailsTo(first.email);
  assert.equal(message?.subject, 'Your password was changed');
});

// --- pages of ours ---------------------------------------------------------------------------------

const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';

async function signInPage(): Promise<{ email: string; cookie: string }> {
  const { email } = await here.register();
  const response = await here.send('POST', '/api/auth/login', {
    headers: page(system.url),
    body: { email, password: PASSWORD },
  });
  assert.equal(response.status, 200);
  assert.equal(((await response.json()) as { refreshToken: unknown }).refreshToken, null);
  const attributes = response.headers.get('set-cookie') ?? '';
  for (const part of ['__Host-', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
    assert.ok(attributes.includes(part), part);
  return { email, cookie: cookieOf(response) };
}

test('a page of ours holds its session in a cookie that no script can read', async () => {
  const { email, cookie } = await signInPage();
  const me = await here.send('GET', '/api/me', { headers: { cookie } });
  assert.equal(((await me.json()) as { email: string }).email, email);
  const renamed = await here.send('PATCH', '/api/me', {
    headers: page(system.url, cookie),
    body: { name: 'Renamed' },
  });
  assert.equal(renamed.status, 200);
  const { rows } = await system.sql<{ count: number }>({
    text: 'SELECT count(*) FROM identity.sessions WHERE cookie_hash = $1',
    values: [cookie.split('=')[1]],
  });
  assert.equal(rows[0]?.count, 0);
});

test('a request with the cookie that no page of ours made changes nothing', async () => {
  const { cookie } = await signInPage();
  const forged: Record<string, string>[] = [
    { cookie },
    { cookie, origin: new URL(system.url).origin, 'sec-fetch-site': 'same-origin' },
    { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'x-kernos-csrf': '1' },
    { cookie, origin: 'https://other.kernos.example', 'sec-fetch-site': 'same-site', 'x-kernos-csrf': '1' },
  ];
  for (const headers of forged) {
    const response = await here.send('PATCH', '/api/me', { headers, body: { name: 'Forged' } });
    assert.equal(response.status, 403);
  }
  const me = await here.send('GET', '/api/me', { headers: { cookie } });
  assert.notEqual(((await me.json()) as { name: string }).name, 'Forged');
});

test('nobody but a page of ours is given a cookie', async () => {
  const { email } = await here.register();
  const foreign: Record<string, string>[] = [
    {},
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'x-kernos-csrf': '1' },
    { origin: new URL(system.url).origin, 'sec-fetch-site': 'same-origin' },
  ];
  for (const headers of foreign) {
    const response = await here.send('POST', '/api/auth/login', {
      headers,
      body: { email, password: PASSWORD },
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('set-cookie'), null);
    assert.match(((await response.json()) as { refreshToken: string }).refreshToken, /^kr_/);
  }
});

test('a page gets access tokens for its cookie, but never a refresh token', async () => {
  const { email, cookie } = await signInPage();
  const response = await here.send('POST', '/api/auth/refresh', {
    headers: page(system.url, cookie),
    body: {},
  });
  const { accessToken, refreshToken } = (await response.json()) as Record<string, string>;
  assert.equal(refreshToken, null);
  assert.equal(
    (await here.as((await import('./contract.ts')).identity, accessToken ?? '').me({})).email,
    email,
  );
  // An access token alone prolongs nothing: who stole one has it for ten minutes.
  const stolen = await here.send('POST', '/api/auth/refresh', {
    headers: { authorization: `Bearer ${accessToken}` },
    body: {},
  });
  assert.equal(stolen.status, 401);
});

test('signing out takes the cookie away, and a dead one is in nobody’s way', async () => {
  const { email, cookie } = await signInPage();
  const response = await here.send('POST', '/api/auth/logout', {
    headers: page(system.url, cookie),
    body: {},
  });
  assert.equal(response.status, 204);
  assert.match(response.headers.get('set-cookie') ?? '', /Max-Age=0/);
  assert.equal((await here.send('GET', '/api/me', { headers: { cookie } })).status, 401);
  const again = await here.send('POST', '/api/auth/login', {
    headers: page(system.url, cookie),
    body: { email, password: PASSWORD },
  });
  assert.equal(again.status, 200);
  const fresh = cookieOf(again);
  assert.equal((await here.send('GET', '/api/me', { headers: { cookie: fresh } })).status, 200);
});

test('a cookie that is used stays good, one that is not dies after two weeks', async () => {
  const { cookie } = await signInPage();
  const look = async () => (await here.send('GET', '/api/me', { headers: { cookie } })).status;
  for (let week = 0; week < 4; week += 1) {
    system.clock.advance(7 * 86_400_000);
    assert.equal(await look(), 200);
  }
  system.clock.advance(14 * 86_400_000 + 1000);
  assert.equal(await look(), 401);
});
