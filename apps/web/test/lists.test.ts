/** What every list does, tried on lists of the app that are made of `ListPage`. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { desktop, hidden, noBrowser, phone, Stage, stable, type Window } from './browser.fixture.ts';

const MANY = 240;
const events = '**/api/events?*';

describe('a list', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    // The address of a tool on this machine at which nobody listens: what is sent there waits for its next try.
    stage = await Stage.open({ LOOPBACK_TARGETS: 'on' });
    await using window = await stage.signedIn('admin');
    await Promise.all(Array.from({ length: MANY }, () => changeOrganization(window)));
    await fillDeliveries(window);
  });
  after(() => stage?.[Symbol.asyncDispose]());

  it('draws of many rows those that are near, and asks for its first page alone again', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/system/events?q=organization.changed');
    const table = page.getByRole('table');
    await scrolledTo(page, () => table.getAttribute('aria-rowcount'), String(MANY + 1));
    const drawn = await table.locator('tbody tr[aria-rowindex]').count();
    assert.ok(drawn > 10 && drawn < 120, `${drawn} rows are drawn`);
    await scrolledTo(page, () => last(table.locator('tr[aria-rowindex]')), String(MANY + 1));
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/events?')) asked.push(request.url());
    });
    await stable(async () => asked.length >= 2, 'it is asked again by itself');
    assert.deepEqual(
      asked.filter((url) => url.includes('cursor=')),
      [],
    );
    assert.deepEqual(await window.barriers(), []);
    await page.evaluate(() => scrollTo(0, 0));
    await table.locator('tr[aria-rowindex="2"]').waitFor();
    assert.deepEqual(window.complaints(), []);
  });

  for (const [locale, name] of [
    ['en-GB', 'Show more'],
    ['fr-FR', 'Afficher la suite'],
  ] as const)
    it(`is gone through with Tab, also where more comes, in ${locale}`, async () => {
      await using window = await stage.signedIn('admin', desktop, locale);
      const { page } = window;
      await window.go('/system/events?q=organization.changed');
      const openers = page.locator('tbody button');
      await page.getByRole('button', { name }).waitFor();
      const before = await openers.count();
      await openers.last().focus();
      await stable(async () => (await openers.count()) > before, 'more came by itself');
      const count = await openers.count();
      const more = page.waitForResponse(/events\?.*cursor=/);
      await page.getByRole('button', { name }).focus();
      await more;
      await stable(async () => (await openers.count()) > count, 'more came');
      await stable(() => isLookedAt(page), 'what has the focus is looked at');
      const rows = page.locator('tbody:has(button)');
      const at = () =>
        rows.evaluateAll((all) => all.findIndex((one) => one.contains(document.activeElement)));
      assert.notEqual(await at(), -1, 'it is where the list went on, not below all that came');
    });

  it('shows what is new at its beginning, and keeps what was loaded below', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/system/events?q=organization.changed');
    const row = (at: number) => page.locator('tbody tr').nth(at).locator('td').first();
    await page.getByRole('button', { name: 'Show more' }).waitFor();
    await scrolledTo(page, async () => ((await page.locator('tbody tr').count()) > 60 ? 'more' : ''), 'more');
    await row(0).locator('button').click();
    const id = async () => (await page.locator('pre').first().textContent()) ?? '';
    const first = await id();
    await changeOrganization(window);
    await page.locator('tr[data-open]').waitFor();
    await stable(
      async () => (await page.locator('tbody tr').first().getAttribute('data-open')) === null,
      'it moved down',
    );
    assert.equal(await id(), first, 'what was open stays open');
    assert.ok((await page.locator('tbody tr').count()) > 60, 'and the further pages stay');
  });

  it('keeps its filters in the address, where Back and a reload find them', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/messages/endpoints');
    await page.getByRole('link', { name: 'Deliveries' }).click();
    await page.getByRole('searchbox').fill('nothing-has-this');
    await page.getByText('No deliveries match').waitFor();
    assert.match(page.url(), /\?q=nothing-has-this$/);
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Waiting' }).click();
    await page.waitForURL(/state=waiting/);
    await page.reload();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'nothing-has-this');
    assert.equal(await page.getByRole('combobox', { name: 'Status' }).inputValue(), 'Waiting');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('row').nth(1).waitFor();
    await page.goBack();
    await page.waitForURL(/endpoints$/);
  });

  it('selects rows by the keyboard, does something with all of them, and says what was refused', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/messages?state=waiting');
    await page.getByRole('checkbox', { name: 'Select all' }).focus();
    await page.keyboard.press('Space');
    const bar = page.getByRole('toolbar');
    await bar.getByText(/^50 items selected$/).waitFor();
    await bar.getByRole('button', { name: 'Clear selection' }).click();
    await bar.waitFor({ state: 'detached' });
    for (const at of [1, 2]) {
      await page.getByRole('checkbox').nth(at).focus();
      await page.keyboard.press('Space');
    }
    assert.deepEqual(await window.barriers(), []);
    // One of the two is gone for good meanwhile: the other goes all the same.
    const refused: string[] = [];
    await page.route('**/api/notification-deliveries/*/resend', async (route) => {
      if (refused.length > 0) return route.continue();
      refused.push(route.request().url());
      await route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'Conflict',
          status: 409,
          code: 'x',
          detail: 'It went out.',
        }),
      });
    });
    await bar.getByRole('button', { name: 'Retry now' }).click();
    // Both are said at once, and not for long.
    await Promise.all([
      page.getByText('1 of 2 couldn’t be changed. It went out.').waitFor(),
      page.getByText('1 message is being sent again.').waitFor(),
    ]);
    await bar.waitFor({ state: 'detached' });
  });

  it('is saved whole as CSV, as it is filtered, also what was never scrolled to', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/messages?channel=webhook');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const file = await saving;
    assert.equal(file.suggestedFilename(), 'deliveries.csv');
    const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
    assert.equal(lines[0], '\uFEFFAbout,To,Channel,Status,When,Attempts');
    const { items } = await window.api<{ items: unknown[] }>(
      '/notification-deliveries?channel=webhook&limit=100',
    );
    assert.ok(items.length >= 60);
    assert.equal(lines.length, 1 + items.length + 1, 'a line for the names, one for each, and its end');
    for (const line of lines.slice(1, -1)) assert.match(line, /,Webhook,/);
  });

  it('is shaped while it is on its way, and stays where it cannot be brought up to date', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    const held = Promise.withResolvers<void>();
    await page.route(events, async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`${stage.url}/system/events`);
    await page.locator('main [aria-busy=true]').first().waitFor();
    held.resolve();
    await page.getByRole('row').nth(1).waitFor();
    await page.unroute(events);
    await page.route(events, (route) => route.fulfill({ status: 503, body: '' }));
    await page.getByText('Couldn’t update this.').waitFor();
    assert.ok((await page.getByRole('row').count()) > 5, 'the rows stay');
    await hidden(page, true);
    await page.unroute(events);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Couldn’t update this.').waitFor({ state: 'detached' });
    await page.route(events, (route) => route.fulfill({ status: 503, body: '' }));
    await page.reload();
    await page.getByRole('alert').getByText('Can’t reach the server.').waitFor();
    await hidden(page, true);
    await page.unroute(events);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row').nth(1).waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    assert.ok((await page.getByRole('row').count()) > 5, 'offline, too');
  });

  it('asks to sign in again where the session has ended, and goes on by itself', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/system/events');
    await window.api('/auth/logout', {});
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    assert.ok((await page.locator('tbody tr').count()) > 5);
  });

  for (const look of [desktop, phone])
    it(`speaks French and holds back nobody, ${look.width} wide`, async () => {
      await using window = await stage.signedIn('admin', look, 'fr-FR');
      const { page } = window;
      await window.go('/messages');
      await page
        .getByRole('checkbox', { name: /^Sélectionner : / })
        .first()
        .click();
      await page.getByText('1 élément sélectionné').first().waitFor();
      if (look === phone) assert.deepEqual(await narrowBoxes(page), [], 'a finger finds every box');
      await page.getByRole('button', { name: 'Exporter en CSV' }).waitFor();
      assert.deepEqual(await window.barriers(), []);
      assert.equal(await window.overflow(), 0);
      await window.picture('list selected');
      assert.deepEqual(window.complaints(), []);
    });
});

/** One event, about which nobody does anything. */
const changeOrganization = (admin: Window): Promise<unknown> =>
  admin.api('/organization', { name: 'Demo' }, 'PATCH');

/** Deliveries that wait. */
async function fillDeliveries(window: Window): Promise<void> {
  const body = {
    type: 'webhook',
    name: 'Nobody',
    url: 'http://127.0.0.1:9/',
    events: ['enrollment.created'],
  };
  const { endpoint } = await window.api<{ endpoint: { id: string } }>('/notification-endpoints', body);
  await Promise.all(
    Array.from({ length: 60 }, () => window.api(`/notification-endpoints/${endpoint.id}/test`, {})),
  );
}

const last = async (rows: ReturnType<Page['locator']>): Promise<string | null> =>
  rows.last().getAttribute('aria-rowindex');

/** Scrolls down until something is so. */
async function scrolledTo(page: Page, what: () => Promise<string | null>, wanted: string): Promise<void> {
  await stable(async () => {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    return (await what()) === wanted;
  }, wanted);
}

/** Boxes that lost their shape, or that a finger misses that comes down beside them. */
const narrowBoxes = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('main input[type=checkbox]')].flatMap((box) => {
      box.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = box.getBoundingClientRect();
      // On a phone a table has no head.
      if (width === 0) return [];
      const [x, y] = [left + width / 2, top + height / 2];
      const misses = [
        [x, y],
        [x - 20, y],
        [x + 20, y],
      ].filter(([atX = 0, atY = 0]) => atX > 0 && document.elementFromPoint(atX, atY) !== box);
      const isBent = Math.abs(width - height) > 1;
      return isBent || misses.length > 0 ? [`${box.ariaLabel}: ${width} × ${height}, ${misses}`] : [];
    }),
  );

/** Whether something of the page has the focus where it can be seen. */
const isLookedAt = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { activeElement } = document;
    const { top = -1, bottom = 0 } = activeElement?.getBoundingClientRect() ?? {};
    return activeElement !== document.body && top >= 0 && bottom <= innerHeight;
  });
