/** French of what may be refused here, by its code. */
export const fr = {
  'phone-code-wrong': 'Ce code est incorrect ou n’est plus valable. Demandez-en un autre.',
  'kind-unknown': 'Ce type de notification n’existe pas par ce canal.',
  'kind-required': 'Cette notification ne peut pas être désactivée.',
  'address-not-allowed': 'Cette adresse ne peut pas être utilisée : elle n’est pas publique.',
  'too-many-devices': 'Vous avez déjà le nombre maximal de navigateurs. Retirez-en un d’abord.',
};
