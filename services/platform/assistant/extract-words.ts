/** What stands around quotations, in the language of whoever asks; the quotations are in that of their source. */
import type { InEachLanguage } from '@kernos/kernel/language';
import type { ModeReason } from './schemas.ts';

export interface ExtractWords {
  readonly quotations: (why: string) => string;
  readonly reasons: Readonly<Record<ModeReason, string>>;
  readonly nothingFound: string;
  readonly solved: string;
  readonly fillGaps: string;
  readonly answers: string;
  readonly codeOf: (n: number) => string;
}

export const extractWords: InEachLanguage<ExtractWords> = {
  en: {
    quotations: (why) => `These are quotations, not an answer in my own words: ${why}.`,
    reasons: {
      'no-model': 'no language model is set up here',
      'budget-exceeded': 'this month’s budget for the language model is used up',
      'person-budget-exceeded':
        'your share of the language model for today is used up, and renews at midnight (UTC)',
      'model-unavailable': 'the language model does not answer at the moment',
    },
    nothingFound:
      'I found nothing about this in what you may read. Other words may help; or ask about something that your courses treat.',
    solved:
      'Your code is the same as the course’s reference solution, but for layout and comments: it is correct.',
    fillGaps:
      'Fill the gaps. Answers of your own can only be judged by a language model, so compare them yourself.',
    answers: 'Answers',
    codeOf: (n) => `Code of [${n}]:`,
  },
  fr: {
    quotations: (why) => `Voici des citations, et non une réponse rédigée : ${why}.`,
    reasons: {
      'no-model': 'aucun modèle de langage n’est configuré ici',
      'budget-exceeded': 'le budget du mois pour le modèle de langage est épuisé',
      'person-budget-exceeded':
        'votre part du jour du modèle de langage est épuisée et se renouvelle à minuit (UTC)',
      'model-unavailable': 'le modèle de langage ne répond pas pour le moment',
    },
    nothingFound:
      'Je n’ai rien trouvé à ce sujet dans ce que vous pouvez lire. Essayez d’autres mots, ou posez une question sur ce que traitent vos cours.',
    solved:
      'Votre code est identique à la solution de référence du cours, à la mise en page et aux commentaires près : il est juste.',
    fillGaps:
      'Complétez les phrases. Seul un modèle de langage peut juger vos réponses : comparez-les vous-même.',
    answers: 'Réponses',
    codeOf: (n) => `Code de [${n}] :`,
  },
};
