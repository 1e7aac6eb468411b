import { PenLine, Plus, Send, Upload } from 'lucide-react';
import { forTeachers } from '../../app/access.ts';
import type { Action } from '../../app/action.ts';

export const actions: readonly Action[] = [
  {
    name: { en: 'New course', fr: 'Nouveau cours' },
    also: { en: 'create course,add course', fr: 'créer un cours,ajouter un cours' },
    icon: Plus,
    roles: forTeachers.roles,
    link: () => ({ to: '/studio', search: { make: true } }),
  },
  {
    name: { en: 'Import a course', fr: 'Importer un cours' },
    also: { en: 'upload course,zip,git', fr: 'téléverser un cours,zip,git' },
    icon: Upload,
    roles: forTeachers.roles,
    link: () => ({ to: '/studio/import' }),
  },
  {
    name: { en: 'Edit this course', fr: 'Modifier ce cours' },
    icon: PenLine,
    roles: forTeachers.roles,
    link: ({ courseId }) => (courseId ? { to: '/studio/$courseId', params: { courseId } } : undefined),
  },
  {
    name: { en: 'Publish this course', fr: 'Publier ce cours' },
    icon: Send,
    roles: forTeachers.roles,
    link: ({ courseId }) => (courseId ? { to: '/studio/$courseId', params: { courseId } } : undefined),
  },
  {
    name: { en: 'Publish a course', fr: 'Publier un cours' },
    icon: Send,
    roles: forTeachers.roles,
    link: ({ courseId }) => (courseId ? undefined : { to: '/studio' }),
  },
];
