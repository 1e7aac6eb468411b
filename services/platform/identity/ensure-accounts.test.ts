/** The accounts that the start of the system makes sure of. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { asService } from '@kernos/kernel/testing';
import { mailbox } from '../mailbox/contract.ts';
import { identity } from './contract.ts';
import { codeOf, PASSWORD, startIdentity } from './identity.fixture.ts';

const here = await startIdentity({ env: { DEMO: 'on' } });
after(() => here[Symbol.asyncDispose]());
const { api, system } = here;

const ensure = (input: { password?: string; setPasswords?: boolean; roles?: string[]; key?: string } = {}) =>
  system.system.call(
    identity.calls.ensureAccounts,
    {
      organization: { key: input.key ?? 'demo', name: 'Kernos Demo' },
      accounts: (['admin', 'instructor', 'learner'] as const).map((role) => ({
        email: `${role}@demo.kernos`,
        name: role,
        password: input.password ?? PASSWORD,
        roles: role === 'learner' ? (input.roles ?? [role]) : [role],
      })),
      setPasswords: input.setPasswords ?? false,
    },
    asService(null),
  );

test('they are made once, also by two processes that start together', async () => {
  const results = await Promise.allSettled([ensure(), ensure()]);
  // The slower of two may find an address taken; asking again is fine.
  for (const result of results)
    if (result.status === 'rejected') assert.equal(result.reason.code, 'conflict');
  const again = await ensure();
  assert.deepEqual(
    again.accounts.map(({ created, passwordSet }) => [created, passwordSet]),
    [
      [false, false],
      [false, false],
      [false, false],
    ],
  );
  const { rows } = await system.sql<{ accounts: number; organizations: number }>({
    text: `SELECT (SELECT count(*) FROM identity.accounts) AS accounts,
                  (SELECT count(*) FROM identity.organizations) AS organizations`,
  });
  assert.deepEqual(rows[0], { accounts: 3, organizations: 1 });
  const learner = await here.signIn('learner@demo.kernos');
  assert.deepEqual(learner.signedIn.user.roles, ['learner']);
  assert.equal(learner.signedIn.user.organizationId, again.organizationId);
  const registered = await here.register();
  assert.equal(registered.signedIn.user.organizationId, again.organizationId);
});

test('a password is kept unless it is asked for, and then the sessions end', async () => {
  await ensure();
  const session = await here.signIn('learner@demo.kernos');
  const other = 'another four unrelated words';
  const kept = await ensure({ password: other });
  assert.deepEqual([...new Set(kept.accounts.map(({ passwordSet }) => passwordSet))], [false]);
  await session.api.me({});
  const set = await ensure({ password: other, setPasswords: true });
  assert.deepEqual([...new Set(set.accounts.map(({ passwordSet }) => passwordSet))], [true]);
  await assert.rejects(session.api.me({}), codeOf('unauthenticated'));
  const fresh = await here.signIn('learner@demo.kernos', other);
  await ensure({ password: other, setPasswords: true });
  await fresh.api.me({});
  await ensure({ setPasswords: true });
});

test('missing roles are added, and none is taken away', async () => {
  await ensure({ roles: ['instructor'] });
  const { signedIn } = await here.signIn('learner@demo.kernos');
  assert.deepEqual([...signedIn.user.roles].sort(), ['instructor', 'learner']);
});

test('an account of another organization is left alone', async () => {
  await ensure();
  await assert.rejects(ensure({ key: 'other', setPasswords: true }), codeOf('conflict'));
  const { rows } = await system.sql({ text: `SELECT FROM identity.organizations WHERE key = 'other'` });
  assert.equal(rows.length, 0);
  await here.signIn('admin@demo.kernos');
});

test('the administrator reads what was written to people of the organization', async () => {
  await ensure();
  const person = await here.register();
  await api.requestPasswordReset({ email: person.email });
  await system.settled();
  const admin = await here.signIn('admin@demo.kernos');
  const { items } = await here.as(mailbox, admin.signedIn.accessToken).list({ to: person.email });
  assert.deepEqual(items.map(({ subject }) => subject).sort(), ['Reset your password', 'Welcome to Kernos']);
  const learner = await here.signIn('learner@demo.kernos');
  await assert.rejects(here.as(mailbox, learner.signedIn.accessToken).list({}), codeOf('forbidden'));
});

test('nobody reaches it from outside', async () => {
  const admin = await here.signIn('admin@demo.kernos');
  const response = await here.send('PUT', '/internal/accounts', {
    headers: admin.headers,
    body: { organization: { key: 'x', name: 'X' }, accounts: [], setPasswords: false },
  });
  assert.equal(response.status, 404);
});
