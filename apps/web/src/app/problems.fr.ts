/** French of what any call may answer; each feature has that of its service in its own `problems.fr.ts`. */
import type { ProblemWords } from '../language/problems.ts';
import { count } from '../language/words.ts';

const needed = 'Remplissez ce champ';
const wrong = 'Cette valeur n’est pas valable';
const characters = (n: number) =>
  count(n, { one: 'caractère', many: 'de caractères', other: 'caractères' }, 'fr');
const seconds = (n: number) => count(n, { one: 'seconde', many: 'de secondes', other: 'secondes' }, 'fr');

export const fr: ProblemWords = {
  problems: {
    'invalid-input': 'Une valeur n’est pas valable. Rien n’a été enregistré.',
    unauthenticated: 'Connectez-vous d’abord.',
    forbidden: 'Vous n’avez pas les droits nécessaires dans cette organisation.',
    'not-found': 'Introuvable, ou vous n’y avez pas accès.',
    'method-not-allowed': 'Cette action n’est pas possible ici.',
    'not-acceptable': 'Ce format n’est pas disponible ici.',
    conflict: 'Quelqu’un d’autre fait la même chose en ce moment. Réessayez.',
    'organization-mismatch':
      'Cette page montre une autre organisation que l’organisation actuelle. Rien n’a été modifié.',
    'version-conflict':
      'Quelqu’un a modifié cet élément entre-temps. Rien n’a été enregistré. Vérifiez, puis recommencez.',
    'request-timeout': 'L’envoi s’est interrompu. Recommencez.',
    'payload-too-large': 'Le contenu est trop volumineux.',
    'unsupported-media-type': 'Ce type de contenu n’est pas accepté ici.',
    'range-not-satisfiable': 'Cette partie du fichier n’existe pas.',
    'idempotency-key-reused': 'Cette requête a déjà été envoyée avec un autre contenu. Recommencez.',
    'precondition-required': 'Cette page n’est plus à jour. Rechargez-la, puis recommencez.',
    'rate-limited': ({ retryAfter }) =>
      retryAfter === undefined
        ? 'Trop de requêtes. Réessayez dans un instant.'
        : `Trop de requêtes. Réessayez dans ${seconds(Math.ceil(retryAfter))}.`,
    'headers-too-large': 'La requête est trop longue.',
    internal: 'Une erreur s’est produite de notre côté. Rien n’a été enregistré. Réessayez.',
    unavailable: 'Le service n’est pas disponible pour le moment. Rien n’a été enregistré. Réessayez.',
    'outcome-unknown':
      'La connexion a été perdue pendant l’enregistrement : il a pu aboutir ou non. Vérifiez avant de recommencer.',
    'deadline-exceeded': 'L’opération a pris trop de temps. Réessayez.',
    'storage-full':
      'L’espace de stockage est plein. Rien n’a été enregistré ; un administrateur doit libérer de la place.',
  },
  fields: {
    required: needed,
    blank: needed,
    line: 'Saisissez une seule ligne, qui ne soit pas vide',
    name: 'Saisissez un nom, sans adresse web ni e-mail',
    string: needed,
    minLength: (n) => `Au moins ${characters(n)}`,
    maxLength: (n) => `Au plus ${characters(n)}`,
    minItems: 'Choisissez au moins un élément',
    maxItems: (n) => `Choisissez-en ${n} au plus`,
    minimum: (n) => `Saisissez ${n} ou plus`,
    maximum: (n) => `Saisissez ${n} ou moins`,
    integer: 'Saisissez un nombre entier',
    number: 'Saisissez un nombre',
    enum: 'Choisissez l’une des valeurs proposées',
    uniqueItems: 'Chacun une seule fois',
    pattern: wrong,
    unreadable: 'Ce texte contient des caractères illisibles',
    uuid: wrong,
    type: wrong,
    'idn-email': 'Saisissez une adresse e-mail comme ada@example.org',
    uri: 'Saisissez une adresse web comme https://example.org/',
    date: 'Saisissez une date',
    'date-time': 'Saisissez une date et une heure',
    'too-short': 'Ce mot de passe est trop court. Quelques mots sans lien se retiennent facilement.',
    'too-long': 'Ce mot de passe est trop long.',
    'not-text': 'Ce mot de passe contient des caractères illisibles.',
    'too-common': 'Ce mot de passe est trop courant. Choisissez-en un que personne ne devine.',
    'too-regular': 'Ce mot de passe suit un motif trop simple. Quelques mots sans lien sont plus sûrs.',
    'too-personal': 'Ce mot de passe contient votre nom ou votre adresse. Choisissez-en un autre.',
  },
};
