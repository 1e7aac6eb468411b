import { Award, BookOpen, Home, NotebookPen } from 'lucide-react';
import type { Place } from '../../app/place.ts';
import { learning } from '../courses/places.ts';

export const places: readonly Place[] = [
  { to: '/', name: { en: 'Home', fr: 'Accueil' }, icon: Home, group: learning, order: 10, onBar: true },
  {
    to: '/my-courses',
    name: { en: 'My courses', fr: 'Mes cours' },
    icon: BookOpen,
    group: learning,
    order: 30,
    roles: ['learner'],
    onBar: true,
  },
  {
    to: '/notes',
    name: { en: 'My notes', fr: 'Mes notes' },
    icon: NotebookPen,
    group: learning,
    order: 50,
    roles: ['learner'],
  },
  {
    to: '/certificates',
    name: { en: 'Certificates', fr: 'Certificats' },
    icon: Award,
    group: learning,
    order: 60,
    roles: ['learner'],
  },
];
