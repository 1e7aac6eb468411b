import { BarChart3 } from 'lucide-react';
import type { Place } from '../../app/place.ts';
import { teaching } from '../studio/places.ts';

export const places: readonly Place[] = [
  {
    to: '/reports',
    name: { en: 'Analytics', fr: 'Statistiques' },
    icon: BarChart3,
    group: teaching,
    order: 30,
  },
];
