/** An instructor's way: bring a course, write it, publish it, and see who comes; what was written is never lost. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { zipOf } from '@kernos/services/learning/courses/content/archive.fixture';
import type { Page } from 'playwright-core';
import { desktop, noBrowser, phone, Stage, stable, type Window } from './browser.fixture.ts';

describe('an instructor', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.[Symbol.asyncDispose]());

  it('drops a zip, publishes it and sees a learner come, without reloading', async () => {
    await using window = await stage.signedIn('instructor');
    const { page } = window;
    await window.go('/studio/import');
    await page.getByLabel('Title').fill('Pottery');
    await drop(page, 'Drop a zip or a folder here', 'pottery.zip', zipOf(pottery));
    await page.getByRole('heading', { name: 'Pottery imported' }).waitFor();
    await page.getByText('1 thing to check').waitFor();
    await page.getByRole('cell', { name: 'kiln.exe' }).waitFor();
    await page.getByRole('link', { name: 'Open the draft' }).click();
    await page.getByRole('link', { name: 'Clay', exact: true }).waitFor();
    const courseId = page.url().split('/').at(-1) ?? '';

    await page.getByRole('button', { name: 'Publish course' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish course' }).click();
    await page.getByRole('heading', { name: 'Pottery is published' }).waitFor();
    assert.ok(
      (await page.getByRole('listitem').filter({ hasText: 'Done' }).count()) > 2,
      'each step is shown',
    );
    await page.getByRole('link', { name: 'Back to the draft' }).click();
    await page.getByRole('link', { name: 'Learners', exact: true }).click();
    await page.getByText('No learners yet').waitFor();

    await using figures = await stage.signedIn('instructor');
    await figures.go(`/studio/${courseId}/analytics`);
    await figures.page.getByText('0 learners enrolled').waitFor();
    await Promise.all([window.live(), figures.live()]);

    await using learner = await stage.signedIn('learner');
    await learner.api(`/courses/${courseId}/enroll`, {});
    await page.getByRole('cell', { name: 'Lea Learner', exact: true }).waitFor();
    await figures.page.getByText('1 learner enrolled').waitFor();
    assert.deepEqual(window.complaints(), []);
    assert.deepEqual(figures.complaints(), []);

    // What was published is the draft as long as nothing changes; what changes is named before it is published.
    await window.follow(`/studio/${courseId}`);
    assert.ok(await page.getByRole('button', { name: 'No changes to publish' }).isDisabled());
    await page.getByLabel('Title of a new lesson in Beginning').fill('Kiln');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Publish 1 change' }).waitFor();
    await page.getByRole('link', { name: 'Clay', exact: true }).click();
    await write(page, 'Clay is [earth](lesson:mud).');
    await page.getByText('Saved', { exact: true }).waitFor();
    await window.follow(`/studio/${courseId}`);
    await page.getByRole('button', { name: 'Publish 2 changes' }).click();
    const dialog = page.getByRole('dialog');
    const lines = await dialog.getByRole('listitem').allTextContents();
    assert.deepEqual(lines, [
      'Edited Clay',
      'Added Kiln',
      'Pottery: no text yet',
      'Kiln: no text yet',
      'Clay: the link “lesson:mud” leads nowhere',
    ]);
    await window.picture('studio before publishing');
    assert.deepEqual(await window.barriers(), []);
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    // The whole draft as learners will read it, from lesson to lesson; they still read what was published.
    await page.getByRole('link', { name: 'Preview' }).click();
    await page.getByRole('link', { name: /^Next/ }).click();
    await page.getByRole('article').getByText('Clay is earth.').waitFor();
    await page.getByRole('link', { name: /^Next/ }).click();
    await page.getByRole('article').getByText('It turns.').waitFor();
    await page.keyboard.press('j');
    await page.getByText('This lesson has no text yet.').waitFor();
    assert.match(page.url(), /\/preview\//);
    await window.picture('studio preview');
    assert.equal((await learner.api<{ lessons: number }>(`/courses/${courseId}`)).lessons, 3);
    assert.deepEqual(window.complaints(), []);

    // What is unpublished is gone at once, also where somebody is reading it.
    const { lessonIds } = await learner.api<{ lessonIds: string[] }>(`/courses/${courseId}/published`);
    const lessonPage = `/courses/${courseId}/lessons/${lessonIds[0]}`;
    await learner.go(lessonPage);
    await learner.live();
    await window.api(`/courses/${courseId}/unpublish`, {});
    await learner.page
      .getByRole('heading', { level: 1, name: 'This lesson is no longer available' })
      .waitFor();
    await learner.go(lessonPage);
    await learner.page.getByRole('heading', { level: 1, name: 'Course not found' }).waitFor();
  });

  it('puts an outline in order, by hand and by keys, and takes a removal back', async () => {
    await using window = await stage.signedIn('instructor');
    const { page } = window;
    const { courseId } = await newCourse(window, 'In order', {});
    await window.go(`/studio/${courseId}`);
    for (const module of ['First', 'Second']) {
      await page.getByLabel('Title of a new module').fill(module);
      await page.getByRole('button', { name: 'Add module' }).click();
      await page.getByRole('heading', { name: module, exact: true }).waitFor();
    }
    for (const lesson of ['One', 'Two', 'Three']) {
      await page.getByLabel('Title of a new lesson in First').fill(lesson);
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: lesson, exact: true }).waitFor();
    }
    const order = async (expected: string) => {
      await stable(async () => (await outlineOf(window, courseId)) === expected, expected);
      await stable(
        async () => (await shownOutline(page)) === expected.replace(/[|:]/g, '').replace(/ +/g, ' ').trim(),
        expected,
      );
    };
    await order('First: One Two Three | Second:');
    await page.getByRole('link', { name: 'Two', exact: true }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await order('First: Two One Three | Second:');
    await dragOnto(page, 'Two', page.getByLabel('Title of a new lesson in Second'));
    await order('First: One Three | Second: Two');
    await dragOnto(page, 'Second', page.getByRole('heading', { name: 'First' }));
    await order('Second: Two | First: One Three');

    await page.getByRole('button', { name: 'Actions for Three' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await order('Second: Two | First: One');
    await page.getByRole('button', { name: 'Undo' }).click();
    await order('Second: Two | First: One Three');
    await page.getByRole('button', { name: 'First' }).first().click();
    await page.getByLabel('New title of First').fill('Last');
    await page.keyboard.press('Enter');
    await order('Second: Two | Last: One Three');
    assert.deepEqual(window.complaints(), []);
  });

  it('writes a lesson in two windows: the second is asked, and both changes stay', async () => {
    await using one = await stage.signedIn('instructor');
    await using two = await stage.signedIn('instructor');
    const { courseId, lessonId } = await newCourse(one, 'Two windows', { Shared: 'Top.\n\nMiddle.\n\nEnd.' });
    const address = `/studio/${courseId}/lessons/${lessonId}`;
    await one.go(address);
    await two.go(address);
    await write(one.page, 'Top, by one.\n\nMiddle.\n\nEnd.');
    await one.page.getByText('Saved', { exact: true }).waitFor();
    await write(two.page, 'Top.\n\nMiddle.\n\nEnd, by two.');
    await two.page.getByText('You also saved this lesson in another window').waitFor();
    await two.picture('studio conflict');
    assert.deepEqual(await two.barriers(), []);
    // A reload in the middle of it loses nothing: the choice is there again.
    await two.page.reload();
    await two.page.getByRole('button', { name: 'Merge both' }).click();
    await two.page.getByText('Saved', { exact: true }).waitFor();
    const text = 'Top, by one.\n\nMiddle.\n\nEnd, by two.';
    assert.equal(await markdownOf(two, lessonId), text);
    await two.page.getByRole('region', { name: 'As learners read it' }).getByText('End, by two.').waitFor();
  });

  it('keeps the page where the editor does not come, and shows it once it does', async () => {
    await using window = await stage.signedIn('instructor');
    const { page } = window;
    const { courseId, lessonId } = await newCourse(window, 'Slow editor', { Text: 'As it was.' });
    await window.go('/studio');
    await page.route(/\/assets\/markdown-editor[^/]*\.js$/, (route) => route.abort());
    await window.page.goto(`${stage.url}/studio/${courseId}/lessons/${lessonId}`);
    await page.getByText('Part of this page could not be loaded. Trying again…').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Catalog' }).isVisible(), true, 'the rail is there');
    await page.unrouteAll();
    await page.getByRole('textbox', { name: 'Text of the lesson' }).waitFor();
    await page.getByText('Trying again').waitFor({ state: 'detached' });
    await write(page, 'Written after all.');
    await page.getByText('Saved', { exact: true }).waitFor();
  });

  for (const look of [desktop, phone]) {
    it(`keeps what is written offline, and brings a version back, ${look.width} wide`, async () => {
      await using window = await stage.signedIn('instructor', look);
      const { page } = window;
      const { courseId, lessonId } = await newCourse(window, `Offline ${look.width}`, {
        Draft: 'As it began.',
      });
      await window.go(`/studio/${courseId}/lessons/${lessonId}`);
      await page.route('**/api/lessons/**', (route) => route.abort());
      await write(page, 'Written on a train.');
      await page.getByText('Offline: kept in this window').waitFor();
      await page.unroute('**/api/lessons/**');
      await page.reload();
      await page.getByText('Saved', { exact: true }).waitFor();
      assert.equal(await markdownOf(window, lessonId), 'Written on a train.');

      // Another person makes another version; one's own would go into the same one for five minutes.
      await using admin = await stage.signedIn('admin', look);
      await admin.go(`/studio/${courseId}/lessons/${lessonId}`);
      await write(admin.page, 'Written by somebody else.');
      await admin.page.getByText('Saved', { exact: true }).waitFor();
      await admin.page.getByRole('button', { name: 'Version history' }).click();
      const versions = admin.page.getByRole('region', { name: 'Version history' });
      await versions.getByText('Written by somebody else.').waitFor();
      await admin.picture('studio history');
      assert.deepEqual(await admin.barriers(), []);
      await versions.getByRole('listitem').getByRole('button').last().click();
      await admin.page.getByRole('button', { name: 'Restore this version' }).click();
      await admin.page.getByRole('button', { name: 'Undo' }).waitFor();
      assert.equal(await markdownOf(admin, lessonId), 'As it began.');
      await admin.page.getByRole('button', { name: 'Undo' }).click();
      await stable(async () => (await markdownOf(admin, lessonId)) === 'Written by somebody else.', 'undone');
    });
  }
});

const pottery = {
  'index.md': '# Pottery\n',
  '01-beginning/01-clay.md': '# Clay\n\nClay is **earth**.\n',
  '01-beginning/02-wheel.md': '# Wheel\n\nIt turns.\n',
  'kiln.exe': 'MZ',
};

async function newCourse(window: Window, title: string, lessons: Record<string, string>) {
  const { id: courseId } = await window.api<{ id: string }>('/courses', { title });
  let lessonId = '';
  if (Object.keys(lessons).length > 0) {
    const module = await window.api<{ id: string }>(`/courses/${courseId}/modules`, { title: 'Module' });
    for (const [name, markdown] of Object.entries(lessons))
      lessonId = (
        await window.api<{ id: string }>(`/modules/${module.id}/lessons`, { title: name, markdown })
      ).id;
  }
  return { courseId, lessonId };
}

const markdownOf = async (window: Window, lessonId: string): Promise<string> =>
  (await window.api<{ markdown: string }>(`/lessons/${lessonId}?draft=true`)).markdown;

async function outlineOf(window: Window, courseId: string): Promise<string> {
  const { modules } = await window.api<{ modules: { title: string; lessons: { title: string }[] }[] }>(
    `/courses/${courseId}`,
  );
  return modules
    .map(({ title, lessons }) => [`${title}:`, ...lessons.map((lesson) => lesson.title)].join(' '))
    .join(' | ');
}

const shownOutline = async (page: Page): Promise<string> =>
  (await page.locator('main li[data-kind=module] h2, main li[data-kind=lesson] a').allTextContents()).join(
    ' ',
  );

async function write(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Text of the lesson' });
  await field.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** Drags a row by its handle to below the middle of something. */
async function dragOnto(page: Page, title: string, target: ReturnType<Page['getByRole']>): Promise<void> {
  const row = page
    .locator('main li')
    .filter({ has: page.getByRole('button', { name: `Actions for ${title}` }) });
  await row.hover();
  const handle = await row.getByTitle('Drag to move').boundingBox();
  const place = await target.boundingBox();
  assert.ok(handle && place);
  await page.mouse.move(handle.x + 8, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(place.x + 20, place.y + place.height / 2 + 4, { steps: 12 });
  await page.mouse.move(place.x + 24, place.y + place.height / 2 + 6, { steps: 3 });
  // What is dragged follows the pointer with the frames that come after.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
  });
  await page.mouse.up();
}

/** Drops a file on what holds this text. */
async function drop(page: Page, text: string, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], name, { type: 'application/zip' }));
      return transfer;
    },
    { name, base64: bytes.toString('base64') },
  );
  await page.getByText(text).dispatchEvent('drop', { dataTransfer: transfer });
}
