/**
 * A walk over the pages of a wing: each person loads the app once and goes from page to page inside it. On a desktop in
 * light every rule holds; the same page, in the dark of a phone, keeps its contrast, its targets and its width.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { desktop, type Look, noBrowser, phone, Stage, type Who, type Window } from './browser.fixture.ts';
import { addressOf, type Example, type PageToVisit, type Wing } from './page.fixture.ts';
import { featurePages, makeExample } from './pages.fixture.ts';

const veryWide = { ...desktop, width: 1920, height: 1080 };
/** What the size of the window and the colours of the page can break. */
const looksBreak = ['color-contrast', 'target-size', 'scrollable-region-focusable'];

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
        // What says that there is no such page is tried in frame.test.ts.
        (await window.routes()).filter((route) => route !== '/$' && !visited.includes(route)),
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
  let looks: readonly Look[] = [desktop, veryWide, phone];
  for (const page of pages.filter(({ as }) => as === who)) {
    await window.follow(addressOf(page, example));
    const found: string[] = [];
    for (const look of looks) {
      if (look !== window.look) await window.become(look);
      found.push(...(await barriersOf(window)), ...(await tooWide(window)));
      // Who is not signed in has no bar; and to ask ahead for where a link leads would be refused.
      if (look === phone && who) found.push(...(await belowBars(window)), ...(await takenBoxes(window)));
      if (look !== veryWide) await window.picture(`${who ?? 'open'} ${page.route}${page.more ?? ''}`);
    }
    const said = window
      .complaints()
      .filter((complaint) => !page.refused || !complaint.startsWith('Failed to load resource'))
      .map((complaint) => `the console says: ${complaint}`);
    faults.push(...[...said, ...found].map((fault) => `${page.route}: ${fault}`));
    // The next page comes in the look that this one was left in: each change draws everything anew.
    looks = looks.toReversed();
  }
  return faults;
}

const barriersOf = async (window: Window): Promise<string[]> => {
  if (window.look === veryWide) return [];
  return (await window.barriers(window.look === phone ? looksBreak : undefined)).map(told);
};

async function tooWide(window: Window): Promise<string[]> {
  const overflow = await window.overflow();
  return overflow > 0 ? [`it is ${overflow} px too wide for ${window.look.width} px`] : [];
}

/** What takes the focus and is still below something that stays, such as a bar. */
function belowBars({ page }: Window): Promise<string[]> {
  return page.evaluate(() => {
    const stays = (element: Element | null, focused: Element): boolean =>
      element !== null &&
      !element.contains(focused) &&
      (['fixed', 'sticky'].includes(getComputedStyle(element).position) ||
        stays(element.parentElement, focused));
    const all = document.querySelectorAll<HTMLElement>(
      'main :is(a[href], button, input:not([role=combobox]), select, summary)',
    );
    const found = [...all].filter((one) => {
      one.focus();
      if (document.activeElement !== one) return false;
      const { left, top, width, height } = one.getBoundingClientRect();
      return stays(document.elementFromPoint(left + width / 2, top + height / 2), one);
    });
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
    return found.map((one) => `what has the focus is below a bar: ${one.ariaLabel ?? one.innerText}`);
  });
}

/** Boxes a part of which another has, where what counts as a box is as large as a finger. */
export function takenBoxes({ page }: Window): Promise<string[]> {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll<HTMLInputElement>('[type=checkbox], [type=radio]')];
    const found = boxes.filter((box) => {
      if (!box.checkVisibility()) return false;
      box.scrollIntoView({ block: 'center' });
      const { left, top, bottom, width } = box.getBoundingClientRect();
      return [top + 1, bottom - 1].some((y) => {
        const there = document.elementFromPoint(left + width / 2, y);
        return there !== box && there?.matches('[type=checkbox], [type=radio]');
      });
    });
    scrollTo(0, 0);
    return found.map(
      (box) => `a part of this box is another's: ${box.ariaLabel ?? box.labels?.[0]?.innerText}`,
    );
  });
}

const told = ({ id, help, where }: Awaited<ReturnType<Window['barriers']>>[number]): string =>
  `${id}: ${help} (${where.join(' | ')})`;
