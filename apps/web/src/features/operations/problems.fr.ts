/** French of what may be refused here, by its code. */
export const fr = {
  'workflow-ended': 'Ce processus est terminé : il n’y a plus rien à annuler.',
};
