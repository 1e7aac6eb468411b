import { FileText } from 'lucide-react';
import type { Place } from '../../app/place.ts';
import { teaching } from '../studio/places.ts';

export const places: readonly Place[] = [
  {
    to: '/documents',
    name: { en: 'Documents', fr: 'Documents' },
    icon: FileText,
    group: teaching,
    order: 20,
  },
];
