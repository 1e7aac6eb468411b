/**
 * The parts of the app that are fetched when they are wanted: pages, dialogs, languages. Each `import()` of the built
 * pages is made by `fetchPart` (parts.vite.ts): what fails is tried again until it comes, and nothing that waits for it
 * ever hears of the failure. `parts-notice.tsx` says it to the person.
 */
import { useSyncExternalStore } from 'react';

/** `late`: some part does not come, and is being tried again. `outdated`: none will, for the server has other pages by now. */
type Parts = 'here' | 'late' | 'outdated';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

let late = 0;
let outdated = false;
const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};

/** Whether the server has other pages than this tab has loaded, as far as is known. */
export const isOutdated = (): boolean => outdated;

const parts = (): Parts => {
  if (late === 0) return 'here';
  return outdated ? 'outdated' : 'late';
};

/** How it stands with what this page is waiting for. */
export const useParts = (): Parts =>
  useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, parts);

/** For what can go on without a part: rejects as soon as one does not come at once. */
export function unlessLate<Part>(part: Promise<Part>): Promise<Part> {
  let stop = () => {};
  const isLate = new Promise<never>((_, reject) => {
    const look = () => late > 0 && reject(new Error('a part does not come'));
    listeners.add(look);
    stop = () => void listeners.delete(look);
    look();
  });
  return Promise.race([part, isLate]).finally(stop);
}

/** The name of the first script is made of the content of all: it says which build of the pages this is. */
const buildOf = (page: Document): string | null | undefined =>
  page.querySelector('script[type=module][src]')?.getAttribute('src');

/** Compares the server's pages with those of this tab. To be called where the server may be another one by now. */
export async function checkBuild(): Promise<void> {
  const reply = await fetch('/', { headers: { accept: 'text/html' }, cache: 'no-cache' }).catch(
    () => undefined,
  );
  if (!reply?.ok) return;
  const there = buildOf(new DOMParser().parseFromString(await reply.text(), 'text/html'));
  outdated = typeof there === 'string' && there !== buildOf(document);
  tell();
}

// The browsers' words for it; what a part throws by itself is a fault of its own, and stays one.
const didNotCome = (error: unknown): boolean =>
  error instanceof StyleFailure ||
  (error instanceof Error && /dynamically imported module|importing a module/i.test(error.message));

/**
 * Fetches a part and its styles.
 * @param files what it is made of, beside the module itself, as the builder lists them
 */
export async function fetchPart<Part>(
  part: () => Promise<Part>,
  files: readonly string[] = [],
): Promise<Part> {
  try {
    return await fetchOnce(part, files);
  } catch (error) {
    if (!didNotCome(error)) throw error;
  }
  late += 1;
  tell();
  try {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      void checkBuild();
      await new Promise((resolve) => {
        setTimeout(resolve, pause);
        addEventListener('online', resolve, { once: true });
      });
      try {
        return await fetchOnce(part, files);
      } catch (error) {
        if (!didNotCome(error)) throw error;
      }
    }
  } finally {
    late -= 1;
    tell();
  }
}

async function fetchOnce<Part>(part: () => Promise<Part>, files: readonly string[]): Promise<Part> {
  const styles = files.filter((file) => file.endsWith('.css')).map(styled);
  for (const file of files) if (!file.endsWith('.css')) announce(file);
  await Promise.all(styles);
  return part();
}

class StyleFailure extends Error {}

/** What each stylesheet of the page has come to; one that failed is not among them. */
const sheets = new Map<string, Promise<void>>();

function styled(file: string): Promise<void> {
  const href = `/${file}`;
  const known = sheets.get(href);
  if (known !== undefined) return known;
  const isThere = document.querySelector(`link[rel=stylesheet][href="${href}"]`) !== null;
  const coming = isThere ? Promise.resolve() : addLink('stylesheet', href);
  sheets.set(href, coming);
  coming.catch(() => sheets.delete(href));
  return coming;
}

const announced = new Set<string>();

/** Lets the browser fetch a module beside the others that it will be asked for. */
function announce(file: string): void {
  if (announced.has(file)) return;
  announced.add(file);
  // Whether it comes is told by whoever imports it.
  addLink('modulepreload', `/${file}`).catch(() => undefined);
}

function addLink(rel: 'stylesheet' | 'modulepreload', href: string): Promise<void> {
  const link = Object.assign(document.createElement('link'), { rel, href, crossOrigin: '' });
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new StyleFailure(`${href} did not come`));
    };
    document.head.append(link);
  });
}
