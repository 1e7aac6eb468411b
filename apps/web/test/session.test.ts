/** What may befall a page that is open: its session ends, another tab becomes somebody else, the network goes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Page, Route } from 'playwright-core';
import { desktop, noBrowser, phone, pressUnder, Stage, stable } from './browser.fixture.ts';

const password = 'a password for the browser';

describe('a page that stays open', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.[Symbol.asyncDispose]());

  it('keeps what is being typed when the session ends, and saves it after signing in again', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    await window.go('/profile');
    await page.getByLabel('Your name').fill('Lea, renamed halfway');
    // Signed out everywhere else is what an administrator, or the person on another machine, may do.
    await window.api('/auth/logout', {});
    await pressUnder(page.getByRole('button', { name: 'Save changes' }));
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Your session has ended').waitFor();
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('Your name').inputValue(), 'Lea, renamed halfway');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Saved').waitFor();
    assert.equal((await window.api<{ name: string }>('/me')).name, 'Lea, renamed halfway');
  });

  it('says so when another tab signs in as somebody else', async () => {
    await using window = await stage.signedIn('learner', desktop);
    await window.go('/catalog');
    const other = await window.page.context().newPage();
    await other.goto(`${stage.url}/sign-in`);
    await other.getByLabel('Email address').fill('instructor@demo.kernos');
    await other.getByLabel('Password', { exact: true }).fill(password);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.waitForURL(`${stage.url}/`);
    await window.page.getByText('You signed in with another account in another tab').waitFor();
    await window.page.getByRole('button', { name: 'Reload' }).click();
    await window.page.getByText('Ines Instructor').first().waitFor();
  });

  it('needs one try to sign in again where a question met the end of the session', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    await window.go('/catalog');
    await window.api('/auth/logout', {});
    // Its questions are refused, and stay refused in what is kept of them until they are asked anew.
    await pressUnder(page.getByRole('link', { name: 'Inbox' }));
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Your session has ended').waitFor();
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    await stable(async () => (await page.getByRole('alert').count()) === 0, 'nothing is refused any more');
    await window.rest();
    assert.equal(await dialog.count(), 0);
  });

  it('says by itself that the session has ended, although nobody touches the page', async () => {
    await using window = await stage.signedIn('learner', desktop);
    await using elsewhere = await stage.signedIn('learner', desktop);
    await window.go('/certificates');
    await window.live();
    await elsewhere.api('/me/sessions', undefined, 'DELETE');
    // Its live connection is refused; none of the questions of this page is asked again by the clock.
    await window.page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
  });

  it('saves nothing to another organization than the one it shows', async () => {
    await using window = await stage.signedIn('admin', desktop);
    const { page } = window;
    const organizations = () =>
      window
        .api<{ organizations: { id: string; name: string }[] }>('/me')
        .then((me) => Object.fromEntries(me.organizations.map(({ id, name }) => [id, name])));
    await window.api('/organizations', { name: 'Second house' });
    await window.go('/organization');
    const { organizationId: shown } = await window.api<{ organizationId: string }>('/me');
    const before = await organizations();
    const other = Object.keys(before).find((id) => id !== shown) ?? assert.fail('there is one organization');
    // As another tab does, whose word has not reached this one yet.
    await window.api(`/organizations/${other}/switch`, {});
    await page.getByLabel('Name').fill('Renamed here');
    await page.getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('dialog', { name: 'You switched to another organization in another tab' });
    await dialog.waitFor();
    assert.deepEqual(await organizations(), before, 'neither was renamed');
    await dialog.getByRole('button', { name: /^Switch back to/ }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('Name').inputValue(), 'Renamed here', 'what was typed is still there');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    assert.deepEqual(await organizations(), { ...before, [shown]: 'Renamed here' });
  });

  it('says so when another tab switches to another organization, and follows it', async () => {
    await using window = await stage.signedIn('admin', desktop);
    await window.api('/organizations', { name: 'Third house' });
    await window.go('/people');
    const other = await window.page.context().newPage();
    await other.goto(`${stage.url}/profile/organizations`);
    const row = other.locator('section > div').filter({ hasText: 'Third house' });
    await row.getByRole('button').click();
    await other.locator('nav').getByText('Third house').waitFor();
    const dialog = window.page.getByRole('dialog', { name: /^You switched to another organization/ });
    await dialog.getByRole('button', { name: 'Reload' }).click();
    await window.page.locator('nav').getByText('Third house').waitFor();
    assert.equal(await dialog.count(), 0);
  });

  it('shows HTML in a name as the text that it is', async () => {
    await using window = await stage.window(desktop);
    const { page } = window;
    await window.go('/sign-up');
    const name = '<img src=x onerror="name=1">';
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('Email address').fill('markup@example.org');
    await page.getByLabel('Password', { exact: true }).fill('a long enough secret to keep');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL(`${stage.url}/`);
    await page.locator('nav').getByText(name).waitFor();
    assert.notEqual(await page.evaluate('name'), '1');
    assert.equal(await page.locator('img[src="x"]').count(), 0);
  });

  it('takes the pages of a newer server at the next step to another page', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    await window.go('/catalog');
    const address = `${stage.url}/`;
    const isNewer = (route: Route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<script type="module" src="/assets/index-newer.js">',
      });
    // The files of the older one are gone.
    await page.route(/\/assets\/person-menu/, (route) => route.fulfill({ status: 404 }));
    await page.route(address, isNewer);
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByText('Kernos was updated. Reload to continue.').waitFor();
    await page.unrouteAll();
    const loaded = page.waitForEvent('load');
    await page.getByRole('link', { name: 'My courses' }).click();
    await loaded;
    await page.getByRole('heading', { level: 1, name: 'My courses' }).waitFor();
    assert.equal(await page.getByText('Kernos was updated').count(), 0);
    // On the way to a page that does not come any more there is nothing to stay for.
    await page.route(/\/assets\/certificates/, (route) => route.fulfill({ status: 404 }));
    await page.route(address, isNewer);
    const again = page.waitForEvent('load');
    await page.getByRole('link', { name: 'Certificates' }).click();
    await page.waitForRequest(address);
    await page.unroute(/\/assets\/certificates/);
    await again;
    await page.getByRole('heading', { level: 1, name: 'Certificates' }).waitFor();
  });

  it('is never empty between signing in and the first page, in a language that is fetched too', async () => {
    await using window = await stage.window(desktop, 'fr-FR');
    const { page } = window;
    await window.go('/sign-in');
    await page.getByLabel('Adresse e-mail').fill('learner@demo.kernos');
    await page.getByLabel('Mot de passe', { exact: true }).fill(stage.password);
    await page.evaluate(() => {
      const seen = globalThis as unknown as { titles: Set<string> };
      seen.titles = new Set();
      const look = () => {
        const titles = [...document.querySelectorAll('h1')].filter((title) => title.checkVisibility());
        seen.titles.add(titles.map(({ textContent }) => textContent).join());
        requestAnimationFrame(look);
      };
      look();
    });
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Catalogue' }).waitFor();
    await window.rest();
    const titles = await page.evaluate(() => [...(globalThis as unknown as { titles: Set<string> }).titles]);
    assert.equal(titles.length, 2, `one page, then the other: ${titles.join(' | ')}`);
  });

  it('keeps the focus beside where it was when that is gone', async () => {
    await using window = await stage.signedIn('admin', desktop);
    const { page } = window;
    for (const email of ['ann@example.org', 'ben@example.org', 'cleo@example.org', 'dan@example.org'])
      await window.api('/invitations', { email, roles: ['learner'] });
    // Where an address opened the dialog, nothing had the focus before.
    await window.go('/people?invite=true');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('main:focus').waitFor();
    // Above the members, of whom there may be hundreds; a few at first, for the same reason.
    const revoke = page.getByRole('button', { name: 'Revoke' });
    assert.equal(await revoke.count(), 3);
    await page.locator('section:has-text("Pending invitations") ~ div table').waitFor();
    await page.getByRole('button', { name: 'Show all invitations' }).press('Enter');
    await stable(async () => (await revoke.count()) === 4, 'all are shown');
    await revoke.nth(1).focus();
    await page.keyboard.press('Enter');
    await stable(async () => (await revoke.count()) === 3, 'one is revoked');
    const ofOthers = page.getByRole('button', { name: /^(Resend|Revoke)$/ });
    await stable(
      () => ofOthers.evaluateAll((all) => all.some((one) => one === document.activeElement)),
      'the focus is on that of a neighbour',
    );
    // Taken back by the key, from wherever one is.
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.keyboard.press('Control+z');
    await stable(async () => (await revoke.count()) === 4, 'it is there again');
    // Or by the button, which is gone then, with the focus.
    await revoke.nth(2).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await stable(async () => (await revoke.count()) === 4, 'it is there again by the button, too');
    await page.locator('main :focus').waitFor();
  });

  it('leads through the second factor by keyboard alone, and keeps recovery codes until they are kept', async () => {
    await using window = await stage.signedIn('instructor', desktop);
    const { page } = window;
    await window.go('/profile');
    await window.follow('/profile/security');
    await page.getByRole('button', { name: 'Set up' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    const secret = await page.getByRole('dialog').locator('code').innerText();
    await page.getByRole('dialog').getByLabel('Authenticator code').and(page.locator(':focus')).waitFor();
    await page.keyboard.type(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await page.keyboard.press('Enter');
    const codes = page.getByRole('dialog', { name: 'Save your recovery codes' });
    await codes.locator('button:focus').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await codes.getByRole('listitem').count(), 10);
    const recoveryCode = await codes.getByRole('listitem').first().innerText();
    await page.evaluate(() => history.back());
    await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
    await codes.getByRole('button', { name: 'I’ve saved them' }).press('Enter');
    await codes.waitFor({ state: 'detached' });
    await page.getByText('10 recovery codes').waitFor();
    await stable(
      () => page.evaluate(() => document.activeElement !== document.body),
      'the focus is somewhere in the section',
    );
    await window.api('/me/second-factor/disable', { password, recoveryCode });
  });

  it('says what was done where it covers nothing that one goes on by', async () => {
    await using window = await stage.signedIn('admin', desktop);
    const { page } = window;
    await window.api('/invitations', { email: 'dora@example.org', roles: ['learner'] });
    await window.go('/people');
    await page.getByRole('button', { name: 'Revoke' }).first().click();
    const said = page.getByRole('alert').filter({ hasText: 'Undo' });
    await said.waitFor();
    const main = (await page.getByRole('main').boundingBox()) ?? assert.fail('there is no page');
    const box = (await said.boundingBox()) ?? assert.fail('nothing was said');
    const edge = await page.evaluate(() =>
      parseFloat(getComputedStyle(document.querySelector('main') as Element).marginInlineStart),
    );
    assert.ok(box.x + box.width <= edge, `it ends at ${box.x + box.width}, the page begins at ${main.x}`);
    await said.getByRole('button', { name: 'Close' }).click();
    await said.waitFor({ state: 'detached' });
  });

  it('says it on a phone below the bar of a lesson, until it is pressed away', async () => {
    await using window = await stage.signedIn('learner', { ...phone, width: 390, height: 844 });
    const { page } = window;
    const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
    const courseId = items[0]?.id ?? assert.fail('the demo has no course');
    await window.api(`/courses/${courseId}/enroll`, {});
    const { lessonIds } = await window.api<{ lessonIds: string[] }>(`/courses/${courseId}/published`);
    await window.go(`/courses/${courseId}/lessons/${lessonIds[0]}`);
    await page.getByRole('button', { name: /^Complete/ }).tap();
    const said = page.getByRole('alert').filter({ hasText: 'Undo' });
    await said.waitFor();
    await page.waitForURL(`**/lessons/${lessonIds[1]}`);
    await window.rest();
    const covered = await said.evaluate((one) =>
      [...document.querySelectorAll<HTMLElement>('main :is(a[href], button), nav a[href]')].flatMap(
        (other) => {
          const { left, top, width, height } = other.getBoundingClientRect();
          const there = document.elementFromPoint(left + width / 2, top + height / 2);
          return one.contains(there) ? [other.ariaLabel ?? other.innerText] : [];
        },
      ),
    );
    assert.deepEqual(covered, []);
    await said.getByRole('button', { name: 'Close' }).tap();
    await said.waitFor({ state: 'detached' });
  });

  it('says that it is offline, and goes on once it is not', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    await window.go('/catalog');
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { level: 1, name: /Lea/ }).waitFor();
  });

  it('holds in the reference of the API, in the colours of the app: one call is tried there', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    await window.go('/catalog');
    const inApp = await papers(page);
    await page.goto(`${stage.url}/api/docs`);
    await stable(async () => (await papers(page)).join() === inApp.join(), 'it has the paper of the app');
    assert.notEqual(inApp[0], inApp[1]);
    await page.getByText('How to get a token').click();
    await page.getByText('/api/auth/login').first().waitFor();
    // Written with the cookie of this session, which is not believed without what a page of ours sends beside it.
    await page.locator('.opblock-tag[data-tag=identity]').click();
    const call = page.locator('.opblock[id$=updateMe]');
    await call.locator('.opblock-summary-control').click();
    await call.getByRole('button', { name: 'Try it out' }).click();
    await call.locator('textarea').fill('{"name":"Lea Reference"}');
    const answered = page.waitForResponse((reply) => reply.request().method() === 'PATCH');
    await call.getByRole('button', { name: 'Execute' }).click();
    assert.equal((await answered).status(), 200);
    await call.locator('.live-responses-table').getByText('Lea Reference').first().waitFor();
    await window.api('/me', { name: 'Lea Learner' }, 'PATCH');
  });

  it('speaks French to whoever reads French', async () => {
    await using window = await stage.signedIn('learner', desktop, 'fr-FR');
    await window.go('/');
    await window.page.getByRole('link', { name: 'Catalogue' }).first().waitFor();
    assert.equal(await window.page.locator('html').getAttribute('lang'), 'fr');
  });
});

/** What a page is written on, in the light and in the dark, however its colours are named. */
async function papers(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const pixel = await page.evaluate(async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const canvas = document.createElement('canvas').getContext('2d');
      if (!canvas) return '';
      canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data.join(' ');
    });
    found.push(pixel);
  }
  return found;
}
