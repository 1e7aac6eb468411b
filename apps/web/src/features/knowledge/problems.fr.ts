/** French of what may be refused here, by its code. */
export const fr = {
  'passage-not-found': 'Ce passage n’existe pas, ou vous n’y avez pas accès.',
  'document-not-found': 'Ce document n’existe pas, ou vous n’y avez pas accès.',
  'document-in-work': 'Ce document est déjà en cours de lecture. Attendez la fin.',
  'site-not-found': 'Ce site n’existe plus.',
  'site-in-work': 'Ce site est déjà en cours de lecture. Attendez la fin.',
  'type-not-supported': 'Ce type de fichier ne peut pas être lu.',
  'file-empty': 'Ce fichier est vide. Rien n’a été ajouté.',
  'address-refused': 'Cette adresse ne peut pas être lue : elle n’est pas publique.',
};
