/** What is on the screen stays when it cannot be brought up to date: a form being filled in, a report being read. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { desktop, hidden, noBrowser, Stage } from './browser.fixture.ts';

const OUTDATED = /^Couldn’t update this./;

describe('a page whose questions fail', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.[Symbol.asyncDispose]());

  it('keeps the settings of a course that somebody is changing', async () => {
    await using window = await stage.signedIn('instructor', desktop);
    const { page } = window;
    await page.clock.install();
    const { id: courseId } = await window.api<{ id: string }>('/courses', { title: 'Glazes' });
    await window.go(`/studio/${courseId}/settings`);
    await page.getByLabel('Summary').fill('Written with care');
    await failing(page, `**/api/courses/${courseId}`);
    await toBackAndAgain(page);
    await page.getByRole('status').filter({ hasText: OUTDATED }).waitFor();
    assert.equal(await page.getByLabel('Summary').inputValue(), 'Written with care');
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('status').filter({ hasText: OUTDATED }).waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('Summary').inputValue(), 'Written with care');
  });

  it('says so, also where it has a page of its own for what is not there', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
    await failing(page, '**/api/courses/*?*');
    await page.goto(`${stage.url}/courses/${items[0]?.id}`);
    await page.getByRole('alert').filter({ hasText: 'The database is being restarted.' }).waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  it('keeps a report, and instructions that are being written', async () => {
    await using window = await stage.signedIn('admin', desktop);
    const { page } = window;
    await page.clock.install();
    await window.go('/reports');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await failing(page, '**/api/reports/**');
    await toBackAndAgain(page);
    await page.getByRole('status').filter({ hasText: OUTDATED }).first().waitFor();
    assert.equal(await page.getByRole('alert').count(), 0, 'no report gave way to an error');

    await page.unrouteAll();
    await window.go('/assistant/instructions/explain');
    const text = page.getByRole('textbox', { name: 'Instructions for the model' });
    await text.fill('Explain it kindly.');
    await failing(page, '**/api/ai/templates**');
    await toBackAndAgain(page);
    await page.getByRole('status').filter({ hasText: OUTDATED }).waitFor();
    assert.equal(await text.inputValue(), 'Explain it kindly.');
  });

  it('says that there is no such page where an address names nothing', async () => {
    await using window = await stage.signedIn('admin', desktop);
    for (const address of ['/system/traces/cut-off', '/studio/cut-off']) {
      await window.follow(address);
      await window.page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
    }
  });
});

const problem = {
  type: 'urn:kernos:error:unavailable',
  title: 'Unavailable',
  status: 503,
  code: 'unavailable',
  detail: 'The database is being restarted.',
};

/** From now on these questions of the page are answered as a server answers that is overloaded. */
const failing = (page: Page, addresses: string): Promise<unknown> =>
  page.route(addresses, (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(problem) })
      : route.continue(),
  );

/** Somebody looks at another window for a while and comes back: what is old is asked for again. */
async function toBackAndAgain(page: Page): Promise<void> {
  await page.clock.fastForward('05:00');
  await hidden(page, true);
  await hidden(page, false);
}
