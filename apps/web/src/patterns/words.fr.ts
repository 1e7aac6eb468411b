/** French of the patterns. */
import { count } from '../language/words.ts';
import type { PatternWords } from './words.en.ts';

export const fr: PatternWords = {
  list: {
    details: 'Détails',
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
    needed: 'Remplissez ce champ',
    choose: 'Choisissez au moins un élément',
    atLeast: (n) => `Au moins ${count(n, { one: 'caractère', other: 'caractères' })}`,
    atMost: (n) => `Au plus ${count(n, { one: 'caractère', other: 'caractères' })}`,
    chooseAtMost: (n) => `Choisissez-en ${n} au plus`,
    notLess: (n) => `Saisissez ${n} ou plus`,
    notMore: (n) => `Saisissez ${n} ou moins`,
    whole: 'Saisissez un nombre entier',
    number: 'Saisissez un nombre',
    email: 'Saisissez une adresse e-mail comme ada@example.org',
    address: 'Saisissez une adresse web comme https://example.org/',
    date: 'Saisissez une date',
    wrong: 'Cette valeur ne convient pas ici',
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
