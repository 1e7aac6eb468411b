import type { CommonWords } from './common.en.ts';

export const fr: CommonWords = {
  close: 'Fermer',
  undo: 'Annuler',
  retry: 'Réessayer',
  loadMore: 'Afficher la suite',
  loading: 'Chargement',
  showPassword: 'Afficher le mot de passe',
  copied: 'Copié',
  copy: 'Copier',
  unreachable: 'Serveur injoignable. Votre travail est conservé. Réessayez dans un instant.',
  leaving: {
    title: 'Quitter sans enregistrer ?',
    text: 'Vos modifications ne sont pas encore enregistrées. Elles seront perdues si vous quittez la page.',
    stay: 'Rester',
    leave: 'Quitter',
  },
  failed: 'Une erreur s’est produite sur cette page. Votre travail est conservé. Rechargez la page.',
  wrongAddress: 'Ce lien est incomplet ou périmé.',
  outdated: 'Actualisation impossible. Vous voyez un état antérieur.',
};
