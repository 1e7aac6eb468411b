import { ScrollText, ServerCog } from 'lucide-react';
import type { Place } from '../../app/place.ts';
import { organization } from '../identity/places.ts';

export const places: readonly Place[] = [
  { to: '/system', name: { en: 'System', fr: 'Système' }, icon: ServerCog, group: organization, order: 50 },
  {
    to: '/audit',
    name: { en: 'Audit', fr: 'Journal d’audit' },
    icon: ScrollText,
    group: organization,
    order: 60,
  },
];
