import { words } from '../../language/words.ts';
import { en } from './preference-words.en.ts';

export const usePreferenceWords = words(en, {
  fr: () => import('./preference-words.fr.ts').then((m) => m.fr),
});
