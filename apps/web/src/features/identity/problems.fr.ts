/** French of what may be refused here, by its code. */
export const fr = {
  'email-taken': 'Un compte utilise déjà cette adresse. Rien n’a été modifié.',
  'credentials-wrong': 'L’adresse e-mail ou le mot de passe est incorrect.',
  'second-factor-required': 'Saisissez le code de votre application d’authentification.',
  'second-factor-wrong': 'Ce code est incorrect, ou a déjà servi. Attendez le suivant.',
  'second-factor-on': 'La validation en deux étapes est déjà activée.',
  'email-unverified':
    'Confirmez d’abord votre adresse e-mail : ouvrez le lien de l’e-mail que nous vous avons envoyé.',
  'own-account':
    'Désactivez votre propre validation en deux étapes dans votre profil, avec un code. S’il ne vous en reste aucun, demandez à un autre administrateur.',
  'account-of-another-organization':
    'Ce compte dépend d’une autre organisation. Adressez-vous à ses administrateurs.',
  'second-factor-off': 'La validation en deux étapes n’est pas activée.',
  'refresh-raced': 'Un autre onglet vient de renouveler la session. Réessayez.',
  'password-wrong': 'Mot de passe incorrect. Rien n’a été modifié.',
  'purpose-not-found': 'Vos rôles ne permettent pas de demander cet accès.',
  'person-not-found': 'Cette personne ne fait pas partie de l’organisation.',
  'member-not-found': 'Aucun membre de votre organisation ne correspond.',
  'too-many-organizations': 'Vous avez déjà créé le nombre maximal d’organisations.',
  'last-admin': 'Une organisation a besoin d’au moins un administrateur. Nommez-en d’abord un autre.',
  'already-member': 'Cette personne est déjà membre. Modifiez plutôt ses rôles.',
  'invitation-not-found': 'Cette invitation n’existe pas ou n’est plus valable.',
  'sign-in-first': 'Un compte existe pour cette adresse. Connectez-vous, puis acceptez l’invitation.',
  'invitation-for-another': 'Cette invitation est destinée à une autre adresse que la vôtre.',
  'link-invalid': 'Ce lien a expiré ou a déjà été utilisé. Demandez-en un nouveau.',
};
