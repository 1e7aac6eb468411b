/** The pages speak the language of whoever reads them, and tell time by their clock. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { desktop, noBrowser, Stage, type Window } from './browser.fixture.ts';

describe('the language and the clock of a person', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.[Symbol.asyncDispose]());

  it('are those of the profile, on any device', async () => {
    await using window = await stage.signedIn('instructor', desktop);
    const { page } = window;
    await change(window, { locale: 'fr-CA', timeZone: 'Asia/Tokyo' });
    await window.go('/studio');
    await page.getByRole('heading', { level: 1, name: 'Atelier' }).waitFor();
    const html = page.locator('html');
    assert.deepEqual([await html.getAttribute('lang'), await html.getAttribute('dir')], ['fr', 'ltr']);
    const time = page.locator('main time').first();
    const at = (await time.getAttribute('datetime')) ?? assert.fail('a time says no instant');
    const inTokyo = { dateStyle: 'full', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const;
    const expected = await page.evaluate(
      ({ at, inTokyo }) => new Intl.DateTimeFormat('fr', inTokyo).format(new Date(at)),
      { at, inTokyo },
    );
    assert.equal(await time.getAttribute('title'), expected);
    await change(window, { locale: null, timeZone: null });
  });

  it('are kept in the profile when they are chosen in the menu', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    await window.go('/catalog');
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('menuitem', { name: 'Profile' }).and(page.locator(':focus')).waitFor();
    assert.deepEqual(await window.barriers(['aria-required-children']), []);
    const kept = page.waitForResponse((reply) => reply.request().method() === 'PATCH');
    await page.getByRole('menuitem', { name: 'Français' }).click();
    await kept;
    await page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
    await using other = await stage.signedIn('learner', desktop, 'en-GB');
    await other.go('/catalog');
    await other.page.getByRole('heading', { level: 1, name: 'Catalogue' }).waitFor();
    await change(other, { locale: null });
  });

  it('are those of refusals too, by the server and below a field', async () => {
    await using window = await stage.window(desktop, 'fr-FR');
    const { page } = window;
    await window.go('/sign-in');
    const forgot = await page.getByRole('link', { name: /oublié/ }).textContent();
    assert.match(forgot ?? '', /oublié\u00a0\?$/, 'no line begins with the mark of the question');
    await page.getByLabel('Adresse e-mail').fill('learner@demo.kernos');
    await page.getByLabel('Mot de passe', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('alert').getByText('L’adresse e-mail ou le mot de passe est incorrect.').waitFor();
    await window.go('/sign-up');
    await page.getByLabel('Votre nom').fill('Camille');
    await page.getByLabel('Adresse e-mail').fill('camille@example.org');
    await page.getByLabel('Mot de passe', { exact: true }).fill('aaaaaaaaaaaa');
    await page.getByRole('button', { name: 'Créer' }).click();
    await page
      .getByText(/^Ce mot de passe (est trop courant|suit un motif)/)
      .first()
      .waitFor();
  });

  it('are those of what the server says too: acts, workflows, kinds of messages, messages', async () => {
    await using admin = await stage.signedIn('admin', desktop, 'fr-FR');
    await admin.api('/invitations', { email: 'zoe@example.org', roles: ['learner'] });
    await admin.go('/audit');
    const main = admin.page.getByRole('main');
    await main.getByText('Invitation de zoe@example.org (apprenant)').first().waitFor();
    await admin.go('/system/workflows');
    await main.getByText('Publication d’un cours').first().waitFor();
    await admin.go('/messages');
    await main.getByText('Invitation à une organisation').first().waitFor();
    await using learner = await stage.signedIn('learner', desktop, 'fr-FR');
    const { items } = await learner.api<{ items: { id: string }[] }>('/courses?limit=1');
    await learner.api(`/courses/${items[0]?.id}/enroll`, {});
    await learner.go('/inbox');
    await learner.page.getByRole('main').getByText('Inscription confirmée').first().waitFor();
    await learner.page.getByRole('button', { name: 'Votre compte' }).click();
    await learner.page.getByRole('menuitem', { name: 'English' }).click();
    await learner.page.getByRole('main').getByText('You are enrolled').first().waitFor();
    await change(learner, { locale: null });
  });

  it('go on: what was "just now" is minutes ago later, on a page that nobody touches', async () => {
    await using window = await stage.signedIn('instructor', desktop);
    const { page } = window;
    await page.clock.install();
    await window.api('/courses', { title: 'Just made' });
    await window.go('/studio');
    const row = page.getByRole('main').locator('time').first();
    await row.getByText('just now', { exact: true }).waitFor();
    await page.clock.fastForward('03:10');
    await row.getByText('3 minutes ago').waitFor();
  });
});

/** Changes the profile as another device would. */
const change = ({ page }: Window, profile: object): Promise<void> =>
  page.evaluate(async (body) => {
    const headers = { 'x-kernos-csrf': '1', 'content-type': 'application/json' };
    const reply = await fetch('/api/me', { method: 'PATCH', headers, body });
    if (!reply.ok) throw new Error(await reply.text());
  }, JSON.stringify(profile));
