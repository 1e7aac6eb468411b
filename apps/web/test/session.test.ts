/** What may befall a page that is open: its session ends, another tab becomes somebody else, the network goes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { desktop, noBrowser, pressUnder, Stage, stable } from './browser.fixture.ts';

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
    await other.getByLabel('E-mail address').fill('instructor@demo.kernos');
    await other.getByLabel('Password', { exact: true }).fill(password);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.waitForURL(`${stage.url}/`);
    await window.page.getByText('You signed in as somebody else in another tab').waitFor();
    await window.page.getByRole('button', { name: 'Load the page again' }).click();
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
    await dialog.getByRole('button', { name: /^Back to/ }).click();
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
    await dialog.getByRole('button', { name: 'Load the page again' }).click();
    await window.page.locator('nav').getByText('Third house').waitFor();
    assert.equal(await dialog.count(), 0);
  });

  it('shows HTML in a name as the text that it is', async () => {
    await using window = await stage.window(desktop);
    const { page } = window;
    await window.go('/sign-up');
    const name = '<img src=x onerror="document.title=1">';
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('E-mail address').fill('markup@example.org');
    await page.getByLabel('Password', { exact: true }).fill('a long enough secret to keep');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL(`${stage.url}/`);
    await page.locator('nav').getByText(name).waitFor();
    assert.notEqual(await page.title(), '1');
    assert.equal(await page.locator('img[src="x"]').count(), 0);
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

  it('speaks French to whoever reads French', async () => {
    await using window = await stage.signedIn('learner', desktop, 'fr-FR');
    await window.go('/');
    await window.page.getByRole('link', { name: 'Catalogue' }).first().waitFor();
    assert.equal(await window.page.locator('html').getAttribute('lang'), 'fr');
  });
});
