/** Nothing that somebody typed is lost unasked, and nothing of it stays behind when they sign out. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { desktop, noBrowser, Stage, type Window } from './browser.fixture.ts';

describe('what somebody typed', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.[Symbol.asyncDispose]());

  it('is saved when they sign out in the middle of a word', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { lessonId } = await takeNotes(window);
    await window.page.getByRole('textbox', { name: 'Your note' }).fill('Half a word that I wro');
    await signOut(window);
    await window.page.waitForURL(`${stage.url}/sign-in`);
    await using again = await stage.signedIn('learner', desktop);
    const note = await again.api<{ text: string }>(`/lessons/${lessonId}/note`);
    assert.equal(note.text, 'Half a word that I wro');
  });

  it('is lost only where they said so, and then altogether', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    await takeNotes(window);
    await page.route('**/api/lessons/*/note', (route) =>
      route.request().method() === 'GET' ? route.continue() : route.abort(),
    );
    const note = page.getByRole('textbox', { name: 'Your note' });
    await note.fill('Nobody else may read this');
    await signOut(window);
    const dialog = page.getByRole('dialog', { name: 'Sign out without saving?' });
    await dialog.getByRole('button', { name: 'Stay' }).click();
    assert.equal(await note.inputValue(), 'Nobody else may read this');
    await signOut(window);
    await dialog.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${stage.url}/sign-in`);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    assert.doesNotMatch(kept, /Nobody else/);
  });

  it('is asked about when they go to another page, and kept where they stay', async () => {
    await using window = await stage.signedIn('admin', desktop);
    const { page } = window;
    await window.go('/assistant/instructions/explain');
    const text = page.getByRole('textbox', { name: 'Instructions for the model' });
    await text.fill('Explain it kindly.');
    const home = page.getByRole('navigation').getByRole('link', { name: 'Home' });
    await home.click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Stay' }).click();
    assert.equal(await text.inputValue(), 'Explain it kindly.');
    const asked = page.waitForEvent('dialog');
    void page.reload().catch(() => undefined);
    const question = await asked;
    assert.equal(question.type(), 'beforeunload');
    await question.dismiss();
    await home.click();
    await dialog.getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL(`${stage.url}/`);
  });
});

/** Opens the notes of the first lesson of the demo's course, with a seat in it. */
async function takeNotes(window: Window): Promise<{ lessonId: string }> {
  const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
  const course = await window.api<{ id: string; modules: { lessons: { id: string }[] }[] }>(
    `/courses/${items[0]?.id}`,
  );
  await window.api(`/courses/${course.id}/enroll`, {}).catch(() => 'enrolled already');
  const lessonId = course.modules[0]?.lessons[0]?.id ?? assert.fail('the course has no lesson');
  await window.go(`/courses/${course.id}/lessons/${lessonId}?side=notes`);
  return { lessonId };
}

async function signOut({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}
