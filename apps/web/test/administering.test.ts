/** An administrator's way: what happened and why, who may do what, in which words, to which tools, and how it goes. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { desktop, noBrowser, phone, Stage, stable, type Window } from './browser.fixture.ts';

describe('an administrator', { skip: noBrowser }, () => {
  let stage: Stage;
  let courseId: string;

  before(async () => {
    // A tool of ours listens on this machine.
    stage = await Stage.open({ LOOPBACK_TARGETS: 'on' });
    await using window = await stage.signedIn('learner');
    const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
    courseId = items[0]?.id ?? assert.fail('the demo has no course');
  });
  after(() => stage?.[Symbol.asyncDispose]());

  for (const [locale, named] of [
    ['en-GB', ['webhook', 'templates', 'unsent', 'retention', 'delivery', 'instructions', 'feedback']],
    ['fr-FR', ['webhook', 'modèles', 'non envoyés', 'rétention', 'envois', 'consignes', 'avis']],
  ] as const)
    it(`comes from the palette to what stands behind a tab, in ${locale}`, async () => {
      await using window = await stage.signedIn('admin', desktop, locale);
      const { page } = window;
      await window.go('/');
      const places = [
        ...['/messages/endpoints', '/messages/templates', '/messages/mailbox', '/reports/retention'],
        ...['/reports/delivery', '/assistant/instructions', '/assistant/feedback'],
      ];
      for (const [at, place] of places.entries()) {
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').locator('input:focus').waitFor();
        if (at === 0) await looksSelected(page);
        await page.keyboard.insertText(named[at] ?? '');
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.pathname === place);
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    });

  it('sees an enrollment in the report, and the learner hears of it, without either reloading', async () => {
    await using learner = await stage.signedIn('learner');
    await learner.go('/certificates');
    await using admin = await stage.signedIn('admin');
    await admin.go('/reports');
    assert.equal(await headline(admin), 'nothing yet');
    await Promise.all([learner.live(), admin.live()]);
    await learner.api(`/courses/${courseId}/enroll`, {});
    await learner.page.locator('nav').getByTitle('1 unread message').waitFor();
    await admin.page
      .getByRole('heading', { name: '1 enrollment in the last 30 days, none in the previous period' })
      .waitFor();
    await stable(async () => (await headline(admin)) === '1', 'the figure is what the heading says');
    await admin.page.getByRole('button', { name: 'Show as table' }).first().click();
    await admin.page
      .getByRole('region', { name: 'Enrollments by day' })
      .getByRole('cell', { name: '1', exact: true })
      .waitFor();
    assert.deepEqual([...admin.complaints(), ...learner.complaints()], []);
  });

  it('finds the enrollment among the events, and follows it through the services', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/system/events');
    await page.getByRole('searchbox').fill('enrollment.created');
    await page.waitForURL(/q=enrollment\.created/);
    await page
      .getByRole('row', { name: /enrollment\.created/ })
      .getByRole('link', { name: 'Trace' })
      .click();
    await page.waitForURL(/\/system\/traces\//);
    const path = page.getByText(/ → /).first();
    await path.waitFor();
    for (const service of ['enrollments', 'progress', 'notifications'])
      await stable(
        async () => (await path.textContent())?.split(' → ').includes(service) ?? false,
        `${service} is in the path`,
      );
    assert.deepEqual(window.complaints(), []);
  });

  it('makes somebody an instructor', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/people?q=learner');
    // What was chosen is shown at once, also where it is not saved yet.
    const choose = async () => {
      const saved = page.waitForResponse((reply) => reply.request().method() === 'PATCH');
      await page.getByRole('dialog').getByLabel('Instructor').click();
      await saved;
    };
    await page.getByRole('button', { name: /: Learner$/ }).click();
    await choose();
    await page.getByRole('button', { name: /: Learner, Instructor$/ }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: /: Learner, Instructor$/ }).waitFor();
    // As it was, for whoever comes next.
    await page.getByRole('button', { name: /: Learner, Instructor$/ }).click();
    await choose();
    await page.getByRole('button', { name: /: Learner$/ }).waitFor();
    assert.deepEqual(window.complaints(), []);
  });

  for (const look of [desktop, phone])
    it(`writes words of its own, sees them as they arrive, and goes back, ${look.width} wide`, () =>
      write(look));

  async function write(look: typeof desktop): Promise<void> {
    await using window = await stage.signedIn('admin', look);
    const { page } = window;
    await window.go('/messages/templates');
    await page.getByRole('link', { name: 'You are enrolled in a course' }).click();
    const letter = page.frameLocator('iframe');
    // On a phone it is below the fields, and Chromium does not lay out a frame that nobody has scrolled to.
    const reads = async (text: string) => {
      await letter.getByText(text).waitFor({ state: 'attached' });
      await page.locator('iframe').waitFor();
    };
    await reads('Hello Ada Lovelace');
    await page
      .getByLabel('Text', { exact: true })
      .fill('Dear {{ person.name }}, welcome aboard {{ course.title }}.\n\n{{ link }}');
    await reads('Dear Ada Lovelace, welcome aboard Practical Python.');
    await page.getByLabel('Subject').fill('Hello {{ person.shoe }}');
    await page.getByText(/The subject names \{\{ person\.shoe \}\}, which there is not/).waitFor();
    assert.equal(await page.getByLabel('Subject').getAttribute('aria-invalid'), 'true');
    window.complaints();
    await page.getByLabel('Subject').fill('Welcome aboard, {{ person.name }}');
    await page.getByText('Welcome aboard, Ada Lovelace', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).focus();
    await page.keyboard.press('Enter');
    const reset = page.getByRole('button', { name: 'Reset to default' });
    await stable(
      () => reset.evaluate((one) => one === document.activeElement),
      'what comes next has the focus: there is nothing more to save',
    );
    await page.keyboard.press('Enter');
    await reads('Hello Ada Lovelace');
    await page.getByRole('button', { name: 'Undo' }).click();
    await reads('Dear Ada Lovelace');
    await page.getByRole('button', { name: 'Reset to default' }).click();
    await reads('Hello Ada Lovelace');
    assert.deepEqual(window.complaints(), []);
  }

  it('connects a tool, keeps its secret, tries it, pauses and removes it', async () => {
    const tool = await listening();
    await using window = await stage.signedIn('admin');
    const { page } = window;
    try {
      await window.go('/messages/endpoints');
      await page.getByRole('button', { name: 'Add a webhook or channel' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Name').fill('Time table');
      await dialog.getByLabel('URL').fill(tool.url);
      await dialog.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText(/^whsec_/).waitFor();
      await page.getByRole('button', { name: 'I’ve saved it' }).click();
      const row = page.getByRole('region', { name: 'Time table' });
      await row.getByRole('button', { name: 'Send test' }).click();
      await page.waitForURL(/\/messages\/deliveries\//);
      await page.getByRole('status').getByText('The provider accepted it.').waitFor();
      assert.equal(tool.got.length, 1);
      assert.match(tool.got[0]?.signature ?? '', /^v1,/);
      await window.go('/messages/endpoints');
      await row.getByRole('button', { name: 'Actions for Time table' }).click();
      await page.getByRole('menuitem', { name: 'Pause' }).click();
      await row.getByText('Paused').waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      await row.getByText('Paused').waitFor({ state: 'detached' });
      // All that is kept can be sent again, not the last days alone.
      await row.getByRole('button', { name: 'Actions for Time table' }).click();
      await page.getByRole('menuitem', { name: 'Resend missed messages…' }).click();
      const all = page.getByRole('dialog').getByLabel('Everything that is kept (90 days)');
      assert.equal(await all.isChecked(), true);
      await page.getByRole('dialog').getByRole('button', { name: 'Resend' }).click();
      await page.getByText('Nothing was missed.').waitFor();
      await row.getByRole('button', { name: 'Actions for Time table' }).click();
      await page.getByRole('menuitem', { name: 'Remove' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await row.waitFor({ state: 'detached' });
      assert.deepEqual(window.complaints(), []);
    } finally {
      tool.server.close();
    }
  });

  it('sees at home how it all runs, who was invited, and whether messages arrive', async () => {
    await using admin = await stage.signedIn('admin', desktop);
    const main = admin.page.getByRole('main');
    await admin.api('/invitations', { email: 'home@example.org', roles: ['learner'] });
    await admin.go('/');
    await main.getByText('home@example.org').waitFor();
    await main.getByText('Everything was delivered').waitFor();
    await main.getByRole('link', { name: 'Invite people' }).click();
    const invite = admin.page.getByRole('dialog', { name: 'Invite people' });
    await invite.getByLabel('Email address').fill('nobody@example.org');
    await admin.page.keyboard.press('Enter');
    // Without a mail server nothing is sent: the link is there to be given.
    const shared = admin.page.getByRole('dialog', { name: 'Invitation link' });
    await shared.getByText(/nothing was sent/).waitFor();
    assert.match(await shared.getByLabel('Invitation link').inputValue(), /^http.*\/invitation/);
    await shared.getByRole('button', { name: 'Copy link' }).and(admin.page.locator(':focus')).waitFor();
    await admin.page.keyboard.press('Escape');
    await shared.waitFor({ state: 'detached' });
  });

  it('hears of what did not arrive, at home, and of a webhook that paused itself, on its row', async () => {
    const tool = await listening(400);
    await using admin = await stage.signedIn('admin', desktop);
    const { page } = admin;
    const body = { type: 'webhook', name: 'Broken', url: tool.url, events: ['course.published'] };
    const { endpoint } = await admin.api<{ endpoint: { id: string } }>('/notification-endpoints', body);
    try {
      await admin.api(`/notification-endpoints/${endpoint.id}/test`, {});
      await admin.go('/');
      await page
        .getByRole('main')
        .getByText(/It answered 400/)
        .waitFor();
      await page.getByRole('link', { name: 'All undelivered messages' }).click();
      await page.waitForURL(/\/messages\?state=parked/);
      // It takes nothing for three days: that much of the answer is made up, for nobody waits for it here.
      await page.route('**/api/notification-endpoints', async (route) => {
        const reply = await route.fetch();
        const { items } = (await reply.json()) as { items: object[] };
        const failingSince = new Date(Date.now() - 4 * 86_400_000).toISOString();
        await route.fulfill({
          json: { items: items.map((one) => ({ ...one, paused: true, failingSince })) },
        });
      });
      await admin.follow('/messages/endpoints');
      const row = page.getByRole('region', { name: 'Broken' });
      await row.getByText('Paused: it took nothing for three days').waitFor();
      await page.unrouteAll({ behavior: 'wait' });
    } finally {
      await admin.api(`/notification-endpoints/${endpoint.id}`, undefined, 'DELETE');
      tool.server.close();
    }
  });

  it('sees at home, as a teacher, what is not published, who came and how many there are', async () => {
    await using teacher = await stage.signedIn('instructor', desktop);
    const { items } = await teacher.api<{ items: { id: string }[] }>('/courses?mine=true&limit=1');
    const courseId = items[0]?.id ?? assert.fail('the demo has no course of the instructor');
    // The first of these tests took a seat.
    await teacher.go('/');
    const course = teacher.page.getByRole('listitem').filter({ hasText: 'Welcome to Kernos' }).first();
    await course.getByText('1 new this week').waitFor();
    assert.equal(await course.getByText('Unpublished changes').count(), 0);
    await teacher.api(`/courses/${courseId}/modules`, { title: 'Not published yet' });
    await teacher.go('/');
    await course.getByText('Unpublished changes').waitFor();
    // Nobody stopped for two weeks in a system of a minute: that much of the answer is made up.
    await teacher.page.route(new RegExp(`/api/reports/courses/${courseId}([?]|$)`), async (route) => {
      const reply = await route.fetch();
      const biggestDropOff = { lessonId: courseId, position: 2, title: 'Finding a course', stopped: 3 };
      await route.fulfill({ json: { ...((await reply.json()) as object), biggestDropOff } });
    });
    await teacher.go('/');
    await course.getByRole('link', { name: /^3 .*Finding a course/ }).press('Enter');
    await teacher.page.waitForURL(`**/reports/courses/${courseId}`);
    await teacher.follow('/');
    assert.equal(await teacher.page.getByRole('main').getByText('Pending invitations').count(), 0);
  });

  it('sees six signals over time, of which only what is not well unfolds', async () => {
    await using admin = await stage.signedIn('admin', desktop);
    const { page } = admin;
    await admin.go('/system');
    const signals = page.getByRole('list', { name: 'The last 15 minutes' }).getByRole('listitem');
    assert.equal(await signals.getByRole('img').count(), 6);
    const routes = page.locator('details', { hasText: 'Busiest routes' });
    const consumers = page.locator('details', { hasText: 'Consumers' });
    assert.equal(await consumers.getAttribute('open'), null);
    await page.route('**/api/system', async (route) => {
      const reply = await route.fetch();
      const now = (await reply.json()) as { requests: object };
      await route.fulfill({ json: { ...now, requests: { ...now.requests, errorRate: 0.5 } } });
    });
    await page.getByText('Needs attention').waitFor();
    await page.getByText('More than 1 % of requests fail').waitFor();
    assert.notEqual(await routes.getAttribute('open'), null);
    assert.equal(await consumers.getAttribute('open'), null);
  });

  it('finds the letter of the enrollment, and reads it where it is kept', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/messages?channel=email');
    await page.getByRole('link', { name: 'You are enrolled in a course' }).first().click();
    await page
      .getByRole('status')
      .getByText(/No mail server is set up/)
      .waitFor();
    await window.go('/messages/mailbox?to=learner@demo.kernos');
    await page.getByRole('button', { name: /You are enrolled: Welcome to Kernos/ }).click();
    await page.getByText(/you are enrolled in Welcome to Kernos/).waitFor();
    assert.deepEqual(window.complaints(), []);
  });

  it('as anybody, chooses what to hear of; it is kept', async () => {
    await using window = await stage.signedIn('learner', phone);
    const { page } = window;
    await window.go('/profile/notifications');
    await page.getByLabel('You are enrolled in a course: Email').click();
    await page.getByLabel('Quiet hours').click();
    await page.getByLabel('From', { exact: true }).fill('21:30');
    const saved = page.waitForResponse((reply) => reply.request().postData()?.includes('weekly') ?? false);
    await page.getByLabel('Email frequency: New version of a course you take').selectOption('weekly');
    await saved;
    // It has no frame, and shows all the same that it has the focus.
    const frequency = page.getByLabel('Email frequency: New version of a course you take');
    await page.keyboard.press('Shift');
    await frequency.focus();
    assert.equal(await frequency.evaluate((select) => getComputedStyle(select).outlineStyle), 'solid');
    await page.reload();
    assert.equal(await page.getByLabel('You are enrolled in a course: Email').isChecked(), false);
    assert.equal(await page.getByLabel('You are enrolled in a course: Push').isChecked(), true);
    assert.equal(await page.getByLabel('From', { exact: true }).inputValue(), '21:30');
    assert.equal(
      await page.getByLabel('Email frequency: New version of a course you take').inputValue(),
      'weekly',
    );
    assert.deepEqual(window.complaints(), []);
  });
});

/** The row that Enter takes is another to look at, in each theme. */
async function looksSelected(page: Page): Promise<void> {
  await page.getByRole('option').nth(1).waitFor();
  await page.mouse.move(0, 0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const [selected, other] = await Promise.all(
      ['true', 'false'].map((is) =>
        page
          .locator(`[role=option][aria-selected=${is}]`)
          .first()
          .evaluate((row) => getComputedStyle(row).backgroundColor),
      ),
    );
    assert.notEqual(selected, 'rgba(0, 0, 0, 0)');
    assert.notEqual(selected, other);
  }
}

/** The number of enrollments that the page shows. */
async function headline({ page }: Window): Promise<string> {
  if (await page.getByText('No activity in the last 30 days').isVisible()) return 'nothing yet';
  return (await page.locator('dl > div').first().locator('dd').first().textContent()) ?? '';
}

interface Tool {
  readonly server: Server;
  readonly url: string;
  readonly got: { signature: string | undefined }[];
}

/** A tool of the organization's own, which takes what it is told. */
async function listening(status = 204): Promise<Tool> {
  const got: Tool['got'] = [];
  const server = createServer((request, reply) => {
    const signature = request.headers['webhook-signature'];
    got.push({ signature: Array.isArray(signature) ? signature[0] : signature });
    request.resume().on('end', () => reply.writeHead(status).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`, got };
}
