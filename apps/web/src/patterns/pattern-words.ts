import { words } from '../language/words.ts';
import { en } from './words.en.ts';

export const usePatternWords = words(en, { fr: () => import('./words.fr.ts').then((m) => m.fr) });
