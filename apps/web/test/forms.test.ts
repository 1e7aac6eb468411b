/** What every form does, tried on forms of the app that are made of `useCallForm`. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { desktop, noBrowser, phone, pressUnder, Stage, stable, type Window } from './browser.fixture.ts';
import { takenBoxes } from './walk.fixture.ts';

const organization = '**/api/organization';

describe('a form', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.[Symbol.asyncDispose]());

  it('says what is wrong before it sends anything, at the first field at fault', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/people');
    await page.getByRole('button', { name: 'Invite' }).first().click();
    const dialog = page.getByRole('dialog');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('invitations')) sent.push(request.url());
    });
    const email = dialog.getByLabel('Email address');
    await email.fill('nobody');
    await dialog.getByLabel('Learner').uncheck();
    await page.keyboard.press('Enter');
    await dialog.getByText('Enter an email address such as ada@example.org').waitFor();
    await dialog.getByText('Choose at least one').waitFor();
    await stable(async () => isFocused(email), 'the focus is on the first field at fault');
    assert.equal(await email.getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await window.barriers(), []);
    await email.fill('somebody@example.org');
    await dialog.getByText('Enter an email address').waitFor({ state: 'detached' });
    assert.equal(await isFocused(email), true, 'typing takes the focus nowhere');
    await page.keyboard.press('Enter');
    await stable(
      async () => isFocused(dialog.getByLabel('Learner')),
      'the focus is on the next field at fault',
    );
    assert.deepEqual(sent, []);
    await page.keyboard.press('Space');
    await email.press('Enter');
    // Nothing is sent without a mail server, so the link is there to be copied.
    await dialog.getByRole('button', { name: 'Copy link' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('somebody@example.org').first().waitFor();
    assert.equal(sent.length, 1);
    await page.getByRole('button', { name: 'Invite' }).first().click();
    assert.equal(await dialog.getByLabel('Email address').inputValue(), '', 'the next one begins empty');
    assert.deepEqual(window.complaints(), []);
  });

  for (const [locale, invite, sentence] of [
    ['en-GB', 'Invite', 'Enter an email address such as ada@example.org'],
    ['fr-FR', 'Inviter', 'Saisissez une adresse e-mail comme ada@example.org'],
  ] as const)
    it(`says the same of a field where the server found it, ${locale}`, async () => {
      await using window = await stage.signedIn('admin', desktop, locale);
      const { page } = window;
      const refused: number[] = [];
      page.on('response', (response) => {
        if (response.request().method() === 'POST' && response.url().includes('invitations'))
          refused.push(response.status());
      });
      for (const found of ['by the page', 'by the server']) {
        // Without what checks before sending, the server alone does.
        if (found === 'by the server') await page.route('**/assets/body-check*', (route) => route.abort());
        await window.go('/people');
        await page.getByRole('button', { name: invite }).first().click();
        const dialog = page.getByRole('dialog');
        await dialog.locator('[name=email]').fill('nobody');
        await page.keyboard.press('Enter');
        await dialog.getByText(sentence, { exact: true }).waitFor();
        if (found === 'by the server') await stable(async () => refused.length > 0, 'the server answered');
        assert.deepEqual(refused, found === 'by the server' ? [400] : []);
      }
    });

  for (const [locale, invite, add] of [
    ['en-GB', 'Invite', 'Add a webhook'],
    ['fr-FR', 'Inviter', 'Ajouter un webhook'],
  ] as const)
    it(`lets a finger tick the box that it presses, in ${locale}`, async () => {
      await using window = await stage.signedIn('admin', phone, locale);
      const { page } = window;
      for (const [path, opener] of [
        ['/messages/endpoints', page.getByRole('button', { name: add }).first()],
        ['/people', page.getByRole('button', { name: invite }).first()],
        ['/people', page.locator('main [aria-haspopup=dialog]').last()],
      ] as const) {
        await window.follow(path);
        await opener.tap();
        await page.getByRole('checkbox').nth(2).waitFor();
        assert.deepEqual(await takenBoxes(window), []);
        await page.keyboard.press('Escape');
        await page.getByRole('checkbox').first().waitFor({ state: 'detached' });
      }
    });

  it('cuts nothing that is too long, but says so', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/organization');
    const name = page.getByLabel('Name');
    await name.fill('x'.repeat(150));
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Use at most 100 characters').waitFor();
    assert.equal((await name.inputValue()).length, 150);
    await stable(async () => isFocused(name), 'the focus is on the field at fault');
    await page.getByRole('link', { name: 'Catalog' }).click();
    const leaving = page.getByRole('dialog', { name: 'Leave without saving?' });
    await leaving.getByRole('button', { name: 'Stay' }).click();
    assert.equal((await name.inputValue()).length, 150, 'leaving is asked about');
    await page.getByRole('button', { name: 'Discard changes' }).click();
    assert.equal(await name.inputValue(), 'Demo');
    assert.equal(await page.getByText('Use at most 100 characters').count(), 0);
  });

  it('keeps what was filled in when it is refused, not reached, or the session has ended', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/organization');
    const name = page.getByLabel('Name');
    const save = page.getByRole('button', { name: 'Save changes' });
    await name.fill('Demo two');
    await page.route(organization, (route) => route.fulfill({ status: 503, body: '' }));
    await save.click();
    await page.getByRole('alert').getByText('Can’t reach the server.').waitFor();
    await page.unroute(organization);
    await page.route(organization, (route) =>
      route.fulfill({
        status: 400,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'Bad Request',
          status: 400,
          code: 'invalid-input',
          detail: '/name: is taken',
          errors: [{ path: '/name', message: 'is taken' }],
        }),
      }),
    );
    await save.click();
    await page.getByText('is taken', { exact: true }).waitFor();
    await stable(async () => isFocused(name), 'the focus is where it is wrong');
    assert.equal(await page.getByRole('alert').count(), 0, 'it is said once');
    await page.unroute(organization);
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await page.context().setOffline(false);
    await window.api('/auth/logout', {});
    await pressUnder(save);
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password', { exact: true }).fill(stage.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await name.inputValue(), 'Demo two');
    await save.click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    assert.equal(await name.inputValue(), 'Demo two');
  });

  it('shows what changed elsewhere as long as nothing is being filled in', async () => {
    await using one = await stage.signedIn('instructor');
    await using two = await stage.signedIn('instructor');
    const at = await settingsOf(one, 'Followed');
    await one.go(at);
    await two.go(at);
    await one.page.getByLabel('Summary').fill('By one');
    await save(one);
    // Anything that asks for the course again will do.
    await two.page.getByRole('button', { name: 'Archive course' }).click();
    await stable(async () => (await two.page.getByLabel('Summary').inputValue()) === 'By one', 'it is shown');
    await two.page.getByLabel('Title').fill('By two');
    await save(two);
    assert.deepEqual(await saved(one, at), { title: 'By two', summary: 'By one', capacity: null });
  });

  it('brings two changes of other fields together without asking', async () => {
    await using one = await stage.signedIn('instructor');
    await using two = await stage.signedIn('instructor');
    const at = await settingsOf(one, 'Together');
    await one.go(at);
    await two.go(at);
    await two.page.getByLabel('Title').fill('By two');
    await one.page.getByLabel('Seats').fill('12');
    await save(one);
    await save(two);
    assert.deepEqual(await saved(one, at), { title: 'By two', summary: '', capacity: 12 });
    assert.deepEqual(
      two.complaints().filter((complaint) => !complaint.includes('412')),
      [],
    );
  });

  for (const { look, whose } of [
    { look: desktop, whose: 'mine' },
    { look: phone, whose: 'theirs' },
  ] as const)
    it(`lets a person choose where both changed the same, ${look.width} wide: ${whose}`, async () => {
      await using one = await stage.signedIn('instructor');
      await using two = await stage.signedIn('instructor', look);
      const at = await settingsOf(one, `Chosen ${whose}`);
      await one.go(at);
      await two.go(at);
      await two.page.getByLabel('Title').fill('By two');
      await two.page.getByLabel('Seats').fill('7');
      await one.page.getByLabel('Title').fill('By one');
      await save(one);
      await two.page.getByRole('button', { name: 'Save changes' }).click();
      const choice = two.page.getByRole('alert');
      await choice.getByText('By one').waitFor();
      await choice.getByText('By two').waitFor();
      assert.equal(await choice.getByText('7').count(), 0, 'seats are no matter of choice');
      await two.picture('form clash');
      assert.deepEqual(await two.barriers(), []);
      assert.equal(await two.overflow(), 0);
      await choice
        .getByRole('button', { name: whose === 'mine' ? 'Keep what I entered' : 'Use the saved version' })
        .click();
      await two.page.getByText('Saved. Learners see it right away.').waitFor();
      const title = whose === 'mine' ? 'By two' : 'By one';
      assert.deepEqual(await saved(one, at), { title, summary: '', capacity: 7 });
      assert.equal(await two.page.getByLabel('Title').inputValue(), title);
    });

  for (const look of [desktop, phone])
    it(`speaks French and holds back nobody, ${look.width} wide`, async () => {
      await using window = await stage.signedIn('admin', look, 'fr-FR');
      const { page } = window;
      // One after the other: a component that needs several must not take the words of one for those of another.
      let asked = 0;
      await page.route(/\.fr-[^/]*\.js$/, async (route) => {
        const turn = asked++;
        await new Promise((resolve) => setTimeout(resolve, turn * 150));
        await route.continue();
      });
      await window.go('/organization');
      await page.getByLabel('Nom').fill(' ');
      await page.getByLabel('Nom').press('Enter');
      await page.getByText('Saisissez un nom').waitFor();
      assert.deepEqual(await window.barriers(), []);
      assert.equal(await window.overflow(), 0);
      assert.deepEqual(window.complaints(), []);
    });
});

const isFocused = (field: Locator): Promise<boolean> =>
  field.evaluate((element) => element === element.ownerDocument.activeElement);

async function settingsOf(window: Window, title: string): Promise<string> {
  const { id } = await window.api<{ id: string }>('/courses', { title });
  return `/studio/${id}/settings`;
}

async function save(window: Window): Promise<void> {
  await window.page.getByRole('button', { name: 'Save changes' }).click();
  await window.page.getByText('Saved. Learners see it right away.').waitFor();
}

async function saved(window: Window, at: string) {
  const { title, summary, capacity } = await window.api<Record<string, unknown>>(
    `/courses/${at.split('/')[2]}`,
  );
  return { title, summary, capacity };
}
