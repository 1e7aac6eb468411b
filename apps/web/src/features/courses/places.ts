import { Library } from 'lucide-react';
import type { Place, PlaceGroup } from '../../app/place.ts';

export const learning: PlaceGroup = { name: { en: 'Learning', fr: 'Apprendre' }, order: 10 };

export const places: readonly Place[] = [
  {
    to: '/catalog',
    name: { en: 'Catalog', fr: 'Catalogue' },
    icon: Library,
    group: learning,
    order: 20,
    onBar: true,
  },
];
