/** French of what may be refused here, by its code. */
export const fr = {
  'course-not-found': 'Ce cours n’existe pas, ou vous n’y avez pas accès.',
  'enrollment-required': 'Ce cours est réservé aux personnes inscrites. Inscrivez-vous pour continuer.',
  'lesson-taken-down': 'Ceci a été retiré du cours, et ne peut plus être lu.',
  'lesson-not-found': 'Cette leçon n’existe pas, ou vous n’y avez pas accès.',
  'module-not-found':
    'Le module de cette leçon n’existe plus. Rétablissez-le d’abord, ou choisissez-en un autre.',
  'file-not-found': 'Ce fichier n’existe plus.',
  'revision-not-found': 'Cette version de la leçon n’existe plus.',
};
