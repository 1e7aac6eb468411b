/** French of the inbox, and of what one wants to hear of. */
import { count } from '../../app/words.ts';
import type { NotificationWords } from './words.en.ts';

export const fr: NotificationWords = {
  inbox: 'Messages reçus',
  unread: (n: number) =>
    n === 0 ? 'rien à lire' : count(n, { one: 'message non lu', other: 'messages non lus' }, 'fr'),
  open: 'Ouvrir',
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
  preferences: {
    lead: 'Ce dont vous êtes averti, et par quel moyen. Les messages reçus de l’application contiennent toujours tout.',
    groups: {
      account: 'Votre compte',
      learning: 'Apprendre',
      teaching: 'Enseigner',
      organization: 'Organisation',
    },
    channels: { 'in-app': 'Application', email: 'E-mail', push: 'Push', sms: 'SMS' },
    kind: 'À propos de',
    pace: 'Les lettres arrivent',
    paces: { immediate: 'Aussitôt', daily: 'Une fois par jour', weekly: 'Une fois par semaine' },
    always: 'toujours actif',
    unreachable: {
      'in-app': '',
      email: 'Aucun serveur de courrier n’est configuré ici : un administrateur lit vos lettres pour vous.',
      push: 'Ce navigateur n’a pas encore été sollicité. Activez le push ci-dessous.',
      sms: 'Ajoutez d’abord votre numéro de téléphone ci-dessous.',
    },
    when: 'Quand',
    quiet: 'Heures calmes',
    quietText:
      'Rien d’autre que la liste des messages ne vous dérange entre ces heures. Ce qui est urgent pour votre compte arrive quand même.',
    from: 'De',
    to: 'À',
    digestHour: 'Les lettres groupées arrivent à',
    digestWeekday: 'Celle de la semaine le',
    zone: (zone: string) => `Les heures sont en ${zone}, le fuseau de votre compte.`,
    reach: 'Comment vous joindre',
    phone: 'Numéro de téléphone pour les SMS',
    phoneHint: 'Avec l’indicatif du pays, p. ex. +33612345678',
    savePhone: 'Enregistrer le numéro',
    pushOn: 'Activer le push dans ce navigateur',
    pushDenied:
      'Ce navigateur a reçu l’ordre de ne pas montrer les messages de Kernos. Ses réglages peuvent le changer.',
    pushImpossible: 'Ce navigateur ne peut pas montrer de messages push.',
    devices: 'Navigateurs qui reçoivent les messages push',
    noDevices: 'Aucun navigateur ne reçoit de messages push.',
    removeDevice: (name: string) => `Retirer ${name}`,
    saved: 'Enregistré',
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
