/** The second factor, from setting it up to losing the telephone, over HTTP. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Store } from '@kernos/kernel/store';
import { Secret, TOTP } from 'otpauth';
import { identity } from './contract.ts';
import { codeOf, PASSWORD, startIdentity, type Visitor } from './identity.fixture.ts';
import { turnOffSecondFactor } from './turn-off-second-factor.ts';

const here = await startIdentity();
after(() => here[Symbol.asyncDispose]());
const { api, system } = here;
system.clock.set(new Date());

const codeFor = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: system.clock.now().getTime() });

/** The next code: an app shows a new one every thirty seconds. */
const nextCode = (secret: string): string => {
  system.clock.advance(30_000);
  return codeFor(secret);
};

/** Somebody whose address is confirmed. */
async function confirmed(): Promise<Visitor> {
  const person = await here.register();
  await api.confirmEmail({ token: await here.tokenFor(person.email) });
  return person;
}

async function withSecondFactor(): Promise<{ person: Visitor; secret: string; recoveryCodes: string[] }> {
  const person = await confirmed();
  const { secret, uri } = await person.api.enrollSecondFactor({ password: PASSWORD });
  assert.ok(uri.startsWith(`otpauth://totp/Kernos:${encodeURIComponent(person.email)}?`), uri);
  const { recoveryCodes } = await person.api.confirmSecondFactor({ code: codeFor(secret) });
  return { person, secret, recoveryCodes };
}

test('a second factor counts once it was confirmed, and then every sign-in asks for it', async () => {
  const person = await confirmed();
  await assert.rejects(
    person.api.enrollSecondFactor({ password: 'not my password' }),
    codeOf('password-wrong'),
  );
  await assert.rejects(person.api.confirmSecondFactor({ code: '123456' }), codeOf('second-factor-off'));
  const abandoned = await person.api.enrollSecondFactor({ password: PASSWORD });
  const { secret } = await person.api.enrollSecondFactor({ password: PASSWORD });
  await here.signIn(person.email);
  assert.equal((await person.api.me({})).secondFactor, false);
  await assert.rejects(
    person.api.confirmSecondFactor({ code: codeFor(abandoned.secret) }),
    codeOf('second-factor-wrong'),
  );
  const { recoveryCodes } = await person.api.confirmSecondFactor({ code: codeFor(secret) });
  assert.equal(recoveryCodes.length, 10);
  assert.deepEqual(await person.api.secondFactor({}), { enabled: true, recoveryCodesLeft: 10 });
  assert.equal((await person.api.me({})).secondFactor, true);
  await assert.rejects(person.api.enrollSecondFactor({ password: PASSWORD }), codeOf('second-factor-on'));
  await assert.rejects(
    here.signIn(person.email),
    (error: { code: string; status: number; message: string }) => {
      assert.equal(error.status, 401);
      assert.match(error.message, /two-step verification.*`code`.*`recoveryCode`/);
      return error.code === 'second-factor-required';
    },
  );
  const signedIn = await api.login({ email: person.email, password: PASSWORD, code: nextCode(secret) });
  assert.equal(signedIn.user.id, person.signedIn.user.id);
});

test('a wrong password never tells that there is a second factor', async () => {
  const { person, secret } = await withSecondFactor();
  const wrong = { email: person.email, password: 'not my password', code: nextCode(secret) };
  await assert.rejects(api.login(wrong), codeOf('credentials-wrong'));
});

test('a code works once, also when two requests hold it at the same time', async () => {
  const { person, secret } = await withSecondFactor();
  const code = nextCode(secret);
  const twice = await Promise.allSettled(
    [1, 2].map(() => api.login({ email: person.email, password: PASSWORD, code })),
  );
  assert.deepEqual(twice.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(
    api.login({ email: person.email, password: PASSWORD, code }),
    codeOf('second-factor-wrong'),
  );
});

test('codes cannot be guessed: they count like passwords, and a right password in between resets nothing', async () => {
  const { person, secret } = await withSecondFactor();
  const guess = () => api.login({ email: person.email, password: PASSWORD, code: '000000' });
  const passwordAlone = () => api.login({ email: person.email, password: PASSWORD });
  for (let n = 0; n < 5; n += 1) {
    await assert.rejects(passwordAlone(), codeOf('second-factor-required'));
    await assert.rejects(guess(), codeOf('second-factor-wrong'));
  }
  await assert.rejects(guess(), codeOf('rate-limited'));
  system.clock.advance(16_000);
  await api.login({ email: person.email, password: PASSWORD, code: nextCode(secret) });
});

test('the password alone may be sent as often as one likes: it is no failure', async () => {
  const { person } = await withSecondFactor();
  for (let n = 0; n < 8; n += 1)
    await assert.rejects(here.signIn(person.email), codeOf('second-factor-required'));
});

test('a recovery code works once, however it is typed', async () => {
  const { person, recoveryCodes } = await withSecondFactor();
  const [first = '', second = ''] = recoveryCodes;
  const typed = first.toLowerCase().replaceAll('-', ' ');
  await api.login({ email: person.email, password: PASSWORD, recoveryCode: typed });
  await assert.rejects(
    api.login({ email: person.email, password: PASSWORD, recoveryCode: first }),
    codeOf('second-factor-wrong'),
  );
  const twice = await Promise.allSettled(
    [1, 2].map(() => api.login({ email: person.email, password: PASSWORD, recoveryCode: second })),
  );
  assert.deepEqual(twice.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await person.api.secondFactor({})).recoveryCodesLeft, 8);
  const { rows } = await system.sql<{ data: { method: string } }>({
    text: `SELECT data FROM kernel.outbox WHERE type = 'user.authenticated' AND key = $1 ORDER BY position DESC`,
    values: [person.signedIn.user.id],
  });
  assert.equal(rows[0]?.data.method, 'recovery-code');
});

test('new recovery codes take the place of the old ones', async () => {
  const { person, secret, recoveryCodes } = await withSecondFactor();
  const noCode = person.api.regenerateRecoveryCodes({ password: PASSWORD });
  await assert.rejects(noCode, codeOf('second-factor-wrong'));
  const fresh = await person.api.regenerateRecoveryCodes({ password: PASSWORD, code: nextCode(secret) });
  const [old = ''] = recoveryCodes;
  await assert.rejects(
    api.login({ email: person.email, password: PASSWORD, recoveryCode: old }),
    codeOf('second-factor-wrong'),
  );
  const [next = ''] = fresh.recoveryCodes;
  await api.login({ email: person.email, password: PASSWORD, recoveryCode: next });
});

test('turning it off needs the password and a code', async () => {
  const { person, secret } = await withSecondFactor();
  const off = (input: { password: string; code?: string }) => person.api.disableSecondFactor(input);
  await assert.rejects(
    off({ password: 'not my password', code: nextCode(secret) }),
    codeOf('password-wrong'),
  );
  await assert.rejects(off({ password: PASSWORD, code: '000000' }), codeOf('second-factor-wrong'));
  await off({ password: PASSWORD, code: nextCode(secret) });
  await here.signIn(person.email);
  assert.deepEqual(await person.api.secondFactor({}), { enabled: false, recoveryCodesLeft: 0 });
  await assert.rejects(off({ password: PASSWORD, code: '000000' }), codeOf('second-factor-off'));
});

test('a new password does not turn the second factor off', async () => {
  const { person } = await withSecondFactor();
  await api.requestPasswordReset({ email: person.email });
  const password = 'another four unrelated words';
  await api.confirmPasswordReset({ token: await here.tokenFor(person.email), password });
  await assert.rejects(here.signIn(person.email, password), codeOf('second-factor-required'));
});

test('who lost phone and codes is let in again by an administrator of the home organization, and hears of it', async () => {
  const { person } = await withSecondFactor();
  const { id: userId, organizationId } = person.signedIn.user;
  const admin = await here.register();
  await assert.rejects(admin.api.resetSecondFactor({ userId }), codeOf('member-not-found'));
  await admin.api.invite({ email: person.email, roles: ['learner'] });
  await person.api.acceptInvitation({ token: await here.tokenFor(person.email, '/invitation') });
  await assert.rejects(admin.api.resetSecondFactor({ userId }), codeOf('account-of-another-organization'));
  await assert.rejects(person.api.resetSecondFactor({ userId }), codeOf('own-account'));
  // Two administrators of one organization.
  await here.forgetLetters(admin.email);
  await person.api.invite({ email: admin.email, roles: ['admin'] });
  await admin.api.acceptInvitation({ token: await here.tokenFor(admin.email, '/invitation') });
  const switched = await admin.api.switchOrganization({ organizationId: organizationId ?? '' });
  const office = here.as(identity, switched.accessToken);
  await office.resetSecondFactor({ userId });
  await assert.rejects(office.resetSecondFactor({ userId }), codeOf('second-factor-off'));
  await here.signIn(person.email);
  const [told] = await here.emailsTo(person.email);
  assert.equal(told?.subject, 'Two-step verification was turned off');
  const { rows } = await system.sql<{ outcome: string }>({
    text: `SELECT outcome FROM kernel.audit WHERE call = 'identity.resetSecondFactor' AND organization_id = $1 ORDER BY at`,
    values: [organizationId],
  });
  assert.ok(
    rows.some(({ outcome }) => outcome === 'done'),
    JSON.stringify(rows),
  );
});

test('whoever runs the machine lets the last administrator in again', async () => {
  const { person } = await withSecondFactor();
  const store = new Store(system.system.databaseUrl);
  try {
    assert.equal(await turnOffSecondFactor(store, person.email.toUpperCase()), true);
    assert.equal(await turnOffSecondFactor(store, person.email), false);
  } finally {
    await store.close();
  }
  await here.signIn(person.email);
});
