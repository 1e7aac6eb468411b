/** French of the frame. */

import type { ShellWords } from './words.en.ts';

export const fr: ShellWords = {
  product: 'Kernos',
  skip: 'Aller au contenu',
  find: 'Rechercher',
  findPlaceholder: 'Rechercher ou lancer une action…',
  nothingFound: 'Aucun résultat. Essayez d’autres mots.',
  typeMore: 'Tapez une autre lettre pour rechercher.',
  navigation: 'Navigation principale',
  newMessages: (n) => `${n} nouveaux messages`,
  more: 'Plus',
  palette: {
    kinds: { place: 'Page', action: 'Action' },
    actions: {
      light: 'Thème clair',
      dark: 'Thème sombre',
      auto: 'Thème du système',
      themeAlso: 'couleurs,apparence,mode',
      language: (name) => `Passer en ${name}`,
      languageAlso: 'langue,language',
      organization: (name) => `Passer à ${name}`,
      signOut: 'Se déconnecter',
      signOutAlso: 'déconnexion,quitter',
    },
  },
  person: {
    menu: 'Votre compte',
    profile: 'Profil et réglages',
    language: 'Langue',
    colors: 'Thème',
    light: 'Clair',
    dark: 'Sombre',
    auto: 'Comme le système',
    organizations: 'Organisation',
    signOut: 'Se déconnecter',
  },
  missing: {
    title: 'Page introuvable',
    text: 'Le lien est peut-être périmé, ou vous n’y avez pas accès.',
    home: 'Aller à l’accueil',
  },
  notForYou: {
    title: 'Vous n’avez pas accès à cette page',
    text: 'Elle demande un rôle que vous n’avez pas. Demandez l’accès à un administrateur.',
    textIn: (organization) =>
      `Elle demande un rôle que vous n’avez pas dans ${organization}. Demandez l’accès à un administrateur.`,
    home: 'Aller à l’accueil',
  },
  failed: {
    title: 'Cette page n’a pas pu être affichée',
    reload: 'Recharger la page',
  },
  unsaved: {
    title: 'Se déconnecter sans enregistrer ?',
    text: 'Une partie de votre travail n’est pas encore enregistrée. Elle sera perdue si vous vous déconnectez maintenant.',
    stay: 'Rester connecté',
    leave: 'Se déconnecter',
  },
  ended: {
    titles: {
      expired: 'Votre session est terminée',
      elsewhere: 'Vous vous êtes connecté avec un autre compte dans un autre onglet',
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
    code: 'Code d’authentification',
    signIn: 'Se connecter',
    reload: 'Recharger la page',
  },
};
