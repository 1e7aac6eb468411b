/**
 * The profile: tabs about oneself. A feature adds one by its `profile.ts`, which exports `tab` and its page, `page`; both
 * are found by themselves, and the page's type is added here, as those of other pages are (app/feature-pages.ts).
 */
import type { InEachLanguage } from '../../language/words.ts';

export interface ProfileTab {
  readonly to: string;
  readonly name: InEachLanguage;
  /** From left to right. */
  readonly order: number;
}

// biome-ignore lint/suspicious/noEmptyInterface: the features fill it
export interface ProfilePages {}
