/** What the palette can find beside pages: a feature's `finders.ts` exports `finders`, which it finds by itself. */
import type { NavigateOptions } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import type { InEachLanguage } from '../language/words.ts';
import type { RoleName } from './session.ts';

export interface Found {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly icon: LucideIcon;
  readonly link: NavigateOptions;
}

export interface Finder {
  /** What each of them is, in a word. */
  readonly kind: InEachLanguage;
  /** Of what fits equally well, that of the lowest comes first. */
  readonly order: number;
  /** For these alone. */
  readonly roles?: readonly RoleName[];
  /** @param q two characters or more */
  readonly find: (q: string, signal: AbortSignal) => Promise<readonly Found[]>;
}
