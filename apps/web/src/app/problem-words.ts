import type { ProblemWords } from '../language/problems.ts';
import { words } from '../language/words.ts';

const none: ProblemWords = { problems: {}, fields: {} };

/** Refusals in the languages that the server does not write: a feature adds the codes of its service. */
export const useProblemWords = words(none, { fr: () => import('./problems.fr.ts').then((m) => m.fr) });
