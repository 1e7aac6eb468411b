import { FilePlus } from 'lucide-react';
import { forTeachers } from '../../app/access.ts';
import type { Action } from '../../app/action.ts';

export const actions: readonly Action[] = [
  {
    name: { en: 'Add documents', fr: 'Ajouter des documents' },
    also: { en: 'upload,add website', fr: 'téléverser,ajouter un site' },
    icon: FilePlus,
    roles: forTeachers.roles,
    link: () => ({ to: '/documents' }),
  },
];
