/** In which language mails come, at a real mail server: the one that a person chose, else that of their organization. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startMailServer } from '../notifications/notifications.fixture.ts';
import { PASSWORD, startIdentity } from './identity.fixture.ts';

const server = await startMailServer();
const here = await startIdentity({ env: server.env });
after(async () => {
  await here[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** The languages that the pages of the mails to an address say they are in, in order. */
const languagesTo = (email: string): (string | undefined)[] =>
  server.mails
    .filter(({ to }) => to === email)
    .map(({ source }) => /<html lang=(?:3D)?"(\w+)"/.exec(source)?.[1]);

test('mails come in the language of the organization where the person chose none, and in theirs where they did', async () => {
  const { email, api } = await here.register();
  const askForLink = async () => {
    await here.api.requestPasswordReset({ email });
    await here.minuteLater();
    await here.forgetLetters(email);
  };
  await here.minuteLater();
  const before = languagesTo(email).length;
  const since = () => languagesTo(email).slice(before);

  await api.updateOrganization({ locale: 'fr-CA' });
  await askForLink();
  assert.deepEqual(since(), ['fr']);
  await api.updateMe({ locale: 'en-GB' });
  await askForLink();
  assert.deepEqual(since(), ['fr', 'en']);
  await api.updateMe({ locale: null });
  await askForLink();
  assert.deepEqual(since(), ['fr', 'en', 'fr']);

  // Whoever is invited has chosen nothing yet.
  await api.invite({ email: 'new.here@example.org', roles: ['learner'] });
  await here.minuteLater();
  assert.deepEqual(languagesTo('new.here@example.org'), ['fr']);
});

test('roles have their names in the language of the mail, and in the inbox in that of the page', async () => {
  const admin = await here.register();
  const email = `changed.${admin.email}`;
  const { userId } = await admin.api.createMember({
    name: 'Grace',
    email,
    password: PASSWORD,
    roles: ['learner'],
  });
  const member = await here.signIn(email);
  await member.api.updateMe({ locale: 'fr' });
  await admin.api.updateMember({ userId, roles: ['instructor', 'admin'] });
  await here.minuteLater();
  const mail = server.mails.findLast(({ to }) => to === email)?.source ?? '';
  assert.match(mail, /sont maintenant\s*:\s*Formateur, Administrateur\./);
  const { signedIn } = await here.signIn(email);
  for (const [language, names] of [
    ['fr', /Formateur, Administrateur/],
    ['en', /Instructor, Administrator/],
  ] as const) {
    const headers = { authorization: `Bearer ${signedIn.accessToken}`, 'accept-language': language };
    const page = await here.send('GET', '/api/notifications', { headers });
    const { items } = (await page.json()) as { items: { body: string }[] };
    assert.match(items[0]?.body ?? '', names);
  }
});
