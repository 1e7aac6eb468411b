/** French of the patterns. */
import { count } from '../language/words.ts';
import type { PatternWords } from './words.en.ts';

export const fr: PatternWords = {
  list: {
    select: (name) => `Sélectionner : ${name}`,
    selectAll: 'Tout sélectionner',
    selected: (n) => count(n, { one: 'élément sélectionné', other: 'éléments sélectionnés' }),
    clear: 'Effacer la sélection',
    found: (n, more) => `${more ? 'Plus de ' : ''}${count(n, { one: 'résultat', other: 'résultats' })}`,
    saveCsv: 'Enregistrer en CSV',
    collecting: (n) => `Collecte : ${count(n, { one: 'ligne', other: 'lignes' })} pour l’instant`,
    stop: 'Arrêter',
    someFailed: (failed, all, why) => `${failed} sur ${all} n’ont pas pu être modifiés. ${why}`,
  },
  form: {
    discard: 'Annuler les modifications',
    conflict:
      'Quelqu’un d’autre a modifié ceci entre-temps. Rien de vous n’est encore enregistré : choisissez.',
    mine: 'Votre version',
    theirs: 'L’autre version',
    keepMine: 'Garder la vôtre',
    takeTheirs: 'Prendre l’autre',
    nothing: 'aucune',
    yes: 'oui',
    no: 'non',
  },
};
