/** French of the inbox, and of what one wants to hear of. */
import { count } from '../../language/words.ts';
import type { NotificationWords } from './words.en.ts';

export const fr: NotificationWords = {
  inbox: 'Messages reçus',
  unread: (n: number) =>
    n === 0 ? 'rien à lire' : count(n, { one: 'message non lu', other: 'messages non lus' }, 'fr'),
  filters: { all: 'Tous', unread: 'Non lus', archived: 'Archivés' },
  readAll: 'Tout marquer comme lu',
  allRead: (n: number) => `${count(n, { one: 'message marqué', other: 'messages marqués' }, 'fr')} comme lu.`,
  markRead: 'Marquer comme lu',
  markUnread: 'Marquer comme non lu',
  archive: 'Archiver',
  restore: 'Remettre dans les messages reçus',
  archived: 'Archivé.',
  none: { all: 'Rien pour le moment', unread: 'Tout est lu', archived: 'Rien d’archivé' },
  noneText: {
    all: 'Ce qui vous concerne apparaît ici aussitôt : places, nouvelles leçons, certificats.',
    unread: 'Les nouveaux messages apparaissent ici dès leur arrivée.',
    archived: 'Archivez un message pour alléger la liste ; il reste ici.',
  },
  unsubscribe: {
    title: 'Lettres',
    question: (title: string) => `Ne plus recevoir de lettres à propos de « ${title} » ?`,
    yes: 'Plus de ces lettres',
    done: (title: string) => `Vous ne recevez plus de lettres à propos de « ${title} ».`,
    undo: 'Finalement, je les veux',
    on: (title: string) => `Vous recevez de nouveau des lettres à propos de « ${title} ».`,
  },
};
