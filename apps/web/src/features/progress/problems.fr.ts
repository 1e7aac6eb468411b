/** French of what may be refused here, by its code. */
export const fr = {
  'course-not-completed': 'Terminez d’abord toutes les leçons de ce cours.',
  'certificate-not-found':
    'Aucun certificat ne porte ce code. Comparez-le lettre par lettre avec celui du certificat.',
};
