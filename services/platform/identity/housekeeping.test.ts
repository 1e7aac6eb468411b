/** What the clock throws away, and how the signing key changes while people go on working. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Context } from '@kernos/kernel/context';
import { Store } from '@kernos/kernel/store';
import { decodeProtectedHeader } from 'jose';
import { changeKeys, purge } from './housekeeping.ts';
import { codeOf, startIdentity } from './identity.fixture.ts';

const here = await startIdentity();
const store = new Store(here.system.system.databaseUrl, { connections: 1 });
after(async () => {
  await store.close();
  await here[Symbol.asyncDispose]();
});
const { api, system } = here;
const DAY_MS = 86_400_000;
// The clock is moved by months: the jobs that would be due then are run here, one by one.
await system.sql({ text: 'DELETE FROM kernel.schedules' });

/** Runs a job of the clock as the kernel does: as the service, for no organization. */
async function atSchedule(
  job: (dueAt: Date, ctx: Pick<Context, 'tx' | 'now' | 'cipher'>) => Promise<void>,
): Promise<void> {
  const tx = store.transaction({
    service: 'identity',
    organizationId: null,
    actorId: null,
    scope: 'platform',
    readOnly: false,
  });
  await job(system.clock.now(), { tx, now: system.clock.now, cipher: () => system.cipherOf(null) });
  await tx.commit();
}

const countIn = async (table: string): Promise<number> => {
  const { rows } = await system.sql<{ count: number }>({ text: `SELECT count(*) FROM identity.${table}` });
  return rows[0]?.count ?? -1;
};
const perishable = [
  'sessions',
  'refresh_tokens',
  'one_time_tokens',
  'revocations',
  'lockouts',
  'invitations',
];

test('what is still good stays, what has run out goes', async () => {
  system.clock.set(new Date());
  const person = await here.register();
  await person.api.invite({ email: 'guest@example.org', roles: ['learner'] });
  await assert.rejects(here.signIn(person.email, 'a wrong password'), codeOf('credentials-wrong'));
  const other = await here.signIn(person.email);
  await person.api.revokeOtherSessions({});
  await assert.rejects(other.api.me({}), codeOf('unauthenticated'));
  await atSchedule(purge);
  for (const table of perishable) assert.ok((await countIn(table)) > 0, table);
  await person.api.me({});
  system.clock.advance(91 * DAY_MS);
  await atSchedule(purge);
  for (const table of perishable) assert.equal(await countIn(table), 0, table);
  await here.signIn(person.email);
});

test('the signing key changes after 90 days; what the old one signed stays good until it expires', async () => {
  system.clock.set(new Date());
  const kidOf = (token: string) => decodeProtectedHeader(token).kid;
  const before = await here.register();
  await atSchedule(changeKeys);
  assert.equal((await api.jwks({})).keys.length, 1);
  system.clock.advance(90 * DAY_MS);
  const last = await here.register();
  assert.equal(kidOf(last.signedIn.accessToken), kidOf(before.signedIn.accessToken));
  await atSchedule(changeKeys);
  system.clock.advance(6_000);
  await last.api.me({});
  const next = await here.register();
  assert.notEqual(kidOf(next.signedIn.accessToken), kidOf(last.signedIn.accessToken));
  await next.api.me({});
  assert.equal((await api.jwks({})).keys.length, 2);
  system.clock.advance(11 * 60_000);
  await atSchedule(changeKeys);
  system.clock.advance(6_000);
  const fresh = await here.register();
  await fresh.api.me({});
  const { keys } = await api.jwks({});
  assert.deepEqual(
    keys.map(({ kid }) => kid),
    [kidOf(fresh.signedIn.accessToken)],
  );
});

test('a token of a key that another process made a moment ago is taken', async () => {
  const { createAccessTokens } = await import('./access-tokens.ts');
  const { createSigningKey } = await import('./signing-keys.ts');
  const { insertKey } = await import('./trust.ts');
  const person = await here.register();
  await person.api.me({});
  const key = await createSigningKey(system.clock.now());
  await atSchedule((_dueAt, ctx) => insertKey(ctx, key));
  const { publicUrl } = system.system.config;
  const elsewhere = createAccessTokens({ issuer: publicUrl, audience: publicUrl });
  const [session] = (await person.api.sessions({})).items;
  const subject = { userId: person.signedIn.user.id, sessionId: session?.id ?? '', roles: ['learner'] };
  system.clock.advance(1_500);
  const { token } = await elsewhere.issue(key, subject, system.clock.now());
  assert.equal(
    (await here.send('GET', '/api/me', { headers: { authorization: `Bearer ${token}` } })).status,
    200,
  );
});
