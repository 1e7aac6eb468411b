/** An administrator sees what the assistant costs, writes and compares instructions; anybody makes a key that works. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type ModelRequest,
  quoteFirstPassage,
  startModelServer,
} from '@kernos/services/platform/assistant/model-server.fixture';
import { noBrowser, phone, Stage } from './browser.fixture.ts';

const QUESTION = 'How do I take a seat in a course?';
describe('administering the assistant', { skip: noBrowser }, () => {
  let model: Awaited<ReturnType<typeof startModelServer>>;
  let stage: Stage;
  before(async () => {
    model = await startModelServer();
    model.otherwise = (request: ModelRequest) =>
      request.messages[0]?.content.endsWith('Invent something.')
        ? { say: ['Druids brewed beer for centuries under bright moons [1].'] }
        : quoteFirstPassage(request);
    stage = await Stage.open({
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'small',
      OPENAI_PRICES: 'small=150/600',
    });
  });
  after(async () => {
    await stage?.[Symbol.asyncDispose]();
    await model?.[Symbol.asyncDispose]();
  });

  it('shows what was used, and keeps a budget that can be taken back', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/assistant');
    await page.getByText('small writes the answers').waitFor();
    await page.getByText(/^No model was used in/).waitFor();
    await window.api('/ai/ask', { question: QUESTION });
    await window.go('/assistant');
    await page.getByRole('table', { name: 'By model' }).getByText('100', { exact: true }).waitFor();
    const tokens = page.getByRole('textbox', { name: 'Tokens per month' });
    await tokens.fill('many');
    await page.getByRole('button', { name: 'Save budget' }).click();
    await page.getByText('A whole number, such as 2000000, or nothing').waitFor();
    await tokens.fill('1');
    await page.getByRole('button', { name: 'Save budget' }).click();
    await page.getByText('The budget is used up: answers are quotations').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('small writes the answers').waitFor();
    assert.equal(await tokens.inputValue(), '');
    assert.deepEqual(window.complaints(), []);
  });

  it('tries and measures instructions before they answer, and takes them back', async () => {
    await using window = await stage.signedIn('admin');
    const { page } = window;
    await window.go('/assistant/instructions/explain');
    await page.getByRole('textbox', { name: 'Instructions for the model' }).fill('Invent something.');
    await page.getByRole('textbox', { name: 'What changed' }).fill('Bolder');
    await page.getByRole('textbox', { name: 'Question' }).fill(QUESTION);
    await page.getByRole('button', { name: 'Answer with both' }).click();
    const draft = page.getByRole('article', { name: 'Your text' });
    await draft.getByText('not in the sources').waitFor();
    await page
      .getByRole('article', { name: 'Kernos default' })
      .getByText('1 of 1 sentence supported')
      .waitFor();
    await page.getByRole('button', { name: 'Save as version 1' }).click();
    await page.getByRole('link', { name: 'Compare with the active version' }).click();
    await page.getByRole('textbox', { name: 'Questions' }).fill(QUESTION);
    await page.getByRole('button', { name: 'Run evaluation' }).click();
    await page
      .getByRole('heading', { name: /Kernos default is better supported by sources: 100% against 0%/ })
      .waitFor();
    assert.deepEqual(await window.barriers(), []);
    await page.getByRole('button', { name: 'Activate' }).click();
    await page.getByText('Version 1 is now active').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('article', { name: 'Kernos default' }).getByText('active').waitFor();
    assert.deepEqual(window.complaints(), []);
  });

  it('makes a key for other tools, on a phone, and revokes it', async () => {
    await using window = await stage.signedIn('learner', phone);
    const { page } = window;
    await window.go('/profile/api-keys');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Editor');
    await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your new key' });
    const apiKey = (await dialog.locator('code').first().innerText()).trim();
    assert.match(await dialog.locator('pre').innerText(), new RegExp(`Bearer ${apiKey}`));
    assert.deepEqual(await window.barriers(), []);
    await page.getByRole('button', { name: 'I’ve saved it' }).click();
    const ask = () =>
      fetch(`${stage.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'kernos', messages: [{ role: 'user', content: QUESTION }] }),
      });
    assert.match(await (await ask()).text(), /"content":"[^"]+\[1\]/);
    await page.reload();
    await page.getByText('last used').waitFor();
    assert.equal(await page.getByText(apiKey).count(), 0);
    await page.getByRole('button', { name: 'Revoke Editor' }).click();
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await page.getByText('No keys yet').waitFor();
    assert.equal((await ask()).status, 401);
    assert.deepEqual(window.complaints(), []);
  });
});
