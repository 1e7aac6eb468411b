/** French of the patterns. */
import { count } from '../language/words.ts';
import type { PatternWords } from './words.en.ts';

export const fr: PatternWords = {
  list: {
    select: (name) => `Sélectionner : ${name}`,
    selectAll: 'Tout sélectionner',
    selected: (n) => count(n, { one: 'élément sélectionné', other: 'éléments sélectionnés' }, 'fr'),
    clear: 'Effacer la sélection',
    found: (n, more) => `${more ? 'Plus de ' : ''}${count(n, { one: 'résultat', other: 'résultats' }, 'fr')}`,
    noMatch: 'Aucun résultat',
    noMatchText: 'Essayez d’autres mots, ou retirez un filtre.',
    saveCsv: 'Exporter en CSV',
    collecting: (n) => `Export : ${count(n, { one: 'ligne', other: 'lignes' }, 'fr')} pour l’instant`,
    stop: 'Arrêter',
    someFailed: (failed, all, why) => `${failed} sur ${all} n’ont pas pu être modifiés. ${why}`,
  },
  form: {
    discard: 'Annuler les modifications',
    conflict:
      'Ceci a aussi été enregistré ailleurs entre-temps. Vos modifications ne sont pas encore enregistrées. Choisissez ce que vous gardez.',
    mine: 'Ici',
    theirs: 'Enregistré',
    keepMine: 'Garder ma saisie',
    takeTheirs: 'Prendre la version enregistrée',
    nothing: 'aucune',
    yes: 'oui',
    no: 'non',
  },
};
