import { lazy, type ReactNode } from 'react';
import { withWords } from '../language/words.ts';

/** A component whose code comes with its words when it is wanted: `part(() => import('./phone-bar.tsx'), 'PhoneBar')`. */
export const part = <Name extends string, Props>(
  file: () => Promise<Readonly<Record<Name, (props: Props) => ReactNode>>>,
  name: Name,
) => lazy(withWords(() => file().then((code) => ({ default: code[name] }))));
