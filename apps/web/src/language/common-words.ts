import { en } from './common.en.ts';
import { words } from './words.ts';

/** Words that any page may need, in the reader's language. */
export const useCommonWords = words(en, { fr: () => import('./common.fr.ts').then((m) => m.fr) });
