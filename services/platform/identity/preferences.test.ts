/** Time zones and languages: a person's own, and those of their organization. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { asService } from '@kernos/kernel/testing';
import { identity } from './contract.ts';
import { codeOf, PASSWORD, startIdentity } from './identity.fixture.ts';

const here = await startIdentity();
after(() => here[Symbol.asyncDispose]());

test('a person chooses a time zone and a language, or leaves them to the organization', async () => {
  const person = await here.register();
  const before = await person.api.me({});
  assert.deepEqual([before.timeZone, before.locale], [null, null]);
  const chosen = await person.api.updateMe({ timeZone: 'Europe/Berlin', locale: 'de-ch' });
  assert.deepEqual([chosen.timeZone, chosen.locale, chosen.name], ['Europe/Berlin', 'de-CH', before.name]);
  const renamed = await person.api.updateMe({ name: 'Ada King' });
  assert.deepEqual([renamed.timeZone, renamed.locale, renamed.name], ['Europe/Berlin', 'de-CH', 'Ada King']);
  const left = await person.api.updateMe({ timeZone: null });
  assert.deepEqual([left.timeZone, left.locale], [null, 'de-CH']);
});

test('what names no time zone or language is refused, and nothing is kept', async () => {
  const person = await here.register();
  for (const timeZone of ['Europe/Atlantis', '+01:00', 'Mars', ' ', 'Europe/Berlin; DROP'])
    await assert.rejects(
      person.api.updateMe({ timeZone, name: 'Changed' }),
      codeOf('invalid-input'),
      timeZone,
    );
  for (const locale of ['english!', 'e1', 'de_CH', 'x'])
    await assert.rejects(person.api.updateMe({ locale }), codeOf('invalid-input'), locale);
  const me = await person.api.me({});
  assert.deepEqual([me.timeZone, me.locale, me.name], [null, null, 'Ada Byron']);
});

test('an admin changes what counts for members who chose nothing; services hear both', async () => {
  const admin = await here.register('Host');
  const organizationId = admin.signedIn.user.organizationId ?? '';
  const person = { name: 'Member', email: 'member@example.org', password: PASSWORD };
  const { userId } = await admin.api.createMember({ ...person, roles: ['learner'] });
  const ask = () => here.system.system.call(identity.calls.person, { userId }, asService(organizationId));
  const settings = await admin.api.updateOrganization({ timeZone: 'Asia/Tokyo', locale: 'ja' });
  assert.deepEqual([settings.name, settings.timeZone, settings.locale], ['Host', 'Asia/Tokyo', 'ja']);
  assert.deepEqual(await admin.api.organization({}), settings);
  assert.deepEqual(await ask(), {
    id: userId,
    name: person.name,
    email: person.email,
    member: true,
    timeZone: 'Asia/Tokyo',
    locale: 'ja',
  });
  const member = await here.signIn(person.email);
  assert.deepEqual((await member.api.me({})).organization, {
    id: organizationId,
    name: 'Host',
    timeZone: 'Asia/Tokyo',
    locale: 'ja',
  });
  await member.api.updateMe({ timeZone: 'America/Lima' });
  assert.deepEqual(await ask().then(({ timeZone, locale }) => [timeZone, locale]), ['America/Lima', 'ja']);
  await assert.rejects(member.api.updateOrganization({ locale: 'fr' }), codeOf('forbidden'));
  await assert.rejects(admin.api.updateOrganization({ timeZone: 'Nowhere' }), codeOf('invalid-input'));
  const { rows } = await here.system.sql({
    text: `SELECT data FROM kernel.outbox WHERE type = 'organization.changed' AND organization_id = $1`,
    values: [organizationId],
  });
  assert.deepEqual(rows, [{ data: { organizationId, name: 'Host', timeZone: 'Asia/Tokyo', locale: 'ja' } }]);
});

test('members are found by role', async () => {
  const admin = await here.register('Host');
  const add = (name: string, roles: ('learner' | 'instructor')[]) =>
    admin.api.createMember({ name, email: `${name}@roles.example`, password: PASSWORD, roles });
  await add('lea', ['learner']);
  await add('ines', ['instructor']);
  await add('both', ['learner', 'instructor']);
  const named = async (query: Parameters<typeof admin.api.members>[0]) =>
    (await admin.api.members(query)).items.map(({ name }) => name);
  assert.deepEqual(await named({ role: 'instructor' }), ['both', 'Host', 'ines']);
  assert.deepEqual(await named({ role: 'instructor', q: 'ine' }), ['ines']);
  const first = await admin.api.members({ role: 'learner', limit: 2 });
  assert.deepEqual(
    first.items.map(({ name }) => name),
    ['both', 'Host'],
  );
  assert.deepEqual(await named({ role: 'learner', cursor: first.nextCursor ?? '' }), ['lea']);
});

test('an invitation is written anew: the new link works, the old one ends', async () => {
  const admin = await here.register('Host');
  const email = 'late@example.org';
  const first = await admin.api.invite({ email, roles: ['instructor'] });
  const oldToken = await here.tokenFor(email);
  here.system.clock.advance(8 * 24 * 3_600_000);
  const host = await here.signIn(admin.email);
  const again = await host.api.resendInvitation({ invitationId: first.id });
  assert.deepEqual([again.email, again.roles], [email, ['instructor']]);
  const token = await here.tokenFor(email);
  await assert.rejects(here.api.previewInvitation({ token: oldToken }), codeOf('link-invalid'));
  assert.equal((await here.api.previewInvitation({ token })).email, email);
  assert.deepEqual(
    (await host.api.invitations({})).items.map(({ id }) => id),
    [again.id],
  );
  await assert.rejects(host.api.resendInvitation({ invitationId: first.id }), codeOf('invitation-not-found'));
  await here.api.acceptInvitation({ token, name: 'Late', password: PASSWORD });
  await assert.rejects(host.api.resendInvitation({ invitationId: again.id }), codeOf('invitation-not-found'));
});
