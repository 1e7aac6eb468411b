/** French of the inbox, and of what one wants to hear of. */
import { count } from '../../language/words.ts';
import type { NotificationWords } from './words.en.ts';

export const fr: NotificationWords = {
  inbox: 'Boîte de réception',
  unread: (n: number) =>
    n === 0 ? 'aucun message non lu' : count(n, { one: 'message non lu', other: 'messages non lus' }, 'fr'),
  filters: { all: 'Tous', unread: 'Non lus', archived: 'Archivés' },
  isUnread: 'Non lu',
  readAll: 'Tout marquer comme lu',
  allRead: (n: number) =>
    `${count(n, { one: 'message marqué comme lu', other: 'messages marqués comme lus' }, 'fr')}.`,
  markRead: 'Marquer comme lu',
  markUnread: 'Marquer comme non lu',
  archive: 'Archiver',
  restore: 'Remettre dans la boîte de réception',
  archived: 'Archivé.',
  none: { all: 'Aucun message', unread: 'Vous êtes à jour', archived: 'Aucun message archivé' },
  noneText: {
    all: 'Les messages sur vos cours, les nouvelles leçons et vos certificats apparaissent ici.',
    unread: 'Les nouveaux messages apparaissent ici.',
    archived: 'Les messages que vous archivez sont conservés ici.',
  },
  unsubscribe: {
    incomplete: 'Ce lien est incomplet. Ouvrez-le de nouveau depuis l’e-mail.',
    title: 'Réglages des e-mails',
    question: (title: string) => `Ne plus recevoir d’e-mails à propos de « ${title} » ?`,
    yes: 'Se désabonner',
    done: (title: string) => `Vous êtes désabonné des e-mails à propos de « ${title} ».`,
    undo: 'Se réabonner',
    on: (title: string) => `Vous recevez de nouveau les e-mails à propos de « ${title} ».`,
  },
};
