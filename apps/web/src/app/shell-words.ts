import { words } from '../language/words.ts';
import { en } from './words.en.ts';

/** The words of the frame, in the reader's language. */
export const useShellWords = words(en, { fr: () => import('./words.fr.ts').then((m) => m.fr) });
