/** French of what may be refused here, by its code. */
export const fr = {
  'conversation-not-found': 'Cette conversation n’existe plus.',
  'answer-not-found': 'Cette réponse n’existe plus.',
  'too-many-at-once': 'Trop de questions en même temps. Attendez la fin d’une réponse, puis réessayez.',
  'placeholder-unknown': 'Ce texte contient une variable inconnue.',
  'evaluation-not-found': 'Cette comparaison n’existe plus.',
  'too-many-keys': 'Vous avez déjà le nombre maximal de clés. Révoquez-en une dont vous n’avez plus besoin.',
  'key-not-found': 'Cette clé n’existe plus.',
  'model-not-found': 'Ce modèle de langage n’existe pas.',
};
