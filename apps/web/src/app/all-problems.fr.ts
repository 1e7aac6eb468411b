/** French of every refusal there is. */
import type { ProblemWords } from '../language/problems.ts';
import { fr as common } from './problems.fr.ts';

const ofFeatures = import.meta.glob<ProblemWords['problems']>('../features/*/problems.fr.ts', {
  eager: true,
  import: 'fr',
});

export const fr: ProblemWords = {
  ...common,
  problems: Object.assign({}, common.problems, ...Object.values(ofFeatures)),
};
