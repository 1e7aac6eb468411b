/** The frame around the pages: it stands when a page falls, hears what comes, leaves whoever writes alone, finds. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { desktop, noBrowser, phone, Stage, stable, type Window } from './browser.fixture.ts';

/** What the palette asks the server. */
const questions = /\/api\/(courses|lessons)\?(.*&)?q=/;
const aCourse = /\/courses\/[^/]+$/;
const aLesson = /\/lessons\/[^/]+$/;

describe('the frame', { skip: noBrowser }, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage?.[Symbol.asyncDispose]());

  it('stands when a page throws, and leads away from it', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    // An answer that no page can draw, as a fault of the server or of a proxy would be.
    await page.route('**/api/notifications?limit=30*', (route) =>
      route.fulfill({
        status: 200,
        contentType: 'application/json',
        body: '{"items":[null],"nextCursor":null}',
      }),
    );
    await window.go('/catalog');
    await page.getByRole('link', { name: 'Inbox' }).click();
    await page.getByText('This page could not be displayed').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('navigation').getByRole('link', { name: 'Catalog' }).click();
    await page.getByRole('heading', { level: 1, name: 'Catalog' }).waitFor();
  });

  it('stays where a part of it does not come, says so, and tries again by itself', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    await window.go('/catalog');
    // Its code, its styles, and both, of a page; and of what a page fetches when it is wanted.
    for (const [files, open, here] of [
      [
        /\/assets\/(certificates|inbox)[^/]*\.css$/,
        page.getByRole('link', { name: 'Certificates' }),
        page.getByRole('heading', { level: 1, name: 'Certificates' }),
      ],
      [
        /\/assets\/(notes-page|inbox-page)[^/]*\.(js|css)$/,
        page.getByRole('link', { name: 'My notes' }),
        page.getByRole('heading', { level: 1, name: 'My notes' }),
      ],
      [
        /\/assets\/person-menu[^/]*\.js$/,
        page.getByRole('button', { name: 'Your account' }),
        page.getByRole('menuitem', { name: 'Sign out' }),
      ],
    ] as const) {
      await page.route(files, (route) => route.abort());
      await open.click();
      await page.getByText('Part of this page could not be loaded. Trying again…').waitFor();
      assert.equal(await page.getByRole('link', { name: 'Catalog' }).isVisible(), true, 'the rail is there');
      assert.equal(await here.count(), 0);
      await page.unrouteAll();
      await here.waitFor();
      await page.getByText('Trying again').waitFor({ state: 'detached' });
    }
    const sheets = await page.evaluate(() =>
      [...document.styleSheets].map(({ href }) => href).filter((href) => href?.includes('certificates')),
    );
    assert.ok(sheets.length > 0, 'the styles that failed at first are there');
  });

  it('stands around an address without a page, for who is signed in', async () => {
    await using window = await stage.signedIn('learner', desktop);
    for (const path of ['/nowhere', '/system/nowhere', '/courses/1/2/3']) {
      await window.go(path);
      await window.page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
      await window.page.getByRole('navigation').getByRole('link', { name: 'Catalog' }).waitFor();
    }
    // An address of a page that has something else in place of what it is about.
    await using admin = await stage.signedIn('admin', desktop);
    for (const path of ['/messages/templates/nope', '/assistant/instructions/nope']) {
      await admin.go(path);
      await admin.page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
      await admin.page.getByRole('navigation').getByRole('link', { name: 'Messages' }).waitFor();
    }
    await using nobody = await stage.window(desktop);
    await nobody.go('/nowhere');
    await nobody.page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
    await nobody.page.getByRole('combobox', { name: 'Language' }).waitFor();
  });

  it('keeps the page, and shows which tab is open, when the window is made small', async () => {
    await using window = await stage.signedIn('learner', desktop);
    const { page } = window;
    let bring = () => {};
    const asked = new Promise<void>((resolve) => {
      bring = resolve;
    });
    await page.route('**/assets/phone-bar*.js', async (route) => {
      await asked;
      await route.continue();
    });
    await window.go('/profile/organizations');
    await page.setViewportSize(phone);
    await page.locator('nav').getByRole('link', { name: 'Catalog' }).waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('heading', { level: 1, name: 'Profile' }).isVisible(), true);
    bring();
    await page.getByRole('button', { name: 'More' }).waitFor();
    const tab = page.getByRole('link', { name: 'Organizations' });
    await page.waitForFunction(
      ([link, width]) => link instanceof Element && link.getBoundingClientRect().right <= Number(width),
      [await tab.elementHandle(), phone.width] as const,
    );
  });

  it('marks where one is in the hue of the wing that the page belongs to', async () => {
    await using window = await stage.signedIn('learner', desktop);
    await window.go('/catalog');
    const hues = await window.page.evaluate(() => {
      const shell = document.querySelector<HTMLElement>('[data-wing]');
      const open = document.querySelector('nav [aria-current=page]');
      if (!shell || !open) throw new Error('the frame has no wing, or no place');
      const own = shell.dataset.wing;
      const hueIn = (wing: string) => {
        shell.dataset.wing = wing;
        return getComputedStyle(open).color;
      };
      return { own, all: ['learning', 'work', 'care'].map(hueIn) };
    });
    assert.equal(hues.own, 'learning');
    assert.equal(new Set(hues.all).size, 3, String(hues.all));
  });

  it('says of a page for other roles that it is one, and asks for nothing that would be refused', async () => {
    await using learner = await stage.signedIn('learner', desktop);
    for (const path of [
      '/people',
      '/studio',
      '/system/traces',
      '/messages',
      '/assistant/feedback',
      '/reports',
    ]) {
      await learner.go(path);
      await learner.page
        .getByRole('heading', { level: 1, name: 'You don’t have access to this page' })
        .waitFor();
    }
    assert.equal(await learner.page.getByRole('navigation').getByRole('link', { name: 'People' }).count(), 0);
    assert.deepEqual(learner.complaints(), []);
    await using instructor = await stage.signedIn('instructor', desktop);
    await instructor.go('/reports/delivery');
    await instructor.page.getByText('You don’t have access to this page').first().waitFor();
    await instructor.go('/reports');
    await instructor.page.getByRole('heading', { level: 1, name: 'Analytics' }).waitFor();
    const rail = instructor.page.getByRole('navigation', { name: 'Main navigation' });
    assert.equal(await rail.getByRole('link', { name: 'Studio' }).count(), 1);
    assert.deepEqual(instructor.complaints(), []);
  });

  it('tells somebody on a phone what comes, although no menu was opened', async () => {
    await using window = await stage.window(phone);
    const { page } = window;
    await page.goto(`${stage.url}/mark.svg`);
    const account = { name: 'Pia Phone', email: 'pia@example.org', password: 'a long enough secret to keep' };
    await window.api('/auth/register', account);
    const follows = page.waitForResponse((reply) => reply.url().endsWith('/api/notifications/unread-count'));
    await window.go('/catalog');
    await follows;
    const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=2');
    await window.api(`/courses/${items[0]?.id}/enroll`, {});
    await page.getByText('You are enrolled').first().waitFor();
    // What comes right after it is said together: a class that enrolls at once covers the page no longer than one.
    for (const method of ['POST', 'DELETE', 'POST'])
      await window.api(`/courses/${items[1]?.id}/enroll`, method === 'POST' ? {} : undefined, method);
    await page.getByText(/^[23] new messages$/).waitFor();
    // What a menu took of the focus it gives back, also the first time.
    await page.getByRole('button', { name: 'More' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More' }).and(page.locator(':focus')).waitFor();
  });

  it('finds anything from inside the editor of a lesson', async () => {
    await using window = await stage.signedIn('instructor', desktop);
    const { page } = window;
    const { id: courseId } = await window.api<{ id: string }>('/courses', { title: 'Editing' });
    const module = await window.api<{ id: string }>(`/courses/${courseId}/modules`, { title: 'Module' });
    const lesson = { title: 'Lesson', markdown: 'Text.' };
    const { id } = await window.api<{ id: string }>(`/modules/${module.id}/lessons`, lesson);
    await window.go(`/studio/${courseId}/lessons/${id}`);
    await page.getByRole('textbox', { name: 'Text of the lesson' }).click();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder(/Find or do/).waitFor();
  });

  describe('its palette', () => {
    let window: Window;
    before(async () => {
      window = await stage.signedIn('learner');
    });
    after(() => window?.[Symbol.asyncDispose]());

    /** Opens it on the first page, ready for what is typed. */
    async function opened(): Promise<Page> {
      const { page } = window;
      await page.unrouteAll();
      await window.go('/');
      window.complaints();
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').locator('input:focus').waitFor();
      return page;
    }

    /** Rows for a part of the text are there, and the answer for all of it is held back. */
    async function askingForMore() {
      const page = await opened();
      await page.keyboard.insertText('welcome');
      await option(page, 'Finding a course').waitFor();
      const answers = await held(page);
      await page.keyboard.insertText(' to kernos');
      await answers.asked;
      return { page, answers };
    }

    it('opens a course whose name was typed, by the keyboard alone', async () => {
      const page = await opened();
      await page.keyboard.insertText('welcome to kernos');
      await page.keyboard.press('Enter');
      await page.waitForURL(aCourse);
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      assert.deepEqual(window.complaints(), []);
    });

    it('has its code before it is wanted', async () => {
      const { page } = window;
      const code = page.waitForResponse(/\/assets\/palette-/);
      await window.go('/catalog');
      await code;
    });

    it('shows what it has until the answer comes, for which Enter waits', async () => {
      const { page, answers } = await askingForMore();
      assert.equal(await option(page, 'Finding a course').isVisible(), true, 'it is shown still');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').locator('.mantine-Loader-root').waitFor();
      assert.equal(new URL(page.url()).pathname, '/');
      answers.come();
      await page.waitForURL(aCourse);
    });

    it('says that nothing was found once the answer is there, and no sooner', async () => {
      const page = await opened();
      const answers = await held(page);
      await page.keyboard.insertText('xylophone');
      await answers.asked;
      assert.equal(await page.getByText('No results').count(), 0);
      await page.keyboard.press('Enter');
      answers.come();
      await page.getByText('No results').waitFor();
      assert.equal(new URL(page.url()).pathname, '/');
    });

    it('forgets an Enter that waits when another key is pressed, or when it is closed', async () => {
      for (const key of ['Home', 'Escape']) {
        const page = await opened();
        const answers = await held(page);
        await page.keyboard.insertText('welcome to kernos');
        await answers.asked;
        await page.keyboard.press('Enter');
        await page.keyboard.press(key);
        answers.come();
        if (key === 'Home') await option(page, 'Welcome to Kernos').waitFor();
        else await page.getByRole('dialog').waitFor({ state: 'detached' });
        await window.rest();
        assert.equal(await page.getByRole('dialog').count(), key === 'Home' ? 1 : 0);
        assert.equal(new URL(page.url()).pathname, '/');
      }
    });

    it('keeps the row that the arrows went to, where the answer has it', async () => {
      for (const [presses, before, wanted] of [
        [2, 'Finding a course', 'Welcome to Kernos'],
        [1, 'Welcome\n', 'Welcome\n'],
      ] as const) {
        const { page, answers } = await askingForMore();
        for (let press = 0; press < presses; press += 1) await page.keyboard.press('ArrowDown');
        assert.ok((await selected(page)).startsWith(before));
        answers.come();
        await option(page, 'Finding a course').waitFor({ state: 'detached' });
        assert.ok((await selected(page)).startsWith(wanted), 'the same row, or the first');
      }
      await window.page.keyboard.press('Enter');
      await window.page.waitForURL(aLesson);
    });

    it('lists first what was typed, be it a lesson, a place or something to do', async () => {
      const page = await opened();
      for (const [typed, first] of [
        ['welcome', 'Welcome\n'],
        ['my courses', 'My courses'],
        ['dark', 'Dark theme'],
        ['log out', 'Sign out'],
        ['langue', 'Switch to Français'],
        ['two-step', 'Two-step verification'],
      ] as const) {
        await page.keyboard.press('Control+a');
        await page.keyboard.insertText(typed);
        await stable(
          async () => (await selected(page)).startsWith(first),
          `${first} is the first for ${typed}`,
        );
        assert.equal(await page.getByRole('option').first().getAttribute('aria-selected'), 'true');
      }
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText('welcome');
      await page.getByRole('listbox').and(page.locator('[aria-busy=false]')).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(aLesson);
    });

    it('is as high for one row as for many', async () => {
      const page = await opened();
      const height = async () => (await page.getByRole('dialog').boundingBox())?.height;
      const many = await height();
      await page.keyboard.insertText('sign out');
      await option(page, 'Sign out').waitFor();
      assert.equal(await height(), many);
      await page.keyboard.insertText(' xylophone');
      await page.getByText('No results').waitFor();
      assert.equal(await height(), many);
    });

    it('begins what it names: a form is open where it is done', async () => {
      await using admin = await stage.signedIn('admin');
      const { page } = admin;
      await admin.go('/');
      for (const [typed, title] of [
        ['invite', 'Invite people'],
        ['new course', 'New course'],
      ] as const) {
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').locator('input:focus').waitFor();
        await page.keyboard.insertText(typed);
        await stable(async () => (await selected(page)).startsWith(title), `${title} is the first`);
        await page.keyboard.press('Enter');
        await page.getByRole('dialog', { name: title }).locator('input:focus').waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        assert.equal(new URL(page.url()).search, '');
      }
    });

    it('says why it found nothing where the server does not answer', async () => {
      const page = await opened();
      await page.route(questions, (route) => route.fulfill({ status: 403, body: '' }));
      await page.keyboard.insertText('sign');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('alert').waitFor();
      await option(page, 'Sign out').waitFor();
      assert.equal(new URL(page.url()).pathname, '/', 'the Enter was not meant for what is left');
    });

    it('holds back nobody', async () => {
      const page = await opened();
      await page.keyboard.insertText('course');
      await option(page, 'Welcome to Kernos').waitFor();
      await page.keyboard.press('ArrowDown');
      for (const { width, height } of [desktop, phone])
        for (const scheme of ['light', 'dark'] as const) {
          await window.become({ width, height, scheme });
          await window.picture('palette');
          assert.deepEqual(await window.barriers(), []);
          assert.equal(await window.overflow(), 0);
        }
      assert.deepEqual(window.complaints(), []);
    });
  });
});

const option = (page: Page, name: string) => page.getByRole('option', { name }).first();

const selected = (page: Page): Promise<string> => page.getByRole('option', { selected: true }).innerText();

/** From now on answers to what is typed wait until they may come. */
async function held(page: Page): Promise<{ asked: Promise<void>; come: () => void }> {
  const asked = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  await page.route(questions, async (route) => {
    asked.resolve();
    await free.promise;
    await route.continue();
  });
  return { asked: asked.promise, come: free.resolve };
}
