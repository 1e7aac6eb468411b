import { PenLine } from 'lucide-react';
import type { Place, PlaceGroup } from '../../app/place.ts';

export const teaching: PlaceGroup = { name: { en: 'Teaching', fr: 'Enseigner' }, order: 20 };

export const places: readonly Place[] = [
  { to: '/studio', name: { en: 'Studio', fr: 'Atelier' }, icon: PenLine, group: teaching, order: 10 },
];
