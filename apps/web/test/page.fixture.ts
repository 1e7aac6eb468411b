/** How a feature lists its pages for the walk, in the `pages.fixture.ts` of its folder. */
import assert from 'node:assert/strict';
import type { Who, Window } from './browser.fixture.ts';

export interface PageToVisit {
  /** The router's full path, e.g. `/studio/$courseId/files`. */
  readonly route: string;
  /** Null: nobody is signed in. */
  readonly as: Who | null;
  /** What stands in the address instead of a `$name`, where the example has none or another. */
  readonly params?: Readonly<Record<string, string>>;
  /** Behind the path: `?…` or `#…`. */
  readonly more?: string;
  /** True: what the page asks for is refused, which the browser's console says as well. */
  readonly refused?: true;
}

export type Wing = 'learning' | 'platform' | 'work' | 'care';

/** What stands in the addresses instead of a `$name`. */
export type Example = Readonly<Record<string, string>>;

/** Somebody of each role at the running app, and its demo: one course, in which the learner and the instructor are. */
export interface Demo {
  readonly learner: Window;
  readonly instructor: Window;
  readonly admin: Window;
  readonly courseId: string;
  readonly lessonIds: readonly string[];
}

export interface FeaturePages {
  readonly wing: Wing;
  readonly pages: readonly PageToVisit[];
  /** Makes what its pages show, and says what their addresses name. */
  readonly example?: (demo: Demo) => Promise<Example>;
}

export const page = (
  as: Who | null,
  route: string,
  more: string | Pick<PageToVisit, 'params' | 'refused' | 'more'> = {},
): PageToVisit => ({ as, route, ...(typeof more === 'string' ? { more } : more) });

export const addressOf = ({ route, params = {}, more = '' }: PageToVisit, example: Example): string =>
  route.replace(
    /\$(\w+)/g,
    (_, name: string) =>
      params[name] ?? example[name] ?? assert.fail(`nothing stands for $${name} of ${route}`),
  ) + more;

interface Listed {
  readonly items: readonly Readonly<Record<string, string>>[];
}

/** A field of the first item of a list; what the demo began may take a moment to be there. */
export async function firstOf(window: Window, path: string, field = 'id'): Promise<string> {
  for (const began = Date.now(); Date.now() - began < 60_000; ) {
    const found = (await window.api<Listed>(path)).items[0]?.[field];
    if (found !== undefined) return found;
    await window.page.waitForTimeout(100);
  }
  return assert.fail(`${path} has nothing`);
}
