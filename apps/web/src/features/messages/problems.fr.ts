/** French of what may be refused here, by its code. */
export const fr = {
  'delivery-not-found': 'Cet envoi n’existe pas, ou est trop ancien pour être gardé.',
  'delivery-over': 'Seul ce qui a échoué ou attend peut être renvoyé.',
  'template-not-found': 'Ce modèle n’existe plus.',
  'template-wrong': 'Ce modèle contient une erreur. Rien n’a été enregistré.',
  'event-unknown': 'Cet événement n’existe pas.',
  'too-many-endpoints': 'Il y a déjà le nombre maximal de destinations. Retirez-en une d’abord.',
  'endpoint-paused': 'Cette destination est en pause : reprenez d’abord l’envoi.',
  'endpoint-not-found': 'Ce webhook ou canal Slack n’existe plus.',
  'endpoint-has-no-secret': 'Un canal Slack n’a pas de secret. Donnez-lui plutôt une nouvelle adresse.',
};
