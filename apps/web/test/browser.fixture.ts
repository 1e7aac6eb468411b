/** A browser and a system for it to look at: the real start of the whole system, as `npm start` does it. */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

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

/** Of everybody in the demo. */
const password = 'a password for the browser';

/** The whole system with its demo, and a browser. */
export class Stage implements AsyncDisposable {
  readonly url: string;
  readonly password = password;
  readonly #system: ChildProcess;
  readonly #folder: string;
  readonly #browser: Browser;

  private constructor(url: string, system: ChildProcess, folder: string, browser: Browser) {
    this.url = url;
    this.#system = system;
    this.#folder = folder;
    this.#browser = browser;
  }

  static async open(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'kernos-browser-'));
    const system = fork(join(root, 'apps/server/main.ts'), {
      env: {
        ...process.env,
        LOG_LEVEL: 'error',
        RATE_LIMIT: 'off',
        ...env,
        PORT: '0',
        KERNOS_DATA: folder,
        DEMO_PASSWORD: password,
      },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const url = await Promise.race([
      once(system, 'message').then(([message]) => (message as { url: string }).url),
      once(system, 'exit').then(([code]) => {
        throw new Error(`the system did not start: it ended with ${code}`);
      }),
    ]);
    const browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ['--no-sandbox'],
    });
    return new Stage(url, system, folder, browser);
  }

  /** A fresh browser window; `faults` collects what its console complains of. */
  async window(look: Look = desktop, locale = 'en-GB'): Promise<Window> {
    const { width, height, scheme } = look;
    const context = await this.#browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      locale,
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
      hasTouch: width < 600,
      acceptDownloads: true,
    });
    return new Window(this.url, context, await context.newPage(), look);
  }

  /** A window in which somebody of the demo is signed in. */
  async signedIn(who: Who, look?: Look, locale?: string): Promise<Window> {
    const window = await this.window(look, locale);
    // Any file of this origin will do to ask from; the app comes with the first address that is gone to.
    await window.page.goto(`${this.url}/mark.svg`);
    await window.api('/auth/login', { email: `${who}@demo.kernos`, password });
    return window;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    this.#system.kill('SIGTERM');
    await once(this.#system, 'exit');
    await rm(this.#folder, { recursive: true, force: true });
  }
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

/** One window of the browser, with one person. */
export class Window implements AsyncDisposable {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #url: string;
  #look: Look;
  /** What the page's console complained of since the last time that it was asked. */
  #complaints: string[] = [];

  constructor(url: string, context: BrowserContext, page: Page, look: Look) {
    this.#url = url;
    this.#context = context;
    this.page = page;
    this.#look = look;
    page.on('pageerror', (error) => this.#complaints.push(error.message));
    page.on('console', (message) => {
      // The app names its icon; a bare file, where signing in begins, makes the browser look for this one.
      const isIcon = message.location().url.endsWith('/favicon.ico');
      if (message.type() === 'error' && !isIcon) this.#complaints.push(message.text());
    });
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
      () => document.querySelector('h1') && !document.querySelector('[aria-busy=true]'),
      null,
      {
        timeout: 15_000,
      },
    );
    await this.page.waitForTimeout(100);
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
    const { width, height, scheme } = look;
    this.#look = look;
    await this.page.setViewportSize({ width, height });
    await this.page.emulateMedia({ colorScheme: scheme });
    // What follows the width is drawn with the next frame, and what follows that, with the one after.
    await this.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    await this.rest();
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
    await this.#context.close();
  }
}
