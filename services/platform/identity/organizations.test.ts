/** Organizations, members and invitations, over HTTP. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { KernosError } from '@kernos/kernel/errors';
import { asService } from '@kernos/kernel/testing';
import { identity } from './contract.ts';
import { codeOf, PASSWORD, startIdentity, type Visitor } from './identity.fixture.ts';

const here = await startIdentity();
after(() => here[Symbol.asyncDispose]());
const { api, system } = here;

const idOf = ({ signedIn }: Visitor): string => signedIn.user.id;
const organizationOf = ({ signedIn }: Visitor): string => {
  assert.ok(signedIn.user.organizationId);
  return signedIn.user.organizationId;
};

let count = 0;
/** A new person in the organization of `admin`, signed in there. */
async function memberOf(admin: Visitor, roles: string[], name = 'Member'): Promise<Visitor> {
  count += 1;
  const email = `member${count}@example.org`;
  await admin.api.createMember({ name, email, password: PASSWORD, roles });
  return here.signIn(email);
}

test('an admin makes accounts for others, in their organization alone', async () => {
  const admin = await here.register();
  const learner = await memberOf(admin, ['learner']);
  assert.equal(organizationOf(learner), organizationOf(admin));
  assert.deepEqual(learner.signedIn.user.roles, ['learner']);
  for (const call of [
    () => learner.api.members({}),
    () =>
      learner.api.createMember({ name: 'X', email: 'x@example.org', password: PASSWORD, roles: ['admin'] }),
    () => learner.api.updateMember({ userId: idOf(learner), roles: ['admin'] }),
    () => learner.api.removeMember({ userId: idOf(admin) }),
    () => learner.api.invite({ email: 'x@example.org', roles: ['admin'] }),
    () => learner.api.invitations({}),
    () => learner.api.updateOrganization({ name: 'Mine' }),
  ])
    await assert.rejects(call(), codeOf('forbidden'));
  const twice = admin.api.createMember({
    name: 'Again',
    email: learner.email.toUpperCase(),
    password: PASSWORD,
    roles: ['learner'],
  });
  await assert.rejects(twice, codeOf('email-taken'));
});

test('the roles are those that the services declare, with what people call them', async () => {
  const { items } = await (await here.register()).api.roles({});
  assert.deepEqual(
    items.map(({ name, title }) => [name, title.fr]),
    [
      ['learner', 'Apprenant'],
      ['instructor', 'Formateur'],
      ['admin', 'Administrateur'],
    ],
  );
});

test('a role that no service declares is refused, with those that there are', async () => {
  const admin = await here.register();
  const member = await memberOf(admin, ['learner']);
  const roles = ['learner', 'owner'];
  for (const call of [
    () => admin.api.createMember({ name: 'X', email: 'x@example.org', password: PASSWORD, roles }),
    () => admin.api.updateMember({ userId: idOf(member), roles }),
    () => admin.api.invite({ email: 'x@example.org', roles }),
    () => admin.api.members({ role: 'owner' }),
  ])
    await assert.rejects(call(), (error) => {
      assert.ok(error instanceof KernosError && error.code === 'invalid-input');
      return /“owner”, but learner, instructor, admin/.test(error.message);
    });
});

test('members are listed by name, page by page, and found by name or address', async () => {
  const admin = await here.register('Aaron');
  for (const name of ['Zoe', 'bea', 'Carl', '100% Dora', 'Émile']) await memberOf(admin, ['learner'], name);
  const all = (await admin.api.members({})).items;
  assert.equal(all.length, 6);
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await admin.api.members({ limit: 2, ...(cursor && { cursor }) });
    names.push(...items.map(({ name }) => name));
    cursor = nextCursor ?? undefined;
  } while (cursor);
  assert.deepEqual(
    names,
    all.map(({ name }) => name),
  );
  const found = async (q: string) => (await admin.api.members({ q })).items.map(({ name }) => name);
  assert.deepEqual(await found('CARL'), ['Carl']);
  assert.deepEqual(await found('0%'), ['100% Dora']);
  assert.deepEqual(await found('_'), []);
  assert.equal((await found('@example.org')).length, 6);
  const madeUp = Buffer.from('["a","b"]').toString('base64url');
  await assert.rejects(admin.api.members({ cursor: madeUp }), codeOf('invalid-input'));
});

test('people and ids of another organization are not found', async () => {
  const admin = await here.register();
  const stranger = await here.register();
  const userId = idOf(stranger);
  await assert.rejects(admin.api.updateMember({ userId, roles: ['learner'] }), codeOf('member-not-found'));
  await assert.rejects(admin.api.removeMember({ userId }), codeOf('member-not-found'));
  await assert.rejects(
    admin.api.switchOrganization({ organizationId: organizationOf(stranger) }),
    codeOf('not-found'),
  );
  const { id: invitationId } = await stranger.api.invite({ email: 'guest@example.org', roles: ['learner'] });
  await assert.rejects(admin.api.revokeInvitation({ invitationId }), codeOf('invitation-not-found'));
  assert.deepEqual((await admin.api.people({ ids: `${userId},${idOf(admin)}` })).items, [
    { id: idOf(admin), name: admin.signedIn.user.name },
  ]);
  assert.deepEqual((await admin.api.invitations({})).items, []);
});

test('other services learn names within an organization, of former members too', async () => {
  const admin = await here.register('Admin');
  const learner = await memberOf(admin, ['learner'], 'Former Learner');
  const ask = (organizationId: string) =>
    system.system.call(identity.calls.person, { userId: idOf(learner) }, asService(organizationId));
  const about = { timeZone: 'UTC', locale: 'en' };
  const expected = { id: idOf(learner), name: 'Former Learner', email: learner.email, ...about };
  assert.deepEqual(await ask(organizationOf(admin)), { ...expected, member: true });
  await admin.api.removeMember({ userId: idOf(learner) });
  assert.deepEqual(await ask(organizationOf(admin)), { ...expected, member: false });
  const stranger = await here.register();
  await assert.rejects(ask(organizationOf(stranger)), codeOf('person-not-found'));
  const outside = await here.send('GET', `/internal/people/${idOf(learner)}`, { headers: admin.headers });
  assert.equal(outside.status, 404);
});

test('new roles count at once: the old access token is sent to be refreshed', async () => {
  const admin = await here.register();
  const person = await memberOf(admin, ['learner']);
  await admin.api.updateMember({ userId: idOf(person), roles: ['instructor', 'admin'] });
  await assert.rejects(person.api.me({}), (error: { code: string; message: string }) => {
    assert.match(error.message, /roles have changed/);
    return error.code === 'unauthenticated';
  });
  const fresh = await api.refresh({ refreshToken: person.signedIn.refreshToken ?? '' });
  assert.deepEqual(fresh.user.roles, ['instructor', 'admin']);
  // In the same second, which the token's own date cannot tell apart.
  assert.equal((await here.as(identity, fresh.accessToken).members({})).items.length, 2);
});

test('the last admin stays one, also when two take each other out at once', async () => {
  const first = await here.register();
  const itself = { userId: idOf(first) };
  await assert.rejects(first.api.updateMember({ ...itself, roles: ['learner'] }), codeOf('last-admin'));
  await assert.rejects(first.api.removeMember(itself), codeOf('last-admin'));
  for (let round = 0; round < 5; round += 1) {
    const admin = await here.register();
    const second = await memberOf(admin, ['admin']);
    const results = await Promise.allSettled([
      admin.api.removeMember({ userId: idOf(second) }),
      second.api.updateMember({ userId: idOf(admin), roles: ['learner'] }),
    ]);
    const { rows } = await system.sql<{ admins: number }>({
      text: `SELECT count(*) AS admins FROM identity.memberships
              WHERE organization_id = $1 AND removed_at IS NULL AND 'admin' = ANY (roles)`,
      values: [organizationOf(admin)],
    });
    assert.equal(rows[0]?.admins, 1, JSON.stringify(results));
  }
});

test('who was taken out acts for that organization no more, and for their own still', async () => {
  const admin = await here.register();
  const person = await here.register();
  await admin.api.invite({ email: person.email, roles: ['learner'] });
  await person.api.acceptInvitation({ token: await here.tokenFor(person.email, '/invitation') });
  const there = await person.api.switchOrganization({ organizationId: organizationOf(admin) });
  await admin.api.removeMember({ userId: idOf(person) });
  await assert.rejects(here.as(identity, there.accessToken).me({}), codeOf('unauthenticated'));
  const fresh = await api.refresh({ refreshToken: person.signedIn.refreshToken ?? '' });
  assert.equal(fresh.user.organizationId, organizationOf(person));
  await here.as(identity, fresh.accessToken).me({});
  await assert.rejects(
    person.api.switchOrganization({ organizationId: organizationOf(admin) }),
    codeOf('not-found'),
  );
});

test('who belongs nowhere any more can sign in, and begin anew', async () => {
  const admin = await here.register();
  const person = await memberOf(admin, ['learner']);
  await admin.api.removeMember({ userId: idOf(person) });
  const alone = await here.signIn(person.email);
  assert.equal(alone.signedIn.user.organizationId, null);
  assert.deepEqual(alone.signedIn.user.roles, []);
  assert.deepEqual((await alone.api.me({})).organizations, []);
  const own = await alone.api.createOrganization({ name: 'A New Start' });
  const switched = await alone.api.switchOrganization({ organizationId: own.id });
  assert.deepEqual(switched.user.roles, ['learner', 'instructor', 'admin']);
  // Back in the first one, the old life goes on.
  await here.forgetLetters(person.email);
  await admin.api.invite({ email: person.email, roles: ['instructor'] });
  await alone.api.acceptInvitation({ token: await here.tokenFor(person.email, '/invitation') });
  const back = await alone.api.switchOrganization({ organizationId: organizationOf(admin) });
  assert.deepEqual(back.user.roles, ['instructor']);
  assert.equal((await here.as(identity, back.accessToken).me({})).organization?.id, organizationOf(admin));
});

test('a person acts for one organization at a time, and finds it again at the next sign-in', async () => {
  const person = await here.register();
  const { id } = await person.api.createOrganization({ name: 'Second' });
  const switched = await person.api.switchOrganization({ organizationId: id });
  const there = here.as(identity, switched.accessToken);
  assert.equal((await there.me({})).organization?.name, 'Second');
  assert.equal((await person.api.me({})).organization?.id, organizationOf(person));
  assert.equal((await there.updateOrganization({ name: 'Renamed' })).name, 'Renamed');
  assert.deepEqual((await there.organizations({})).items.map(({ name }) => name).sort(), [
    'Ada Byron',
    'Renamed',
  ]);
  assert.equal(
    (await api.refresh({ refreshToken: person.signedIn.refreshToken ?? '' })).user.organizationId,
    id,
  );
  assert.equal((await here.signIn(person.email)).signedIn.user.organizationId, id);
});

test('a person may make organizations, but not without end', async () => {
  const person = await here.register();
  const headers = { 'idempotency-key': 'the-same' };
  const made = await person.api.createOrganization({ name: 'Once' }, { headers });
  assert.deepEqual(await person.api.createOrganization({ name: 'Once' }, { headers }), made);
  for (let n = 2; n < 20; n += 1) await person.api.createOrganization({ name: `Number ${n}` });
  await assert.rejects(person.api.createOrganization({ name: 'Too many' }), codeOf('too-many-organizations'));
});

// --- invitations -----------------------------------------------------------------------------------

test('an invitation brings a new person in, signed in at once', async () => {
  const admin = await here.register('Host');
  await admin.api.updateOrganization({ name: 'The Hosts' });
  const email = 'newcomer@example.org';
  const invitation = await admin.api.invite({ email: 'NewComer@Example.org', roles: ['instructor'] });
  const [message] = await here.emailsTo(email);
  assert.equal(message?.subject, 'Invitation to The Hosts');
  assert.equal(message?.organizationId, organizationOf(admin));
  const token = await here.tokenFor(email);
  // Where there is no mail server, whoever invites passes the link on.
  assert.equal(invitation.link, `${system.system.config.publicUrl}/invitation#token=${token}`);
  assert.deepEqual(await api.previewInvitation({ token }), {
    organizationName: 'The Hosts',
    email,
    roles: ['instructor'],
    expiresAt: invitation.expiresAt,
    hasAccount: false,
  });
  await assert.rejects(api.acceptInvitation({ token }), codeOf('invalid-input'));
  const weak = api.acceptInvitation({ token, name: 'New Comer', password: 'newcomer@example.org' });
  await assert.rejects(weak, codeOf('invalid-input'));
  const { signedIn, organizationId } = await api.acceptInvitation({ token, name: 'New', password: PASSWORD });
  assert.equal(organizationId, organizationOf(admin));
  assert.equal(signedIn?.user.email, email);
  assert.deepEqual(signedIn?.user.roles, ['instructor']);
  // Following the link of an invitation verifies nothing: who invites may read the email.
  assert.equal(signedIn?.user.emailVerified, false);
  await assert.rejects(
    api.acceptInvitation({ token, name: 'Again', password: PASSWORD }),
    codeOf('link-invalid'),
  );
  assert.deepEqual((await admin.api.invitations({})).items, []);
});

test('an invitation brings a person in who has an account, but nobody else', async () => {
  const admin = await here.register();
  const person = await here.register();
  const other = await here.register();
  await admin.api.invite({ email: person.email, roles: ['learner'] });
  const token = await here.tokenFor(person.email);
  assert.equal((await api.previewInvitation({ token })).hasAccount, true);
  await assert.rejects(
    api.acceptInvitation({ token, name: 'X', password: PASSWORD }),
    codeOf('sign-in-first'),
  );
  await assert.rejects(other.api.acceptInvitation({ token }), codeOf('invitation-for-another'));
  const accepted = await person.api.acceptInvitation({ token });
  assert.equal(accepted.signedIn, null);
  assert.equal((await person.api.organizations({})).items.length, 2);
  const again = admin.api.invite({ email: person.email, roles: ['admin'] });
  await assert.rejects(again, codeOf('already-member'));
});

test('an invitation can be taken back, is replaced by a newer one, and runs out after a week', async () => {
  const admin = await here.register();
  const email = 'guest.of.many@example.org';
  const accept = (token: string) => api.acceptInvitation({ token, name: 'Guest', password: PASSWORD });
  const older = await admin.api.invite({ email, roles: ['admin'] });
  const replaced = await here.tokenFor(email);
  system.clock.advance(61_000);
  const newer = await admin.api.invite({ email, roles: ['learner'] });
  const takenBack = await here.tokenFor(email);
  await assert.rejects(accept(replaced), codeOf('link-invalid'));
  const { sent, link, ...listed } = newer;
  assert.deepEqual((await admin.api.invitations({})).items, [listed]);
  // Without a mail server nobody was written to: the link is passed on by hand.
  assert.deepEqual([sent, link?.endsWith(`/invitation#token=${takenBack}`)], [false, true]);
  await admin.api.revokeInvitation({ invitationId: newer.id });
  await assert.rejects(accept(takenBack), codeOf('link-invalid'));
  await assert.rejects(
    admin.api.revokeInvitation({ invitationId: newer.id }),
    codeOf('invitation-not-found'),
  );
  // Undone: the same link opens again, and nobody is written to. What a newer one replaced stays replaced.
  await admin.api.restoreInvitation({ invitationId: newer.id });
  assert.equal((await api.previewInvitation({ token: takenBack })).email, email);
  for (const { id } of [newer, older])
    await assert.rejects(admin.api.restoreInvitation({ invitationId: id }), codeOf('invitation-not-found'));
  await admin.api.revokeInvitation({ invitationId: newer.id });
  system.clock.advance(61_000);
  await admin.api.invite({ email, roles: ['learner'] });
  const late = await here.tokenFor(email);
  system.clock.advance(7 * 86_400_000 + 1000);
  await assert.rejects(accept(late), codeOf('link-invalid'));
  await assert.rejects(api.previewInvitation({ token: late }), codeOf('link-invalid'));
});

test('an invitation is accepted once, also by two at the same time', async () => {
  const admin = await here.register();
  const email = 'wanted.twice@example.org';
  await admin.api.invite({ email, roles: ['learner'] });
  const token = await here.tokenFor(email);
  const results = await Promise.allSettled(
    ['One', 'Two'].map((name) => api.acceptInvitation({ token, name, password: PASSWORD })),
  );
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
});

test('other services hear of members that come, change and go', async () => {
  const admin = await here.register();
  const person = await memberOf(admin, ['learner']);
  await admin.api.updateMember({ userId: idOf(person), roles: ['instructor'] });
  await admin.api.removeMember({ userId: idOf(person) });
  const { rows } = await system.sql<{ type: string; organization: string }>({
    text: `SELECT type, organization_id AS organization FROM kernel.outbox
            WHERE key = $1 AND kind = 'event' AND source = 'identity' ORDER BY position`,
    values: [idOf(person)],
  });
  assert.deepEqual(
    rows.map(({ type }) => type),
    [
      'user.registered',
      'organization.member_added',
      'user.authenticated',
      'organization.member_changed',
      'organization.member_removed',
    ],
  );
  assert.ok(rows.every(({ organization }) => organization === organizationOf(admin)));
});
