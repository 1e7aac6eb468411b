import { Send } from 'lucide-react';
import type { Place } from '../../app/place.ts';
import { organization } from '../identity/places.ts';

export const places: readonly Place[] = [
  { to: '/messages', name: { en: 'Messages', fr: 'Messages' }, icon: Send, group: organization, order: 30 },
];
