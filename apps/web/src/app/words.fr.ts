/** French of the frame. */

import type { ShellWords } from './words.en.ts';

export const fr: ShellWords = {
  product: 'Kernos',
  skip: 'Aller à la page',
  find: 'Tout rechercher',
  findPlaceholder: 'Chercher des cours, des leçons, des personnes, des pages…',
  nothingFound: 'Rien trouvé. Essayez d’autres mots.',
  navigation: 'Navigation principale',
  more: 'Plus',
  commands: {
    colors: 'Changer les couleurs',
    signOut: 'Se déconnecter',
    pages: 'Pages',
    commands: 'Commandes',
  },
  person: {
    menu: 'Votre compte',
    profile: 'Profil et réglages',
    language: 'Langue',
    colors: 'Couleurs',
    light: 'Clair',
    dark: 'Sombre',
    auto: 'Comme le système',
    organizations: 'Agir pour',
    signOut: 'Se déconnecter',
  },
  offline:
    'Vous êtes hors ligne. Ce que vous voyez reste ; les changements attendent le retour de la connexion.',
  missing: {
    title: 'Il n’y a rien à cette adresse',
    text: 'Le lien est peut-être ancien, ou n’est pas destiné à ce compte.',
    home: 'Aller à l’accueil',
  },
  notForYou: {
    title: 'Cette page n’est pas prévue pour votre rôle',
    text: 'Elle demande un rôle que vous n’avez pas. Adressez-vous à un administrateur si vous devriez l’avoir.',
    textIn: (organization) =>
      `Elle demande un rôle que vous n’avez pas dans ${organization}. Adressez-vous à un administrateur si vous devriez l’avoir.`,
    home: 'Aller à l’accueil',
  },
  failed: {
    title: 'Cette page n’a pas pu être affichée',
    newer: 'Kernos a été mis à jour depuis l’ouverture de cette page. Rechargez-la pour continuer.',
    reload: 'Recharger la page',
  },
  unsaved: {
    title: 'Se déconnecter sans enregistrer ?',
    text: 'Un texte n’a pas encore pu être enregistré. Il sera perdu si vous vous déconnectez maintenant.',
    stay: 'Rester',
    leave: 'Se déconnecter',
  },
  ended: {
    titles: {
      expired: 'Votre session est terminée',
      elsewhere: 'Vous vous êtes connecté sous un autre compte dans un autre onglet',
      switched: 'Vous avez changé d’organisation dans un autre onglet',
    },
    expiredText: 'Reconnectez-vous pour continuer. Ce que vous étiez en train d’écrire est toujours là.',
    elsewhereText: 'Cet onglet montre encore l’autre compte. Rechargez-le pour continuer avec le nouveau.',
    switchedText: (shown: string) =>
      `Cet onglet montre encore ${shown}. Revenez-y pour garder ce que vous écriviez, ou rechargez la page pour continuer avec l’autre.`,
    switchedAway: 'Cet onglet montre encore la précédente. Rechargez-le pour continuer avec l’autre.',
    back: (shown: string) => `Revenir à ${shown}`,
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    code: 'Code de votre application d’authentification',
    signIn: 'Se connecter',
    reload: 'Recharger la page',
  },
};
