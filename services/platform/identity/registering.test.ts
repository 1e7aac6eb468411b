/** Registering and signing in, over HTTP. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { codeOf, PASSWORD, startIdentity } from './identity.fixture.ts';

const here = await startIdentity();
after(() => here[Symbol.asyncDispose]());
const { api, system } = here;

const eventsOf = async (type: string, userId: string) => {
  const { rows } = await system.sql<{ data: Record<string, unknown>; key: string; organizationId: string }>({
    text: `SELECT data, key, organization_id FROM kernel.outbox WHERE type = $1 AND data->>'userId' = $2`,
    values: [type, userId],
  });
  return rows;
};

test('whoever registers is signed in, with an organization of their own while there is no demo', async () => {
  const response = await here.send('POST', '/api/auth/register', {
    body: { name: '  Grace\n Hopper ', email: 'Grace@Example.org', password: PASSWORD },
  });
  assert.equal(response.status, 201);
  assert.equal(response.headers.get('set-cookie'), null);
  const reply = (await response.json()) as Awaited<ReturnType<typeof api.register>>;
  assert.deepEqual(Object.keys(reply).sort(), ['accessToken', 'expiresIn', 'refreshToken', 'user']);
  assert.equal(reply.expiresIn, 600);
  assert.deepEqual(
    { ...reply.user, id: '', organizationId: '' },
    {
      id: '',
      name: 'Grace Hopper',
      email: 'grace@example.org',
      emailVerified: false,
      organizationId: '',
      roles: ['learner', 'instructor', 'admin'],
    },
  );
  const [registered] = await eventsOf('user.registered', reply.user.id);
  assert.equal(registered?.key, reply.user.id);
  assert.equal(registered?.organizationId, reply.user.organizationId);
});

test('you are told who you are', async () => {
  const person = await here.register('Emmy Noether');
  const me = await person.api.me({});
  assert.equal(me.name, 'Emmy Noether');
  assert.equal(me.secondFactor, false);
  assert.deepEqual(me.organization, {
    id: person.signedIn.user.organizationId,
    name: 'Emmy Noether',
    timeZone: 'UTC',
    locale: 'en',
  });
  assert.equal(me.organizations.length, 1);
  const renamed = await person.api.updateMe({ name: 'Emmy N.' });
  assert.equal(renamed.name, 'Emmy N.');
  assert.equal((await eventsOf('user.renamed', me.id)).length, 1);
});

test('an address has one account, in whatever case it is typed', async () => {
  const { email } = await here.register();
  const again = { name: 'Other', email: email.toUpperCase(), password: PASSWORD };
  await assert.rejects(api.register(again), codeOf('email-taken'));
  const both = await Promise.allSettled(
    [1, 2].map(() => api.register({ name: 'Twin', email: 'twin@example.org', password: PASSWORD })),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});

test('bad input is refused with a sentence for each field', async () => {
  const refused = async (input: Partial<Parameters<typeof api.register>[0]>, path: string) => {
    const whole = { name: 'Ada', email: 'ada@example.org', password: PASSWORD, ...input };
    await assert.rejects(api.register(whole), (error: { code: string; errors: { path: string }[] }) => {
      assert.equal(error.code, 'invalid-input');
      assert.equal(error.errors[0]?.path, path);
      return true;
    });
  };
  await refused({ password: 'short' }, '/password');
  await refused({ password: 'ada@example.org' }, '/password');
  await refused({ password: 'qwertyuiop' }, '/password');
  await refused({ email: 'no address' }, '/email');
  await refused({ name: ' ' }, '/name');
  await refused({ name: '\u0000\u202e' }, '/name');
  const response = await here.send('POST', '/api/auth/register', {
    body: { name: 'Ada', email: 'ada@example.org', password: PASSWORD, roles: ['admin'] },
  });
  assert.equal(response.status, 400);
});

test('an Idempotency-Key is refused where the reply holds tokens', async () => {
  for (const path of ['register', 'login', 'refresh']) {
    const response = await here.send('POST', `/api/auth/${path}`, {
      headers: { 'idempotency-key': 'k1' },
      body: { name: 'A', email: 'a@example.org', password: PASSWORD },
    });
    assert.equal(response.status, 400, path);
  }
});

test('signing in works in any case of the address, and tells of it', async () => {
  const { email, signedIn } = await here.register();
  const again = await api.login({ email: `  ${email.toUpperCase()}`.trim(), password: PASSWORD });
  assert.equal(again.user.id, signedIn.user.id);
  assert.notEqual(again.refreshToken, signedIn.refreshToken);
  const [event] = await eventsOf('user.authenticated', signedIn.user.id);
  assert.equal(event?.data.method, 'password');
  assert.equal(event?.key, signedIn.user.id);
});

test('a password hashed at another cost is hashed anew at the next good sign-in', async () => {
  const { email, signedIn } = await here.register();
  const { createPasswordHasher } = await import('./passwords.ts');
  const cheap = await createPasswordHasher({ cost: { memoryKib: 8192, passes: 1, lanes: 1 } }).hash(PASSWORD);
  await system.sql({
    text: 'UPDATE identity.credentials SET password_hash = $2 WHERE account_id = $1',
    values: [signedIn.user.id, cheap],
  });
  await here.signIn(email);
  const { rows } = await system.sql<{ hash: string }>({
    text: 'SELECT password_hash AS hash FROM identity.credentials WHERE account_id = $1',
    values: [signedIn.user.id],
  });
  assert.match(rows[0]?.hash ?? '', /m=19456,t=2,p=1/);
  await here.signIn(email);
});

test('the demo takes everybody in as a learner, in one organization', async () => {
  await using demo = await startIdentity({ env: { DEMO: 'on' } });
  const [one, two] = await Promise.all([demo.register(), demo.register()]);
  assert.deepEqual(one.signedIn.user.roles, ['learner']);
  assert.equal(one.signedIn.user.organizationId, two.signedIn.user.organizationId);
});

test('an international domain is an address, in one form', async () => {
  const { user } = await api.register({ name: 'Zoë', email: 'zoe@bücher.example', password: PASSWORD });
  assert.equal(user.email, 'zoe@xn--bcher-kva.example');
  await here.signIn('Zoe@BÜCHER.example');
  const again = { name: 'Zoë', email: 'zoe@xn--bcher-kva.example', password: PASSWORD };
  await assert.rejects(api.register(again), codeOf('email-taken'));
  for (const email of ['用户@example.org', `zoe@${'ü'.repeat(70)}.example`, 'zoe@bü cher.example'])
    await assert.rejects(
      api.register({ name: 'Zoë', email, password: PASSWORD }),
      codeOf('invalid-input'),
      email,
    );
});

test('a name has something to see in it, and no address', async () => {
  const naming = (name: string) =>
    api.register({ name, email: `named.${crypto.randomUUID()}@example.org`, password: PASSWORD });
  for (const name of [
    '\u200b',
    '\u2800\u2800',
    '\u3164',
    '\u200d \u00ad',
    '\u{e0041}',
    'Click http://evil.example',
    'www.evil',
    'ada@evil.example',
    'Win at evil.com.',
    'evil.Ru',
    'evil.Io',
    'evil.рф',
    '例え.テスト',
  ])
    await assert.rejects(naming(name), codeOf('invalid-input'), JSON.stringify(name));
  for (const name of [
    'J.R.R. Tolkien',
    'Dipl.-Ing. M.Sc. Ø',
    'Dr.Who',
    'St.John',
    'Mr.T',
    'MD.RAHIM',
    'Anne-Marie Smith jr.',
    '李小龍',
    'Ph.D. Ada',
    'مریم‌السادات',
    '👩‍🚀',
  ])
    assert.equal((await naming(name)).user.name, name);
});

test('no address hides in a name either where it is changed, given by somebody else, or an organization’s', async () => {
  const admin = await here.register();
  const invited = `invited.${crypto.randomUUID()}@example.org`;
  await admin.api.invite({ email: invited, roles: ['learner'] });
  const token = await here.tokenFor(invited, '/invitation');
  for (const name of ['Win at evil.com', 'evil.Ru', 'evil.рф', '例え.テスト', 'Click http://evil.example']) {
    const given = { name, email: `given.${crypto.randomUUID()}@example.org`, password: PASSWORD };
    const naming = {
      profile: () => admin.api.updateMe({ name }),
      member: () => admin.api.createMember({ ...given, roles: ['learner'] }),
      invitation: () => api.acceptInvitation({ token, name, password: PASSWORD }),
      organization: () => admin.api.createOrganization({ name }),
      renaming: () => admin.api.updateOrganization({ name }),
    };
    for (const [where, ask] of Object.entries(naming))
      await assert.rejects(ask(), (error: { errors?: { path: string; code: string }[] }) => {
        assert.partialDeepStrictEqual(error.errors, [{ path: '/name', code: 'name' }], `${where}: ${name}`);
        return true;
      });
  }
  const { signedIn } = await api.acceptInvitation({ token, name: 'St.John', password: PASSWORD });
  assert.equal(signedIn?.user.name, 'St.John');
});
