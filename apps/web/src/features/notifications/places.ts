import { Inbox } from 'lucide-react';
import type { Place } from '../../app/place.ts';

export const places: readonly Place[] = [
  { to: '/inbox', name: { en: 'Inbox', fr: 'Messages reçus' }, icon: Inbox, group: null, order: 10 },
];
