/** A learner's way: sign up, find the course, read all of it, get the certificate; on a desktop and on a phone. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { desktop, type Look, noBrowser, phone, Stage, stable, type Window } from './browser.fixture.ts';

describe('a learner', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.[Symbol.asyncDispose]());

  for (const look of [desktop, phone]) {
    it(`signs up, enrolls, reads to the end and gets a certificate, ${look.width} wide`, () => learn(look));
  }

  it('shows a lesson whatever stands behind the # of its address', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { courseId, lessonId } = await lessonOf(window);
    await window.go(`/courses/${courseId}/lessons/${lessonId}#50%`);
    await window.page.locator('article h1').waitFor();
    assert.equal(await window.page.getByText('This page could not be displayed').count(), 0);
    assert.deepEqual(window.complaints(), []);
  });

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

  it('writes a note by keyboard from its first letter on, and knows where the focus is', async () => {
    await using window = await stage.signedIn('learner');
    const { page } = window;
    const { courseId, lessonIds } = await enrolled(window);
    await window.go(`/courses/${courseId}/lessons/${lessonIds[1]}`);
    const address = page.url();
    // Each of these letters is a key of the reader.
    await page.keyboard.press('n');
    await page.keyboard.type('nick can jack a keen cat?');
    const note = page.getByRole('textbox', { name: 'Your notes on this lesson' });
    await note.and(page.locator(':focus')).waitFor();
    assert.equal(await note.inputValue(), 'nick can jack a keen cat?');
    await page.getByRole('button', { name: /^Complete/ }).waitFor();
    // The text has the focus again, and the notes are still open.
    await page.locator('main h1').click();
    await page.keyboard.type('cjka');
    assert.ok(page.url().startsWith(address), 'the lesson is still the one it was');
    await note.focus();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Notes' }).and(page.locator(':focus')).waitFor();
    await stable(
      async () => (await noteOf(window, lessonIds[1])) === 'nick can jack a keen cat?',
      'it is kept',
    );
    await window.follow(`/courses/${courseId}/lessons/${lessonIds[2]}`);
    await page.getByRole('button', { name: 'Notes' }).press('Enter');
    await page.keyboard.type('**Bold** and `code`');
    await page.getByText('Saved', { exact: true }).waitFor();

    // What is completed or deleted gives its focus to what comes next.
    await window.follow(`/courses/${courseId}/lessons/${lessonIds[0]}`);
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await window.follow(`/courses/${courseId}/lessons/${lessonIds[0]}`);
    await page.getByRole('button', { name: 'Mark as incomplete' }).press('Enter');
    await page
      .getByRole('button', { name: /^Complete/ })
      .and(page.locator(':focus'))
      .waitFor();
    await window.follow('/notes');
    await page.locator('strong', { hasText: 'Bold' }).waitFor();
    await page.locator('code', { hasText: 'code' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).first().press('Enter');
    await page.getByRole('main').getByRole('link').and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'Delete' }).press('Enter');
    await page.getByText('No notes yet').waitFor();
    await page.getByRole('main').getByRole('link').and(page.locator(':focus')).waitFor();
    assert.deepEqual(window.complaints(), []);
  });

  it('is left somewhere by Enter on Complete, also at the last lesson, and by letters only on the page', async () => {
    await using window = await stage.window(desktop);
    const { page } = window;
    await signUp(window, 'Kim Keys');
    const { courseId, lessonIds } = await enrolled(window);
    await window.go(`/courses/${courseId}/lessons/${lessonIds[0]}`);
    const address = page.url();
    // A menu or a dialog is open: these letters are keys of the reader.
    await page.getByRole('button', { name: 'Your account' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await page.keyboard.type('jnca');
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor({ state: 'detached' });
    await page.locator('main h1').click();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('jnca');
    assert.equal(await page.getByRole('dialog').count(), 1);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(page.url(), address);
    assert.equal((await window.api<{ completed: number }>(`/courses/${courseId}/progress`)).completed, 0);
    const focused = () => page.evaluate(() => document.activeElement !== document.body);
    for (const lessonId of lessonIds) {
      await page.waitForURL(`**/lessons/${lessonId}`);
      const complete = page.getByRole('button', { name: /^Complete/ });
      const title = await page.locator('main h1').innerText();
      await complete.press('Enter');
      const isLast = lessonId === lessonIds.at(-1);
      if (isLast) await page.getByText('You completed the course').waitFor();
      else await page.locator('main h1', { hasNotText: title }).waitFor();
      await stable(focused, `something has the focus after "${title}"`);
    }
    await page
      .getByRole('link', { name: /certificate/ })
      .and(page.locator(':focus'))
      .waitFor();
  });

  it('sees at home the next step, and what else there is, each with its cover', async () => {
    await using window = await stage.window(desktop);
    const { page } = window;
    await signUp(window, 'Hana Home');
    const step = page.getByRole('region', { name: 'Your next step' });
    await step.getByRole('link', { name: 'Open course' }).waitFor();
    const { courseId, lessonIds } = await enrolled(window);
    await using teacher = await stage.signedIn('instructor');
    const made = await teacher.api<{ id: string }>('/courses', { title: 'Pots for beginners' });
    const module = await teacher.api<{ id: string }>(`/courses/${made.id}/modules`, { title: 'Clay' });
    await teacher.api(`/modules/${module.id}/lessons`, { title: 'Earth', markdown: 'Clay is earth.' });
    await teacher.api(`/courses/${made.id}/publish`, {});
    await window.api(`/lessons/${lessonIds[0]}/complete`, {});
    await window.go('/');
    await step.getByText(`1 of ${lessonIds.length} lessons`).waitFor();
    const offered = page
      .getByRole('region')
      .or(page.locator('section'))
      .filter({ has: page.getByRole('heading', { name: 'Recommended' }) });
    const other = offered.getByRole('link', { name: /Pots for beginners/ });
    await other.waitFor();
    const cover = (await other.locator('svg').boundingBox()) ?? assert.fail('it has no cover');
    assert.ok(cover.width > 80 && cover.height > 40, 'its cover can be seen');
    await step.getByRole('link', { name: /reading$/ }).press('Enter');
    await page.waitForURL(`**/courses/${courseId}/lessons/${lessonIds[1]}`);
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
    // The way into the course takes the place of what was pressed, and its focus.
    const start = page.getByRole('link', { name: /^(Start|Begin|Go on|Next)/ }).first();
    await start.and(page.locator(':focus')).waitFor();
    await start.click();
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
    await page.getByLabel('Email address').fill(`${name.toLowerCase().replace(' ', '.')}@example.org`);
    await page.getByLabel('Password', { exact: true }).fill('a long enough secret to keep');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL(`${stage.url}/`);
    // A first visit asks for who is signed in before they sign up, and the console says so.
    window.complaints();
  }
});

/** Somebody in the first course there is. */
async function enrolled(window: Window): Promise<{ courseId: string; lessonIds: string[] }> {
  const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
  const courseId = items[0]?.id ?? assert.fail('the demo has no course');
  await window.api(`/courses/${courseId}/enroll`, {});
  const { lessonIds } = await window.api<{ lessonIds: string[] }>(`/courses/${courseId}/published`);
  return { courseId, lessonIds };
}

const noteOf = async (window: Window, lessonId: string | undefined): Promise<string> =>
  (await window.api<{ text: string }>(`/lessons/${lessonId}/note`)).text;

async function lessonOf(window: Window): Promise<{ courseId: string; lessonId: string }> {
  const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
  const course = await window.api<{ id: string; modules: { lessons: { id: string }[] }[] }>(
    `/courses/${items[0]?.id}`,
  );
  const lessonId = course.modules[0]?.lessons[0]?.id ?? assert.fail('the course has no lesson');
  return { courseId: course.id, lessonId };
}
