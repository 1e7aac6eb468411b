/** What a feature says of where a person can go: its `places.ts` exports `places`, which the frame finds by itself. */
import type { LucideIcon } from 'lucide-react';
import type { InEachLanguage } from '../language/words.ts';
import type { RoleName } from './session.ts';

/** Places that stand together in the rail, under a name. Whoever has the first of them exports it. */
export interface PlaceGroup {
  readonly name: InEachLanguage;
  /** Groups stand from the lowest to the highest, and so do places in a group. */
  readonly order: number;
}

export interface Place {
  readonly to: string;
  readonly name: InEachLanguage;
  /** Other names by which it is looked for in the palette, with commas between them. */
  readonly also?: InEachLanguage;
  readonly icon: LucideIcon;
  /** Null: not in the rail, only in the palette. */
  readonly group: PlaceGroup | null;
  readonly order: number;
  /** Listed for these alone, beside what its route says of whom it is for. */
  readonly roles?: readonly RoleName[];
  /** In the phone's bar, beside "More". */
  readonly onBar?: true;
}
