/** What every page about one thing and every report does, tried on a course's report and the overview. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { desktop, hidden, noBrowser, phone, Stage, type Window } from './browser.fixture.ts';

describe('a detail and a report', { skip: noBrowser }, () => {
  let stage: Stage;
  let courseId: string;
  before(async () => {
    stage = await Stage.open();
    await using learner = await stage.signedIn('learner');
    const { items } = await learner.api<{ items: { id: string }[] }>('/courses?limit=1');
    courseId = items[0]?.id ?? assert.fail('the demo has no course');
    await learner.api(`/courses/${courseId}/enroll`, {});
  });
  after(() => stage?.[Symbol.asyncDispose]());

  const kinds = [
    { kind: 'detail', path: () => `/reports/courses/${courseId}`, calls: '**/api/reports/courses/*' },
    { kind: 'report', path: () => '/reports/retention', calls: '**/api/reports/retention?*' },
  ];
  for (const { kind, path, calls } of kinds) {
    it(`is shaped while it is on its way, and says why it cannot be shown: a ${kind}`, async () => {
      await using window = await stage.signedIn('admin');
      const { page } = window;
      const held = Promise.withResolvers<void>();
      await page.route(calls, async (route) => {
        await held.promise;
        await route.fulfill({ status: 503, body: '' });
      });
      await page.goto(stage.url + path());
      await page.locator('main [aria-busy=true]').first().waitFor();
      held.resolve();
      await page.getByRole('alert').getByText('Can’t reach the server.').first().waitFor();
      assert.deepEqual(await window.barriers(), []);
      await hidden(page, true);
      await page.unroute(calls);
      await page.getByRole('button', { name: 'Try again' }).first().click();
      await page.getByRole('alert').first().waitFor({ state: 'detached' });
      await page
        .getByRole('button', { name: 'Save as a file' })
        .or(page.getByText('Export'))
        .first()
        .waitFor();
    });

    it(`stays where it cannot be brought up to date, offline, and where the session has ended: a ${kind}`, async () => {
      await using window = await stage.signedIn('admin');
      const { page } = window;
      await window.go(path());
      const shown = await page.locator('main').innerText();
      await page.route(calls, (route) => route.fulfill({ status: 503, body: '' }));
      await comeBack(window);
      await page.getByText('Couldn’t update this.').first().waitFor();
      assert.ok((await page.locator('main').innerText()).length >= shown.length, 'what was there stays');
      await page.unroute(calls);
      await page.context().setOffline(true);
      await page.getByText('You are offline.').waitFor();
      await page.context().setOffline(false);
      await window.api('/auth/logout', {});
      await comeBack(window);
      await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
      assert.ok((await page.locator('main').innerText()).length >= shown.length);
    });

    for (const look of [desktop, phone])
      it(`speaks French and holds back nobody, ${look.width} wide: a ${kind}`, async () => {
        await using window = await stage.signedIn('admin', look, 'fr-FR');
        await window.go(path());
        assert.equal(await window.page.locator('html').getAttribute('lang'), 'fr');
        assert.deepEqual(await window.barriers(), []);
        assert.equal(await window.overflow(), 0);
        assert.deepEqual(window.complaints(), []);
      });
  }
});

/** Somebody looks at the page again after a while: what is old is asked for again. */
async function comeBack({ page }: Window): Promise<void> {
  await page.clock.install();
  await page.clock.fastForward(60_000);
  await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
}
