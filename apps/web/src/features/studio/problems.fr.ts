/** French of what may be refused here, by its code. */
export const fr = {
  'course-publishing': 'Ce cours est en cours de publication. Attendez qu’elle soit terminée.',
  'course-archived': 'Ce cours est archivé. Restaurez-le d’abord.',
  'course-empty': 'Ce cours n’a pas encore de leçon. Ajoutez-en une, puis publiez-le.',
  'course-unchanged':
    'Rien n’a changé depuis la dernière version publiée : il n’y a rien à publier. Titre, résumé et places prennent effet aussitôt.',
  'archive-broken': 'Cette archive ne peut pas être lue : elle est incomplète ou endommagée.',
  'archive-encrypted': 'Cette archive est protégée par un mot de passe. Envoyez-la sans protection.',
  'archive-empty': 'Il n’y a aucun fichier dedans. Envoyez un dossier de fichiers Markdown.',
  'archive-too-large': 'Cette archive est trop grande. Envoyez-la en plusieurs fois.',
  'archive-too-many-files': 'Il y a trop de fichiers dans cette archive. Envoyez-la en plusieurs fois.',
  'markdown-too-large': 'Ce texte est trop long. Répartissez-le sur plusieurs leçons.',
  'markdown-too-deep': 'Ce texte a trop de niveaux imbriqués. Simplifiez ses listes et ses citations.',
  'content-too-complex': 'Ce texte est trop complexe pour être affiché. Simplifiez-le.',
  'file-type-not-carried':
    'Un cours ne peut pas contenir ce type de fichier. Images, vidéos, sons, documents et code source sont possibles ; le Markdown va dans une leçon.',
};
