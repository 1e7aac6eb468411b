/** Where secrets must not be: in the log, in messages, and in the tables as they are. */
import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { after, test } from 'node:test';
import { renewValues, rotateKeys } from '@kernos/kernel/key-upkeep';
import { Store } from '@kernos/kernel/store';
import { Secret, TOTP } from 'otpauth';
import { page, startIdentity } from './identity.fixture.ts';

const lines: string[] = [];
const sink = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});
const here = await startIdentity({ logTo: sink });
after(() => here[Symbol.asyncDispose]());
const { api, system } = here;

/** What people typed or were given, by what it is. */
const secrets: Record<string, string> = {};

test('people do everything that involves a secret', async () => {
  const email = 'careful@example.org';
  secrets.password = 'first unrelated words here';
  secrets.newPassword = 'second unrelated words here';
  secrets.wrongPassword = 'wrongly typed words here';
  secrets.resetPassword = 'third unrelated words here';
  const first = await api.register({ name: 'Careful', email, password: secrets.password });
  secrets.accessToken = first.accessToken;
  secrets.refreshToken = first.refreshToken ?? '';
  secrets.verifyToken = await here.tokenFor(email);
  await api.confirmEmail({ token: secrets.verifyToken });
  await assert.rejects(api.login({ email, password: secrets.wrongPassword }));
  const second = await api.refresh({ refreshToken: secrets.refreshToken });
  secrets.successor = second.refreshToken ?? '';
  system.clock.advance(11_000);
  // Reuse, which is logged.
  await assert.rejects(api.refresh({ refreshToken: secrets.refreshToken }));
  const response = await here.send('POST', '/api/auth/login', {
    headers: page(system.url),
    body: { email, password: secrets.password },
  });
  secrets.cookie = (response.headers.get('set-cookie') ?? '').match(/=(ks_[^;]+)/)?.[1] ?? '';
  const person = await here.signIn(email, secrets.password);
  const { secret } = await person.api.enrollSecondFactor({ password: secrets.password });
  secrets.totpSecret = secret;
  const cipher = await system.cipherOf(null);
  const { rows: keys } = await system.sql<{ jwk: Buffer }>({
    text: 'SELECT private_jwk AS jwk FROM identity.signing_keys',
  });
  const jwk = cipher.decrypt('identity.signing_keys.private_jwk', keys[0]?.jwk as Buffer);
  secrets.signingKey = JSON.parse(jwk).d;
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  secrets.code = app.generate({ timestamp: system.clock.now().getTime() });
  const { recoveryCodes } = await person.api.confirmSecondFactor({ code: secrets.code });
  secrets.recoveryCode = recoveryCodes[0] ?? '';
  await api.login({ email, password: secrets.password, recoveryCode: secrets.recoveryCode });
  await person.api.changePassword({ currentPassword: secrets.password, newPassword: secrets.newPassword });
  system.clock.advance(61_000);
  await api.requestPasswordReset({ email });
  secrets.resetToken = await here.tokenFor(email);
  await api.confirmPasswordReset({ token: secrets.resetToken, password: secrets.resetPassword });
  await person.api.invite({ email: 'guest@example.org', roles: ['learner'] }).catch(() => undefined);
  for (const [name, value] of Object.entries(secrets)) assert.ok(value.length > 5, name);
});

test('none of it is in the log, at its most talkative', () => {
  const log = lines.join('');
  assert.match(log, /\/api\/auth\/login/);
  assert.match(log, /a refresh token came twice/);
  for (const [name, secret] of Object.entries(secrets)) assert.ok(!log.includes(secret), name);
});

test('none of it leaves in a message, but a link in the email that carries it', async () => {
  const { rows } = await system.sql<{ type: string; data: string }>({
    text: 'SELECT type, data::text FROM kernel.outbox',
  });
  assert.ok(rows.some(({ type }) => type === 'user.authenticated'));
  for (const [name, secret] of Object.entries(secrets)) {
    const holders = [
      ...new Set(rows.filter(({ data }) => data.includes(secret)).map(({ type }) => type)),
    ].toSorted();
    const isLink = name === 'verifyToken' || name === 'resetToken';
    assert.deepEqual(holders, isLink ? ['mailbox.post', 'notifications.notify'] : [], name);
  }
});

test('none of it is kept as it is, but what could not be used otherwise', async () => {
  const { rows: tables } = await system.sql<{ name: string }>({
    text: `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
            WHERE table_type = 'BASE TABLE' AND table_schema IN ('identity', 'mailbox', 'notifications', 'kernel')`,
  });
  const allowed: Record<string, string[]> = {
    verifyToken: ['mailbox.emails', 'kernel.outbox'],
    resetToken: ['mailbox.emails', 'kernel.outbox'],
  };
  assert.ok(tables.some(({ name }) => name === 'identity.sessions'));
  for (const { name: table } of tables) {
    const { rows } = await system.sql<{ row: string }>({ text: `SELECT t::text AS row FROM ${table} t` });
    const text = rows.map(({ row }) => row).join('\n');
    for (const [name, secret] of Object.entries(secrets)) {
      const isAllowed = (allowed[name] ?? []).some((place) => table.startsWith(place));
      // Six digits may stand in a number by chance.
      if (name !== 'code' && !isAllowed) assert.ok(!text.includes(secret), `${name} in ${table}`);
    }
  }
});

test('when keys are rotated, what belongs to no organization is encrypted anew too, and opens as before', async () => {
  const { config } = system.system;
  const store = new Store(config.databaseUrl ?? '', { connections: 2 });
  await rotateKeys(config, store);
  await system.sql({
    text: 'UPDATE kernel.organization_keys SET active_from = now() WHERE active_from > now()',
  });
  await renewValues(config, store);
  await store.close();
  const fresh = await system.cipherOf(null);
  const { rows } = await system.sql<{ keyId: string; secret: Buffer }>({
    text: `SELECT encode(substring(secret FROM 2 FOR 16), 'hex') AS key_id, secret FROM identity.second_factors`,
  });
  assert.equal(rows[0]?.keyId, fresh.keyId.replaceAll('-', ''));
  const opened = fresh.decrypt('identity.second_factors.secret', rows[0]?.secret as Buffer);
  assert.equal(opened, secrets.totpSecret);
});
