import { BarChart3 } from 'lucide-react';
import { forAdmins, forTeachers } from '../../app/access.ts';
import type { Action } from '../../app/action.ts';

export const actions: readonly Action[] = [
  {
    name: { en: 'Compare courses', fr: 'Comparer les cours' },
    also: { en: 'completion rates', fr: 'taux d’achèvement' },
    icon: BarChart3,
    roles: forTeachers.roles,
    link: () => ({ to: '/reports/courses' }),
  },
  {
    name: { en: 'View retention', fr: 'Voir la rétention' },
    also: { en: 'retention,returning', fr: 'rétention,retours' },
    icon: BarChart3,
    roles: forTeachers.roles,
    link: () => ({ to: '/reports/retention' }),
  },
  {
    name: { en: 'View message delivery', fr: 'Voir les envois de messages' },
    also: { en: 'delivery,delivery rates', fr: 'envois,taux d’envoi' },
    icon: BarChart3,
    roles: forAdmins.roles,
    link: () => ({ to: '/reports/delivery' }),
  },
];
