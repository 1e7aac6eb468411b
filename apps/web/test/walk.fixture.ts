/**
 * A walk over the pages of a wing: each person loads the app once and goes from page to page inside it. On a desktop in
 * light every rule holds; then the same page, in the dark of a phone, keeps its contrast, its targets and its width.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { desktop, noBrowser, phone, Stage, type Who, type Window } from './browser.fixture.ts';
import { addressOf, type Example, type PageToVisit, type Wing } from './page.fixture.ts';
import { featurePages, makeExample } from './pages.fixture.ts';

const veryWide = { ...desktop, width: 1920, height: 1080 };
/** What the size of the window and the colours of the page can break. */
const looks = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

export function walk(wing: Wing): void {
  describe(`every page of ${wing}`, { skip: noBrowser }, () => {
    const pages = featurePages.flatMap((feature) => (feature.wing === wing ? feature.pages : []));
    let stage: Stage;
    let example: Example;
    before(async () => {
      stage = await Stage.open();
      example = await makeExample(stage);
    });
    after(() => stage?.[Symbol.asyncDispose]());

    for (const who of new Set(pages.map(({ as }) => as)))
      it(`as ${who ?? 'nobody'}`, async () => {
        await using window = who ? await stage.signedIn(who) : await stage.window();
        assert.deepEqual(await faultsOf(window, who, pages, example), []);
      });

    it('is visited: the router has no other pages than the wings together', async () => {
      await using window = await stage.window();
      await window.go('/sign-in');
      const walked = featurePages.filter(({ wing }) =>
        existsSync(new URL(`pages-${wing}.test.ts`, import.meta.url)),
      );
      const visited = walked.flatMap((feature) => feature.pages.map(({ route }) => route));
      assert.deepEqual(
        (await window.routes()).filter((route) => !visited.includes(route)),
        [],
        'add them to the pages.fixture.ts of their feature',
      );
    });
  });
}

async function faultsOf(
  window: Window,
  who: Who | null,
  pages: readonly PageToVisit[],
  example: Example,
): Promise<string[]> {
  const faults: string[] = [];
  for (const page of pages.filter(({ as }) => as === who)) {
    const address = addressOf(page, example);
    await window.follow(address);
    const name = `${who ?? 'open'} ${page.route}${page.more ?? ''}`;
    const found = [...(await onDesktop(window, name)), ...(await onPhone(window))];
    const said = window
      .complaints()
      .filter((complaint) => !page.refused || !complaint.startsWith('Failed to load resource'))
      .map((complaint) => `the console says: ${complaint}`);
    await window.picture(name);
    await window.become(desktop);
    faults.push(...[...said, ...found].map((fault) => `${page.route}: ${fault}`));
  }
  return faults;
}

const onDesktop = async (window: Window, name: string): Promise<string[]> => {
  const barriers = await window.barriers();
  const sticksOut = await tooWide(window);
  await window.picture(name);
  await window.become(veryWide);
  return [...barriers.map(told), ...sticksOut, ...(await tooWide(window))];
};

const onPhone = async (window: Window): Promise<string[]> => {
  await window.become(phone);
  return [...(await window.barriers(looks)).map(told), ...(await tooWide(window))];
};

async function tooWide(window: Window): Promise<string[]> {
  const overflow = await window.overflow();
  return overflow > 0 ? [`it is ${overflow} px too wide for ${window.look.width} px`] : [];
}

const told = ({ id, help, where }: Awaited<ReturnType<Window['barriers']>>[number]): string =>
  `${id}: ${help} (${where.join(' | ')})`;
