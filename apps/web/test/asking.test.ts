/** Asking: quotations with citations that lead to their passages, conversations, and documents that are found. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
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

  it('explains a piece of a lesson beside it', async () => {
    await using window = await stage.signedIn('learner');
    const { page } = window;
    const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
    const course = await window.api<{ id: string; modules: { lessons: { id: string }[] }[] }>(
      `/courses/${items[0]?.id}`,
    );
    const lessonId = course.modules[0]?.lessons[1]?.id ?? assert.fail('the demo has too few lessons');
    await window.go(`/courses/${course.id}/lessons/${lessonId}`);
    await page.getByText('A course may have a limited number of seats').selectText();
    await page.getByRole('button', { name: 'Explain this' }).click();
    const panel = page.getByRole('complementary', { name: 'Ask' });
    await panel.getByText('Quoted word for word').waitFor();
    assert.deepEqual(await window.barriers(), []);
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
    await row.getByText('Can be found').first().waitFor();
    const search = page.getByRole('searchbox', { name: 'What would a learner ask?' });
    await search.fill('bisque firing stoneware');
    const found = page.getByRole('list', { name: 'Try the search' });
    await found.getByText('1000 degrees').waitFor();
    await found.getByRole('link').first().click();
    await page.locator('mark', { hasText: 'bisque' }).waitFor();
    await page.goBack();
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
    await page.getByText('The passage of the answer is marked.').waitFor();
    const marked = () =>
      page.evaluate(() =>
        [...(CSS.highlights.get('kernos-quote') ?? CSS.highlights.get('kernos-passage') ?? [])]
          .map(String)
          .join(' '),
      );
    await stable(async () => (await marked()).includes('seat'), 'the passage is marked');
    await window.go(new URL(conversation).pathname);
    if (look === phone) await page.getByRole('button', { name: 'Conversations' }).click();
    await page
      .getByRole('button', { name: `More for ${QUESTION}` })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete conversation' }).click();
    await page.getByText('The conversation is deleted.').waitFor();
    await window.go(new URL(conversation).pathname);
    await page.getByRole('heading', { name: 'This conversation is not here' }).last().waitFor();
  }
});
