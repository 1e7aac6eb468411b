/** What somebody meets who guesses passwords, or signs in from everywhere at once. */
import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, PASSWORD, page, startIdentity } from './identity.fixture.ts';
import { createOpaqueToken } from './opaque-tokens.ts';

const here = await startIdentity({ env: { TRUSTED_PROXIES: '127.0.0.1' } });
after(() => here[Symbol.asyncDispose]());
const { system } = here;

async function attempt(email: string, password: string, headers: Record<string, string> = {}) {
  const response = await here.send('POST', '/api/auth/login', { body: { email, password }, headers });
  const { instance: _, ...problem } = (await response.json()) as Record<string, unknown>;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), problem };
}

/** Signs in with a browser that was never here, and gives what it keeps as its device. */
async function newDevice(email: string, browser: Record<string, string>): Promise<string> {
  const body = { email, password: PASSWORD };
  const response = await here.send('POST', '/api/auth/login', { body, headers: browser });
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  return cookies.find((cookie) => cookie.includes('device')) ?? '';
}

test('an unknown account answers and is delayed exactly like a known one', async () => {
  system.clock.set(new Date());
  const { email } = await here.register();
  const [known, unknown] = [[], []] as [unknown[], unknown[]];
  for (let n = 0; n < 7; n += 1) {
    known.push(await attempt(email, 'a wrong password'));
    unknown.push(await attempt('nobody@example.org', 'a wrong password'));
  }
  assert.deepEqual(known, unknown);
  assert.deepEqual(
    known.map((answer) => (answer as { status: number }).status),
    [401, 401, 401, 401, 401, 429, 429],
  );
  // The right password waits like the wrong one, or the delay would tell which is which.
  assert.equal((await attempt(email, PASSWORD)).status, 429);
  system.clock.advance(16_000);
  assert.equal((await attempt(email, PASSWORD)).status, 200);
  assert.equal((await attempt(email, 'a wrong password')).status, 401);
});

test('an unknown account costs as much work as a known one', async () => {
  const { email } = await here.register();
  for (const address of [email, 'stranger@example.org']) {
    let hashes = 0;
    // What Node calls the work that its thread pool does for `crypto.argon2`.
    const hook = createHook({
      init: (_id, type) => {
        if (type === 'ARGON2REQUEST') hashes += 1;
      },
    });
    hook.enable();
    assert.equal((await attempt(address, 'a wrong password')).status, 401);
    hook.disable();
    assert.equal(hashes, 1, address);
  }
});

test('guesses that come all at once are counted one by one', async () => {
  const { email } = await here.register();
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => attempt(email, `a wrong password ${n}`)),
  );
  const statuses = answers.map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 401).length, 5);
  assert.equal(statuses.filter((status) => status === 429).length, 35);
});

test('the owner may sign in from many tabs at once', async () => {
  const { email } = await here.register();
  const answers = await Promise.all(Array.from({ length: 30 }, () => attempt(email, PASSWORD)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  // And each took its own count of the address back.
  const { rows } = await system.sql<{ key: string; failures: number }>({
    text: `SELECT key, failures FROM identity.lockouts WHERE key LIKE 'pair:%' AND failures > 0`,
  });
  const { lockoutKeys } = await import('./lockout.ts');
  assert.ok(rows.every(({ key }) => key !== lockoutKeys(email, { address: '127.0.0.1' }).pair));
});

test('whoever guesses on the same network holds up no device that the account knows, and a reset ends every wait', async () => {
  const [teacher, other] = [await here.register(), await here.register()];
  const browser = { ...page(system.url), 'x-forwarded-for': '203.0.113.7' };
  const signIn = (headers: Record<string, string>) => attempt(teacher.email, PASSWORD, headers);
  const [known, foreign] = [await newDevice(teacher.email, browser), await newDevice(other.email, browser)];
  for (let n = 0; n < 5; n += 1) await attempt(teacher.email, 'a guess', browser);
  assert.equal((await signIn(browser)).status, 429);
  assert.equal((await signIn({ ...browser, cookie: foreign })).status, 429);
  assert.equal((await signIn({ ...browser, cookie: known })).status, 200);
  // What is done in an open session waits for nobody's guesses either.
  const asked = await here.send('POST', '/api/me/email', {
    body: { email: `new.${teacher.email}`, currentPassword: PASSWORD },
    headers: { ...browser, ...teacher.headers },
  });
  assert.equal(asked.status, 202);
  // But a known device may not guess on.
  for (let n = 0; n < 5; n += 1) await attempt(teacher.email, 'a guess', { ...browser, cookie: known });
  assert.equal((await signIn({ ...browser, cookie: known })).status, 429);
  await here.forgetLetters(teacher.email);
  await here.api.requestPasswordReset({ email: teacher.email });
  const password = 'another four unrelated words';
  await here.api.confirmPasswordReset({
    token: await here.tokenFor(teacher.email, '/reset-password'),
    password,
  });
  for (const headers of [browser, { ...browser, cookie: known }])
    assert.equal((await attempt(teacher.email, password, headers)).status, 200);
});

test('a new password makes every device strange that knew the old one, but the one that chose it', async () => {
  const person = await here.register();
  const browser = { ...page(system.url), 'x-forwarded-for': '203.0.113.8' };
  const [own, lost] = [await newDevice(person.email, browser), await newDevice(person.email, browser)];
  const newPassword = 'another four unrelated words';
  const changed = await here.send('POST', '/api/me/password', {
    body: { currentPassword: PASSWORD, newPassword },
    headers: { ...browser, ...person.headers, cookie: own },
  });
  assert.equal(changed.status, 204);
  for (let n = 0; n < 5; n += 1) await attempt(person.email, 'a guess', browser);
  const signIn = (cookie: string) => attempt(person.email, newPassword, { ...browser, cookie });
  assert.equal((await signIn(lost)).status, 429);
  assert.equal((await signIn(own)).status, 200);
});

test('a device is one that we gave a token to, and an account knows twenty of them', async () => {
  const { email } = await here.register();
  const browser = { ...page(system.url), 'x-forwarded-for': '203.0.113.9' };
  const made = `__Host-kernos-device=${createOpaqueToken('kd')}`;
  // Whoever put a token of their own into somebody's browser would guess there as if they were known.
  const given = await newDevice(email, { ...browser, cookie: made });
  assert.match(given, /^__Host-kernos-device=kd/);
  assert.notEqual(given, made);
  const devices = [given];
  while (devices.length < 21) {
    system.clock.advance(1_000);
    devices.push(await newDevice(email, browser));
  }
  for (let n = 0; n < 5; n += 1) await attempt(email, 'a guess', browser);
  const signIn = async (cookie = '') => (await attempt(email, PASSWORD, { ...browser, cookie })).status;
  assert.deepEqual(
    [await signIn(devices[0]), await signIn(devices[1]), await signIn(devices[20])],
    [429, 200, 200],
  );
});

test('a password that was guessed in an open session is counted too', async () => {
  const person = await here.register();
  const guess = (n: number) =>
    person.api.changePassword({ currentPassword: `guess ${n}`, newPassword: 'another four unrelated words' });
  for (let n = 0; n < 5; n += 1) await assert.rejects(guess(n), codeOf('password-wrong'));
  await assert.rejects(guess(5), codeOf('rate-limited'));
});

test('a storm of sign-ins starves nobody: other routes answer, and what is too much is told to come back', async () => {
  const person = await here.register();
  await person.api.me({});
  let others = 0;
  let over = false;
  // Each from elsewhere: from one address, a machine that is quick to hash would come to where guesses are delayed.
  const stranger = (n: number) =>
    attempt(`storm${n}@example.org`, 'a wrong password', { 'x-forwarded-for': `10.0.${n >> 8}.${n & 255}` });
  const storm = Promise.all(Array.from({ length: 300 }, (_, n) => stranger(n))).finally(() => {
    over = true;
  });
  while (!over) {
    await Promise.all([fetch(`${system.url}/livez`).then((r) => r.arrayBuffer()), person.api.me({})]);
    others += 1;
    await sleep(5);
  }
  const answers = await storm;
  const statuses = new Map<number, number>();
  for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  assert.deepEqual([...statuses.keys()].sort(), [401, 503], JSON.stringify([...statuses]));
  assert.ok(answers.every(({ status, retryAfter }) => (status === 503) === (retryAfter !== null)));
  // Had they waited for the storm, there would be one.
  assert.ok(others >= 10, `${others} answers during the storm`);
  // Whoever was sent away was not counted as a failure.
  await here.signIn(person.email);
});
