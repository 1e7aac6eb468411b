import type { ProblemWords } from '../language/problems.ts';
import { words } from '../language/words.ts';

const none: ProblemWords = { problems: {}, fields: {} };

/**
 * Refusals in the languages that the server does not write: what any call may answer, and the codes of its service that
 * each feature has in its `problems.<language>.ts`.
 */
export const useProblemWords = words(none, { fr: () => import('./all-problems.fr.ts').then((m) => m.fr) });
