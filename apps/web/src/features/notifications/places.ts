import { BellRing, Inbox } from 'lucide-react';
import type { Place } from '../../app/place.ts';

export const places: readonly Place[] = [
  { to: '/inbox', name: { en: 'Inbox', fr: 'Boîte de réception' }, icon: Inbox, group: null, order: 10 },
  {
    to: '/profile/notifications',
    name: { en: 'Notification settings', fr: 'Réglages des notifications' },
    also: { en: 'email,push,digest,quiet hours,sms', fr: 'e-mail,push,résumé,heures calmes,sms' },
    icon: BellRing,
    group: null,
    order: 25,
  },
];
