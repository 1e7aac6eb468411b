/** Password reset and e-mail verification: the links in emails, over HTTP. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { codeOf, PASSWORD, startIdentity } from './identity.fixture.ts';

const here = await startIdentity();
after(() => here[Symbol.asyncDispose]());
const { api, system } = here;
const NEW_PASSWORD = 'another four unrelated words';
const newAddress = () => `moved.${crypto.randomUUID()}@example.org`;

test('a link from the welcome email verifies the address, once', async () => {
  const person = await here.register();
  const [message] = await here.emailsTo(person.email);
  assert.equal(message?.subject, 'Welcome to Kernos');
  assert.equal(message?.organizationId, person.signedIn.user.organizationId);
  const token = await here.tokenFor(person.email);
  await api.confirmEmail({ token });
  assert.equal((await person.api.me({})).emailVerified, true);
  await assert.rejects(api.confirmEmail({ token }), codeOf('link-invalid'));
  // Verified already: no more emails.
  await person.api.requestEmailVerification({});
  assert.equal((await here.emailsTo(person.email)).length, 1);
});

test('a verification link runs out after a day, and a new one can be asked for', async () => {
  const person = await here.register();
  const old = await here.tokenFor(person.email);
  system.clock.advance(86_400_000 + 1000);
  await assert.rejects(api.confirmEmail({ token: old }), codeOf('link-invalid'));
  const again = await here.signIn(person.email);
  await again.api.requestEmailVerification({});
  await api.confirmEmail({ token: await here.tokenFor(person.email) });
  assert.equal((await again.api.me({})).emailVerified, true);
});

test('a reset link sets a new password, ends every session and works once', async () => {
  const person = await here.register();
  // No mail server is set up here.
  assert.deepEqual(await api.requestPasswordReset({ email: person.email.toUpperCase() }), { sent: false });
  const token = await here.tokenFor(person.email);
  const weak = api.confirmPasswordReset({ token, password: person.email });
  await assert.rejects(weak, codeOf('invalid-input'));
  await api.confirmPasswordReset({ token, password: NEW_PASSWORD });
  await assert.rejects(person.api.me({}), codeOf('unauthenticated'));
  const refreshToken = person.signedIn.refreshToken ?? '';
  await assert.rejects(api.refresh({ refreshToken }), codeOf('unauthenticated'));
  await assert.rejects(here.signIn(person.email), codeOf('credentials-wrong'));
  await here.signIn(person.email, NEW_PASSWORD);
  await assert.rejects(api.confirmPasswordReset({ token, password: PASSWORD }), codeOf('link-invalid'));
  const [message] = await here.emailsTo(person.email);
  assert.equal(message?.subject, 'Your password was changed');
});

test('two requests with one reset link: one of them wins', async () => {
  const person = await here.register();
  await api.requestPasswordReset({ email: person.email });
  const token = await here.tokenFor(person.email);
  const results = await Promise.allSettled(
    ['first long new password', 'second long new password'].map((password) =>
      api.confirmPasswordReset({ token, password }),
    ),
  );
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});

test('a reset link runs out after an hour, and is no verification link', async () => {
  const person = await here.register();
  const verification = await here.tokenFor(person.email);
  await assert.rejects(
    api.confirmPasswordReset({ token: verification, password: NEW_PASSWORD }),
    codeOf('link-invalid'),
  );
  await api.requestPasswordReset({ email: person.email });
  const token = await here.tokenFor(person.email);
  await assert.rejects(api.confirmEmail({ token }), codeOf('link-invalid'));
  system.clock.advance(3_600_000 + 1000);
  await assert.rejects(api.confirmPasswordReset({ token, password: NEW_PASSWORD }), codeOf('link-invalid'));
});

test('changing the password makes an open reset link useless', async () => {
  const person = await here.register();
  await api.requestPasswordReset({ email: person.email });
  const token = await here.tokenFor(person.email);
  await person.api.changePassword({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
  await assert.rejects(api.confirmPasswordReset({ token, password: PASSWORD }), codeOf('link-invalid'));
});

test('asking for a reset tells nobody whether the account exists', async () => {
  const { email } = await here.register();
  const ask = async (address: string) => {
    const response = await here.send('POST', '/api/auth/reset-password', { body: { email: address } });
    return { status: response.status, body: await response.text() };
  };
  assert.deepEqual(await ask(email), await ask('nobody@example.org'));
  await system.settled();
  assert.deepEqual(await here.emailsTo('nobody@example.org'), []);
  // The same messages leave for both, and neither holds an address.
  const { rows } = await system.sql<{ data: string; organization: string | null }>({
    text: `SELECT data::text, organization_id AS organization FROM kernel.outbox
            WHERE type = 'identity.sendResetLink' ORDER BY position DESC LIMIT 2`,
  });
  assert.equal(rows.length, 2);
  assert.ok(rows.every(({ data, organization }) => !data.includes('@') && organization === null));
});

test('a mailbox is not flooded: one letter a minute, whoever asks for whichever', async () => {
  const [owner, stranger] = [await here.register(), await here.register()];
  const { email } = owner;
  for (let n = 0; n < 5; n += 1) await api.requestPasswordReset({ email });
  const subjects = async () => (await here.emailsTo(email)).map(({ subject }) => subject);
  assert.deepEqual(await subjects(), ['Reset your password', 'Welcome to Kernos']);
  // One waits for the minute to end; who may know of it is told, and nobody else.
  await assert.rejects(owner.api.requestEmailVerification({}), codeOf('rate-limited'));
  await assert.rejects(stranger.api.invite({ email, roles: ['learner'] }), codeOf('rate-limited'));
  await here.minuteLater();
  assert.equal((await subjects()).length, 3);
  // To an address without an account as well.
  const someone = newAddress();
  const asked = await Promise.allSettled(
    Array.from({ length: 6 }, () => stranger.api.changeEmail({ email: someone, currentPassword: PASSWORD })),
  );
  assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 2);
  await stranger.api.changeEmail({ email: newAddress(), currentPassword: PASSWORD }).catch(() => undefined);
  assert.equal((await here.emailsTo(someone)).length, 1);
  await here.minuteLater();
  assert.equal((await here.emailsTo(someone)).length, 2);
});

test('an account made from an invitation is welcomed a minute after that', async () => {
  const admin = await here.register();
  const email = newAddress();
  await admin.api.invite({ email, roles: ['learner'] });
  await api.acceptInvitation({ token: await here.tokenFor(email), name: 'Guest', password: PASSWORD });
  assert.equal((await here.emailsTo(email)).length, 1);
  await here.minuteLater();
  await api.confirmEmail({ token: await here.tokenFor(email, '/verify-email') });
});

test('a new password uses up what opened the account before: links to other addresses, keys, devices', async () => {
  for (const by of ['reset', 'change'] as const) {
    const person = await here.register();
    const thief = newAddress();
    await person.api.changeEmail({ email: thief, currentPassword: PASSWORD });
    const [asked] = await here.emailsTo(person.email);
    assert.match(asked?.text ?? '', new RegExp(thief));
    assert.equal(asked?.subject, 'Change of email address requested');
    const toThief = await here.tokenFor(thief);
    await here.forgetLetters(person.email);
    if (by === 'change')
      await person.api.changePassword({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
    else {
      await api.requestPasswordReset({ email: person.email });
      const token = await here.tokenFor(person.email, '/reset-password');
      await api.confirmPasswordReset({ token, password: NEW_PASSWORD });
    }
    await assert.rejects(api.confirmEmail({ token: toThief }), codeOf('link-invalid'));
    const { id, email } = (await here.signIn(person.email, NEW_PASSWORD)).signedIn.user;
    assert.equal(email, person.email);
    const { rows } = await system.sql<{ byOwner: boolean }>({
      text: `SELECT (data->>'byOwner')::boolean AS by_owner FROM kernel.outbox WHERE type = 'user.password_changed' AND key = $1`,
      values: [id],
    });
    assert.deepEqual(rows, [{ byOwner: by === 'change' }]);
  }
});

test('a second factor of an address that nobody confirmed goes with the first reset', async () => {
  const stranger = await here.register();
  const enrolling = stranger.api.enrollSecondFactor({ password: PASSWORD });
  await assert.rejects(enrolling, codeOf('email-unverified'));
  // As accounts of earlier versions have it, begun and then on.
  await system.sql({
    text: `INSERT INTO identity.second_factors (account_id, secret, created_at) VALUES ($1, $2, now())`,
    values: [
      stranger.signedIn.user.id,
      (await system.cipherOf(null)).encrypt('identity.second_factors.secret', 'JBSWY3DPEHPK3PXP'),
    ],
  });
  const confirming = stranger.api.confirmSecondFactor({ code: '000000' });
  await assert.rejects(confirming, codeOf('email-unverified'));
  await system.sql({
    text: 'UPDATE identity.second_factors SET confirmed_at = now() WHERE account_id = $1',
    values: [stranger.signedIn.user.id],
  });
  await api.requestPasswordReset({ email: stranger.email });
  const token = await here.tokenFor(stranger.email, '/reset-password');
  await api.confirmPasswordReset({ token, password: NEW_PASSWORD });
  const owner = await here.signIn(stranger.email, NEW_PASSWORD);
  assert.equal(owner.signedIn.user.emailVerified, true);
});

test('somebody who is signed in may ask for another address too', async () => {
  const [one, other] = [await here.register(), await here.register()];
  await one.api.requestPasswordReset({ email: other.email });
  const [message] = await here.emailsTo(other.email);
  assert.equal(message?.subject, 'Reset your password');
  assert.equal(message?.organizationId, other.signedIn.user.organizationId);
});

test('a new address is the account’s once the link that lies there was followed', async () => {
  const person = await here.register();
  const email = newAddress();
  await person.api.changeEmail({ email: email.toUpperCase(), currentPassword: PASSWORD });
  assert.equal((await person.api.me({})).email, person.email);
  await here.signIn(person.email);
  await api.confirmEmail({ token: await here.tokenFor(email) });
  const { email: now, emailVerified } = await person.api.me({});
  assert.deepEqual([now, emailVerified], [email, true]);
  await here.signIn(email);
  await assert.rejects(here.signIn(person.email), codeOf('credentials-wrong'));
  const [message] = await here.emailsTo(person.email);
  assert.equal(message?.subject, 'Your email address was changed');
  assert.ok(message?.text.includes(email));
});

test('links in the old mailbox open nothing once the address is another one', async () => {
  const person = await here.register();
  const verification = await here.tokenFor(person.email);
  await api.requestPasswordReset({ email: person.email });
  const reset = await here.tokenFor(person.email);
  const [first, second] = [newAddress(), newAddress()];
  for (const email of [first, second]) {
    await here.forgetLetters(person.email);
    await person.api.changeEmail({ email, currentPassword: PASSWORD });
  }
  const token = await here.tokenFor(first);
  await api.confirmEmail({ token: await here.tokenFor(second) });
  for (const stale of [verification, token])
    await assert.rejects(api.confirmEmail({ token: stale }), codeOf('link-invalid'));
  const choosing = api.confirmPasswordReset({ token: reset, password: NEW_PASSWORD });
  await assert.rejects(choosing, codeOf('link-invalid'));
  assert.equal((await person.api.me({})).email, second);
});

test('changing the address needs the password, and an address that nobody has', async () => {
  const [person, other] = [await here.register(), await here.register()];
  const change = (email: string, currentPassword = PASSWORD) =>
    person.api.changeEmail({ email, currentPassword });
  await assert.rejects(change(newAddress(), 'not my password'), codeOf('password-wrong'));
  await assert.rejects(change(other.email), codeOf('email-taken'));
  await assert.rejects(change(person.email), codeOf('email-taken'));
  // Free when it was asked for, taken when the link is followed: whoever has it keeps it.
  const email = newAddress();
  await change(email);
  const token = await here.tokenFor(email);
  await here.forgetLetters(email);
  await other.api.changeEmail({ email, currentPassword: PASSWORD });
  await api.confirmEmail({ token: await here.tokenFor(email) });
  await assert.rejects(api.confirmEmail({ token }), codeOf('email-taken'));
  assert.equal((await person.api.me({})).email, person.email);
});
