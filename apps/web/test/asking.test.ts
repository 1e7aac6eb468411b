/** Asking: quotations with citations that lead to their passages, conversations, and documents that are found. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { desktop, type Look, noBrowser, phone, Stage, stable } from './browser.fixture.ts';

const QUESTION = 'How do I take a seat in a course?';
describe('asking', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.[Symbol.asyncDispose]());

  for (const look of [desktop, phone]) {
    it(`quotes the course, and leads to the passage, ${look.width} wide`, async () => askAndFollow(look));
  }

  it('leaves the focus where a question is written when the first one is answered', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    await window.go('/ask');
    const field = page.getByRole('textbox', { name: 'Your question' });
    await field.fill('How do I take a seat in a course?');
    await page.keyboard.press('Enter');
    await page.keyboard.type('And how ');
    await page.waitForURL(/\/ask\/[0-9a-f-]{36}$/);
    await page.keyboard.type('do I leave?');
    await page.getByText('Quoted word for word').first().waitFor();
    assert.equal(await field.inputValue(), 'And how do I leave?');
    await page.getByRole('link', { name: 'New question' }).first().click();
    await page.waitForURL(`${stage.url}/ask`);
    // The address is there before the page is.
    await stable(
      async () => (await field.inputValue()) === '',
      'another conversation begins with an empty field',
    );
  });

  it('explains a piece of a lesson beside it', async () => {
    await using window = await stage.signedIn('learner');
    const { page } = window;
    const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
    const course = await window.api<{ id: string; modules: { lessons: { id: string }[] }[] }>(
      `/courses/${items[0]?.id}`,
    );
    const lessonId = course.modules[0]?.lessons[1]?.id ?? assert.fail('the demo has too few lessons');
    await window.go(`/courses/${course.id}/lessons/${lessonId}`);
    const piece = page.getByRole('article').first().locator('p', { hasText: 'A course may have a limited' });
    await piece.selectText();
    await page.getByRole('button', { name: 'Explain this' }).click();
    const panel = page.getByRole('complementary', { name: 'Ask' });
    await panel.getByText('Quoted word for word').waitFor();
    await panel.getByRole('blockquote', { name: 'About this passage' }).waitFor();
    assert.deepEqual(await window.barriers(), []);

    // What is selected while one writes stands beside the question, and goes along with it.
    await piece.selectText();
    const chosen = panel.getByRole('figure', { name: 'Selected text' });
    await chosen.getByText('A course may have a limited').waitFor();
    const field = panel.getByRole('textbox', { name: 'Your question' });
    await field.fill('How many are there?');
    const [sent] = await Promise.all([
      page.waitForRequest((request) => request.url().endsWith('/api/ai/ask')),
      page.keyboard.press('Enter'),
    ]);
    assert.match(sent.postDataJSON().selection, /^A course may have a limited number of seats/);
    await chosen.waitFor({ state: 'detached' });
    const answers = panel.getByRole('article');
    await answers
      .nth(1)
      .getByText('Quoted word for word')
      .or(answers.nth(1).getByText('I found nothing'))
      .waitFor();

    // The conversation goes along to the next lesson, and is there again after the page was loaded anew elsewhere.
    await page.getByRole('link', { name: /^Next/ }).click();
    await page.getByRole('heading', { level: 1, name: /Reading/ }).waitFor();
    assert.equal(await answers.count(), 2, 'the conversation stays');
    await page.reload();
    await answers.nth(1).waitFor();
    assert.deepEqual(window.complaints(), []);
  });

  it('folds the answers of a quiz until they are opened, and leaves its letters to whoever writes', async () => {
    await using window = await stage.signedIn('learner');
    const { page } = window;
    const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
    const { lessonIds } = await window.api<{ lessonIds: string[] }>(`/courses/${items[0]?.id}/published`);
    await window.go(`/courses/${items[0]?.id}/lessons/${lessonIds[1]}`);
    await page.keyboard.press('a');
    const panel = page.getByRole('complementary', { name: 'Ask' });
    await panel.getByRole('button', { name: 'Quiz me on this lesson' }).press('Enter');
    const opener = panel.getByText('Show answers');
    await opener.waitFor();
    const answers = panel.locator('details li');
    assert.ok((await answers.count()) > 0, 'there are answers');
    assert.equal(await answers.first().isVisible(), false);
    await opener.press('Enter');
    await answers.first().waitFor();
    // While it is open, no letter is a key of the reader, wherever the focus is.
    const address = page.url();
    await page.locator('main h1').click();
    for (const key of ['j', 'n', 'c', '?']) await page.keyboard.press(key);
    await window.rest();
    assert.equal(page.url(), address);
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.deepEqual(window.complaints(), []);
  });

  it('goes on where the connection broke', async () => {
    await using window = await stage.signedIn('learner');
    const { page } = window;
    // The page's own request, cut after its first events as a connection that breaks leaves it.
    await page.addInitScript(() => {
      const real = globalThis.fetch;
      const asked = { times: 0 };
      Object.assign(globalThis, { asked });
      globalThis.fetch = async (...call) => {
        const reply = await real(...call);
        if (!String(call[0]).endsWith('/api/ai/ask')) return reply;
        asked.times += 1;
        if (asked.times > 1) return reply;
        const first = (await reply.text()).split('\n\n', 3).map((event) => `${event}\n\n`);
        const body = new ReadableStream({
          start: (stream) => stream.enqueue(new TextEncoder().encode(first.join(''))),
          pull: (stream) => stream.error(new TypeError('network error')),
        });
        return new Response(body, { headers: reply.headers });
      };
    });
    await window.go('/ask');
    await page.getByRole('textbox', { name: 'Your question' }).fill(QUESTION);
    await page.keyboard.press('Enter');
    await page.getByText('Quoted word for word').waitFor();
    const { times } = await page.evaluate(
      () => (globalThis as unknown as { asked: { times: number } }).asked,
    );
    assert.ok(times === 1 || times === 2, 'taken up again by the answer, or by the key of the question');
    assert.equal(await page.getByRole('article').count(), 1, 'it was answered once');
    const text = await page.getByRole('article').innerText();
    assert.equal(text.split('These are quotations').length, 2, 'nothing is missing and nothing came twice');
  });

  it('can be asked about what an instructor adds, until it is deleted', async () => {
    await using window = await stage.signedIn('instructor');
    const { page } = window;
    await window.go('/documents');
    await page.locator('input[type=file]').setInputFiles({
      name: 'kiln.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from(
        '# Firing the kiln\n\nThe bisque firing of stoneware ends at 1000 degrees Celsius.\n',
      ),
    });
    const row = page
      .getByRole('listitem')
      .filter({ hasText: 'Firing the kiln' })
      .or(page.getByRole('listitem').filter({ hasText: 'kiln' }));
    await row.getByText('Ready').first().waitFor();
    const search = page.getByRole('searchbox', { name: 'A learner’s question' });
    await search.fill('bisque firing stoneware');
    const found = page.getByRole('list', { name: 'Try the search' });
    await found.getByText('1000 degrees').waitFor();
    await found.getByRole('link').first().click();
    await page.locator('mark', { hasText: 'bisque' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: /^Edit: / }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Visible to').selectOption('instructors');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row.getByText('Instructors only').first().waitFor();
    await page.getByRole('button', { name: /^Delete: / }).click();
    await page.getByRole('button', { name: 'Delete document' }).click();
    await page.getByText('No documents yet').waitFor();
    const [asked] = await Promise.all([
      page.waitForResponse((reply) => reply.url().includes('/knowledge/search')),
      search.fill('the bisque firing of stoneware'),
    ]);
    assert.doesNotMatch(await asked.text(), /1000 degrees/, 'what is deleted is not found any more');
    await found.getByText('1000 degrees').waitFor({ state: 'detached' });
    assert.deepEqual(window.complaints(), []);
  });

  it('lets whoever opens it by a key write at once, also where a finger would not', async () => {
    await using window = await stage.signedIn('learner', phone, 'fr-FR');
    const { page } = window;
    const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
    const course = await window.api<{ id: string; modules: { lessons: { id: string }[] }[] }>(
      `/courses/${items[0]?.id}`,
    );
    await window.go(`/courses/${course.id}/lessons/${course.modules[0]?.lessons[0]?.id}`);
    const sheet = page.getByRole('complementary', { name: 'Questions' });
    const field = sheet.getByRole('textbox', { name: 'Votre question' });
    const opener = page.getByRole('button', { name: 'Questions', exact: true });
    const hasFocus = (what: Locator) => what.evaluate((one) => one === document.activeElement);
    for (const key of ['a', 'Enter']) {
      if (key === 'Enter') await opener.focus();
      await page.keyboard.press(key);
      await field.waitFor();
      await stable(() => hasFocus(field), `${key} opens it to write in`);
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      assert.ok(await hasFocus(opener));
    }
    await opener.tap();
    await field.waitFor();
    assert.ok(!(await hasFocus(field)), 'the keys of the screen would cover what was asked before');
  });

  it('leads to the passage in another lesson, beside which the conversation stays, on a phone', async () => {
    await using window = await stage.signedIn('learner', phone);
    const { page } = window;
    const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
    const course = await window.api<{ id: string; modules: { lessons: { id: string }[] }[] }>(
      `/courses/${items[0]?.id}`,
    );
    await window.go(`/courses/${course.id}/lessons/${course.modules[0]?.lessons[0]?.id}`);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    const sheet = page.getByRole('complementary', { name: 'Ask' });
    await sheet.getByRole('textbox', { name: 'Your question' }).fill(QUESTION);
    await page.keyboard.press('Enter');
    await sheet.getByText('Quoted word for word').waitFor();
    await window.picture('asking beside a lesson');
    await sheet
      .getByRole('link', { name: /source: Finding a course/ })
      .first()
      .click();
    await page.getByText('The cited passage is highlighted.').waitFor();
    assert.ok(await markedInSight(page), 'the passage has its colour, and nothing stands over it');
    await window.picture('citation followed');
    await sheet.getByRole('button', { name: 'Expand' }).click();
    await sheet.getByRole('article', { name: QUESTION }).waitFor();
  });

  async function askAndFollow(look: Look): Promise<void> {
    await using window = await stage.signedIn('learner', look);
    const { page } = window;
    await window.go('/ask');
    await page.getByRole('textbox', { name: 'Your question' }).fill(QUESTION);
    await page.keyboard.press('Enter');
    const answer = page.getByRole('article', { name: QUESTION });
    await answer.getByText('Quoted word for word').waitFor();
    assert.ok((await answer.getByRole('figure').count()) > 0, 'quotations say that they are');
    assert.match(page.url(), /\/ask\/[0-9a-f-]{36}$/);
    const conversation = page.url();
    await answer
      .getByRole('link', { name: /source: Finding a course/ })
      .first()
      .click();
    await page.getByText('The cited passage is highlighted.').waitFor();
    const marked = () =>
      page.evaluate(() =>
        [...(CSS.highlights.get('kernos-quote') ?? CSS.highlights.get('kernos-passage') ?? [])]
          .map(String)
          .join(' '),
      );
    await stable(async () => (await marked()).includes('seat'), 'the passage is marked');
    assert.ok(await markedInSight(page), 'it has its colour, and nothing stands over it');
    await window.go(new URL(conversation).pathname);
    if (look === phone) await page.getByRole('button', { name: 'Conversations' }).click();
    await page
      .getByRole('button', { name: `More for ${QUESTION}` })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete conversation' }).click();
    await page.getByText('Conversation deleted').waitFor();
    await window.go(new URL(conversation).pathname);
    await page.getByRole('heading', { name: 'Conversation not found' }).last().waitFor();
  }
});

/** Whether what a citation led to has a colour of its own, a line beside it, and stands in sight with its first word. */
const markedInSight = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const [range] = [...(CSS.highlights.get('kernos-quote') ?? CSS.highlights.get('kernos-passage') ?? [])];
    const line = document.querySelector('.kernos-gutter');
    const text = document.querySelector('article [data-prose]');
    if (!(range instanceof Range) || !line || !text) return false;
    const [first] = range.getClientRects();
    if (!first) return false;
    const { backgroundColor } = getComputedStyle(text, '::highlight(kernos-quote)');
    const [x, y] = [first.left + 4, first.top + first.height / 2];
    const isBeside = Math.abs(line.getBoundingClientRect().top - range.getBoundingClientRect().top) < 3;
    return (
      backgroundColor !== 'rgba(0, 0, 0, 0)' && isBeside && text.contains(document.elementFromPoint(x, y))
    );
  });
