/** A learner's way: sign up, find the course, read all of it, get the certificate; on a desktop and on a phone. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { desktop, type Look, noBrowser, phone, Stage } from './browser.fixture.ts';

describe('a learner', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.[Symbol.asyncDispose]());

  for (const look of [desktop, phone]) {
    it(`signs up, enrolls, reads to the end and gets a certificate, ${look.width} wide`, () => learn(look));
  }

  it('reads on where the page was left, and gets the inbox of the enrollment without reloading', async () => {
    await using window = await stage.window(desktop);
    const { page } = window;
    await signUp(window, 'Rosa Reader');
    await page.getByRole('link', { name: 'Inbox' }).waitFor();
    await window.go('/catalog');
    await window.live();
    await page
      .getByRole('link', { name: /Welcome to Kernos/ })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^Enroll/ })
      .first()
      .click();
    // The welcome, and the seat: the badge of the rail is told over the live connection.
    await page.locator('nav').getByTitle('2 unread messages').waitFor();
  });

  async function learn(look: Look): Promise<void> {
    await using window = await stage.window(look);
    const { page } = window;
    await signUp(window, `Lina ${look.width}`);
    await window.go('/catalog');
    await page
      .getByRole('link', { name: /Welcome to Kernos/ })
      .first()
      .click();
    await page
      .getByRole('button', { name: /^Enroll/ })
      .first()
      .click();
    await page
      .getByRole('link', { name: /^(Start|Begin|Go on|Next)/ })
      .first()
      .click();
    for (;;) {
      const complete = page.getByRole('button', { name: /^Complete/ });
      await complete.waitFor();
      const lesson = await page.locator('main h1').first().textContent();
      await complete.click();
      // The address is there before the page is: what counts is that another lesson can be read, or that it was the last.
      const finished = await page.waitForFunction((before) => {
        const completed = document.querySelector('main')?.textContent?.includes('You completed the course');
        const heading = document.querySelector('main h1')?.textContent;
        return completed ? 'yes' : heading && heading !== before ? 'no' : undefined;
      }, lesson);
      if ((await finished.jsonValue()) === 'yes') break;
    }
    await window.picture(`learning completed`);
    await window.go('/certificates');
    const link = page.getByRole('link', { name: /Save|Download|PDF/ }).first();
    const href = await link.getAttribute('href');
    assert.ok(href, 'the certificate can be saved');
    const { type, bytes } = await page.evaluate(async (address) => {
      const reply = await fetch(address, { headers: { 'x-kernos-csrf': '1' } });
      return { type: reply.headers.get('content-type'), bytes: (await reply.arrayBuffer()).byteLength };
    }, href);
    assert.equal(type, 'application/pdf');
    assert.ok(bytes > 1_000);
    assert.deepEqual(window.complaints(), []);
  }

  async function signUp(window: Awaited<ReturnType<Stage['window']>>, name: string): Promise<void> {
    const { page } = window;
    await window.go('/sign-up');
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('E-mail address').fill(`${name.toLowerCase().replace(' ', '.')}@example.org`);
    await page.getByLabel('Password', { exact: true }).fill('a long enough secret to keep');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL(`${stage.url}/`);
    // A first visit asks for who is signed in before they sign up, and the console says so.
    window.complaints();
  }
});
