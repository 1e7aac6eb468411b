/** What a person can begin from the palette: a feature's `actions.ts` exports `actions`, which the frame finds by itself. */
import type { NavigateOptions } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import type { InEachLanguage } from '../language/words.ts';
import type { RoleName } from './session.ts';

export interface Action {
  readonly name: InEachLanguage;
  /** Other names by which it is looked for, with commas between them. */
  readonly also?: InEachLanguage;
  readonly icon: LucideIcon;
  /** For these alone. */
  readonly roles?: readonly RoleName[];
  /** Where it is done; of the page that is open, `params` are what its address names. Undefined: not from there. */
  readonly link: (params: Readonly<Record<string, string>>) => NavigateOptions | undefined;
}
