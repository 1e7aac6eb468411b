/** A browser, and a system for it to look at. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Locator, type Page, type WebSocket } from 'playwright-core';
import { demoSystem, password } from './system.fixture.ts';

const root = dirname(dirname(dirname(import.meta.dirname)));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** For looking at, where `KERNOS_PICTURES=1` asks for them: `.kernos/screenshots`, or in the data folder that was named. */
const wantsPictures = process.env.KERNOS_PICTURES === '1';
const screenshots = join(process.env.KERNOS_DATA ?? join(root, '.kernos'), 'screenshots');

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The machine's Chromium; fetched with apt-get where this may be done. Undefined: there is none to be had. */
function findChromium(): string | undefined {
  const found = () => [process.env.CHROMIUM ?? '', ...places].find((path) => path !== '' && existsSync(path));
  if (found() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found();
  try {
    const install = 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium';
    execFileSync('sh', ['-c', install], { stdio: 'ignore', timeout: 240_000 });
  } catch {
    // Then the tests say that they were skipped, and why.
  }
  return found();
}

const executablePath = findChromium();
/** The reason why no test in a browser can run here, or false. */
export const noBrowser: string | false = executablePath
  ? false
  : 'there is no Chromium here: install it, or name it in CHROMIUM';

export type Who = 'admin' | 'instructor' | 'learner';
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
}
export const desktop: Look = { width: 1280, height: 860, scheme: 'light' };
export const phone: Look = { width: 360, height: 760, scheme: 'dark' };

/** For a page that comes to be as it should. Not a measure of speed: a machine may be busy with other things. */
const PATIENCE_MS = 60_000;
/** What is asked for next is asked for by what was drawn before: so many frames without a change are rest. */
const FRAMES_AT_REST = 6;

/** Of Chromium. The last such argument counts, so what Playwright switches off itself is named again. */
const switchedOff = [
  // Each window has two pages of the browser's own for its address field: half a second of a processor.
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...[
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsUpgrades',
    'LensOverlay',
  ],
  ...['MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'PreconnectToSearch', 'AimEnabled'],
];

/** The whole system with its demo, and a browser. */
export class Stage implements AsyncDisposable {
  readonly url: string;
  readonly password = password;
  readonly #browser: Browser;
  readonly #rest: AsyncDisposableStack;
  /** Closed by whom they were opened for, by what of them cannot be changed. */
  readonly #closed = new Map<string, Page[]>();

  private constructor(url: string, browser: Browser, rest: AsyncDisposableStack) {
    this.url = url;
    this.#browser = browser;
    this.#rest = rest;
  }

  static async open(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
    await using opening = new AsyncDisposableStack();
    const { url } = opening.use(await demoSystem(env));
    const browser = opening.use(
      await chromium.launch({
        ...(executablePath && { executablePath }),
        args: ['--no-sandbox', '--disable-gpu', `--disable-features=${switchedOff.join(',')}`],
      }),
    );
    return new Stage(url, browser, opening.move());
  }

  /** An empty browser window, as of somebody who was never here; `complaints` are what its console says. */
  async window(look: Look = desktop, locale = 'en-GB'): Promise<Window> {
    const kept = { locale, hasTouch: look.width < 600 };
    const key = JSON.stringify(kept);
    const page = this.#closed.get(key)?.pop() ?? (await this.#newPage(kept));
    const close = async () => {
      const isEmpty = await emptied(page, this.url).catch(() => false);
      if (isEmpty) this.#closed.set(key, [...(this.#closed.get(key) ?? []), page]);
      else await page.context().close();
    };
    return Window.open({ url: this.url, page, look, close });
  }

  async #newPage(kept: { locale: string; hasTouch: boolean }): Promise<Page> {
    const context = await this.#browser.newContext({
      ...kept,
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
      acceptDownloads: true,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    return context.newPage();
  }

  /** A window in which somebody of the demo is signed in. */
  async signedIn(who: Who, look?: Look, locale?: string): Promise<Window> {
    const window = await this.window(look, locale);
    // Any file of this origin will do to ask from; the app comes with the first address that is gone to.
    if (window.page.url() !== this.url + PLAIN_FILE) await window.page.goto(this.url + PLAIN_FILE);
    await window.api('/auth/login', { email: `${who}@demo.kernos`, password });
    return window;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#rest.disposeAsync();
  }
}

/** Waits until something holds that no page says by itself. */
export async function stable(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; !(await holds()); await sleep(50))
    assert.ok(Date.now() < until, `it did not come to this: ${what}`);
}

/** Somebody looks at another window, or at this one again. What is hidden asks for nothing by the clock. */
export const hidden = (page: Page, isHidden: boolean): Promise<void> =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    },
    isHidden ? 'hidden' : 'visible',
  );

/** Presses what a dialog may cover by now that came by itself, as on a page whose session has ended. */
export const pressUnder = (what: Locator): Promise<void> => what.dispatchEvent('click');

/** Holds nothing of the app. */
const PLAIN_FILE = '/mark.svg';

/**
 * Leaves the page, and removes what it kept, so that the window can be opened again for somebody else: the process that
 * draws it has the app's code ready by then, which is most of what a new window costs.
 * @returns false where the window has been made into another one for good, by a clock or a script of a test
 * @throws where it does not let itself be left
 */
async function emptied(page: Page, url: string): Promise<boolean> {
  const context = page.context();
  const others = context.pages().filter((one) => one !== page);
  await Promise.all(others.map((one) => one.close()));
  if (page.isClosed()) return false;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.setOffline(false);
  const heard = ['request', 'response', 'dialog', 'download', 'console', 'pageerror', 'websocket'];
  for (const event of heard) page.removeAllListeners(event);
  await page.goto(url + PLAIN_FILE);
  await context.clearCookies();
  const debug = await context.newCDPSession(page);
  await debug.send('Storage.clearDataForOrigin', { origin: url, storageTypes: 'all' });
  await debug.detach();
  return page.evaluate(() => {
    sessionStorage.clear();
    return [setTimeout, fetch, Date].every((own) =>
      Function.prototype.toString.call(own).includes('[native code]'),
    );
  });
}

/** The app's router, which it leaves where tools find it. */
interface Routed {
  readonly __TSR_ROUTER__: {
    navigate(options: { href: string }): Promise<void>;
    readonly routesByPath: Readonly<Record<string, unknown>>;
    readonly state: {
      readonly isLoading: boolean;
      readonly location: { readonly href: string };
      readonly resolvedLocation?: { readonly href: string };
    };
  };
}

export interface Violation {
  readonly id: string;
  readonly help: string;
  readonly where: string[];
}

interface WindowOptions {
  readonly url: string;
  readonly page: Page;
  readonly look: Look;
  readonly close: () => Promise<void>;
}

/** One window of the browser, with one person. */
export class Window implements AsyncDisposable {
  readonly page: Page;
  readonly #url: string;
  readonly #close: () => Promise<void>;
  #look: Look;
  /** What the page's console complained of since the last time that it was asked. */
  #complaints: string[] = [];
  /** Its live connection, once the server has let it in. */
  #live: WebSocket | undefined;

  private constructor({ url, page, look, close }: WindowOptions) {
    this.#url = url;
    this.#close = close;
    this.page = page;
    this.#look = look;
    page.on('pageerror', (error) => this.#complaints.push(error.message));
    page.on('console', (message) => {
      // The app names its icon; a bare file, where signing in begins, makes the browser look for this one.
      const isIcon = message.location().url.endsWith('/favicon.ico');
      if (message.type() === 'error' && !isIcon) this.#complaints.push(message.text());
    });
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (payload.toString().includes('["ready",')) this.#live = socket;
      }),
    );
  }

  static async open(options: WindowOptions): Promise<Window> {
    const window = new Window(options);
    await window.#be(options.look);
    return window;
  }

  /** Goes to an address of the app and waits until it has come to rest. */
  async go(path: string): Promise<void> {
    await this.page.goto(this.#url + path, { waitUntil: 'load' });
    await this.rest();
  }

  /** Goes to another page inside the app, as a link does; loads the app where it is not there yet. */
  async follow(path: string): Promise<void> {
    const isHere = await this.page.evaluate(async (href) => {
      const { __TSR_ROUTER__: router } = globalThis as unknown as Partial<Routed>;
      await router?.navigate({ href });
      return router !== undefined;
    }, path);
    if (!isHere) return this.go(path);
    await this.page.waitForFunction(() => {
      const { isLoading, resolvedLocation, location } = (globalThis as unknown as Routed).__TSR_ROUTER__
        .state;
      return !isLoading && resolvedLocation?.href === location.href;
    });
    await this.rest();
  }

  /** Every address that the app has, as the router names them; those that only hold others are not among them. */
  routes(): Promise<string[]> {
    return this.page.evaluate(() =>
      Object.keys((globalThis as unknown as Routed).__TSR_ROUTER__.routesByPath).map((path) => path || '/'),
    );
  }

  /** Until nothing is being fetched or drawn any more; live connections do not count. */
  async rest(): Promise<void> {
    await this.page.waitForFunction(
      (frames) =>
        new Promise((rested) => {
          let left = frames;
          const look = () => {
            const isBusy = !document.querySelector('h1') || document.querySelector('[aria-busy=true]');
            left = isBusy ? frames : left - 1;
            if (left === 0) rested(true);
            else requestAnimationFrame(look);
          };
          look();
        }),
      FRAMES_AT_REST,
    );
  }

  /** Until the page hears of what others do: hints of what they did before were not sent to it. */
  live(): Promise<void> {
    return stable(async () => this.#live?.isClosed() === false, 'the page has a live connection');
  }

  /** Asks the API as this page does, with its cookie. */
  async api<Reply>(path: string, data?: unknown, method = data ? 'POST' : 'GET'): Promise<Reply> {
    const { status, text } = await this.page.evaluate(
      async ({ path, data, method }) => {
        const headers = {
          'x-kernos-csrf': '1',
          accept: 'application/json',
          ...(data && { 'content-type': 'application/json' }),
        };
        const reply = await fetch(`/api${path}`, { headers, method, ...(data && { body: data }) });
        return { status: reply.status, text: await reply.text() };
      },
      { path, method, data: data === undefined ? undefined : JSON.stringify(data) },
    );
    if (status >= 400) throw new Error(`${path}: ${status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as Reply;
  }

  complaints(): string[] {
    const all = this.#complaints;
    this.#complaints = [];
    return all;
  }

  get look(): Look {
    return this.#look;
  }

  /** Another size and other colours, as when a window is pulled small or the evening comes. */
  async become(look: Look): Promise<void> {
    await this.#be(look);
    // What follows the width is drawn with the next frame, and what follows that, with the one after.
    await this.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    await this.rest();
  }

  async #be(look: Look): Promise<void> {
    const { width, height, scheme } = look;
    this.#look = look;
    await this.page.setViewportSize({ width, height });
    await this.page.emulateMedia({ colorScheme: scheme });
  }

  /** Keeps a picture of the page as it is, whole, for looking at; only where pictures are wanted. */
  async picture(name: string): Promise<void> {
    if (!wantsPictures) return;
    mkdirSync(screenshots, { recursive: true });
    const { width, scheme } = this.#look;
    const file = `${name.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home'}-${width}-${scheme}.png`;
    await this.page.screenshot({ path: join(screenshots, file), fullPage: true, animations: 'disabled' });
  }

  /** What axe finds serious or critical of WCAG 2.2 A and AA; of these rules alone where some are named. */
  async barriers(rules?: readonly string[]): Promise<Violation[]> {
    // Evaluated by the debugger, not loaded by the page: the page's policy allows no foreign script.
    if (!(await this.page.evaluate(() => 'axe' in globalThis))) await this.page.evaluate(axeSource);
    return this.page.evaluate(async (values) => {
      const { axe } = globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: AxeViolation[] }> };
      };
      interface AxeViolation {
        id: string;
        help: string;
        impact: string;
        nodes: { target: string[]; failureSummary?: string }[];
      }
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const runOnly = values ? { type: 'rule', values } : { type: 'tag', values: tags };
      const { violations } = await axe.run({ runOnly, resultTypes: ['violations'] });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, help, nodes }) => ({
          id,
          help,
          where: nodes
            .slice(0, 4)
            .map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
        }));
    }, rules);
  }

  /** How far the page can be pushed to the side, in pixels: 0 where it fits. */
  overflow(): Promise<number> {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}
