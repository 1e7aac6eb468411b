/** French of what may be refused here, by its code. */
export const fr = {
  'course-full': 'Ce cours est complet. Vous n’avez pas été inscrit.',
  'already-enrolled': 'Vous êtes déjà inscrit à ce cours.',
  'not-enrolled': 'Vous n’êtes pas inscrit à ce cours. Rien n’a été modifié.',
};
