import { words } from '../language/words.ts';
import { en } from './problems.en.ts';

/**
 * What is wrong with a field, and refusals in the languages that the server does not write: what any call may answer,
 * and the codes of its service that each feature has in its `problems.<language>.ts`.
 */
export const useProblemWords = words(en, { fr: () => import('./all-problems.fr.ts').then((m) => m.fr) });
