import { courses } from '@kernos/services/learning/courses/contract';
import { BookOpen, FileText } from 'lucide-react';
import { ask } from '../../app/api.ts';
import type { Finder } from '../../app/finder.ts';

export const finders: readonly Finder[] = [
  {
    kind: { en: 'Course', fr: 'Cours' },
    order: 10,
    find: async (q, signal) => {
      const { items } = await ask(courses.calls.list, { q, limit: 5 }, { signal });
      return items.map(({ id, title, summary }) => ({
        ...{ id, title, detail: summary, icon: BookOpen },
        link: { to: '/courses/$courseId', params: { courseId: id } },
      }));
    },
  },
  // By their titles and texts, with the place that fits best.
  {
    kind: { en: 'Lesson', fr: 'Leçon' },
    order: 20,
    find: async (q, signal) => {
      const { items } = await ask(courses.calls.searchLessons, { q, limit: 6 }, { signal });
      return items.map(({ id, courseId, title, courseTitle, snippet }) => ({
        ...{ id, title, icon: FileText },
        detail: `${courseTitle} · ${snippet.map(({ text }) => text).join('')}`,
        link: { to: '/courses/$courseId/lessons/$lessonId', params: { courseId, lessonId: id } },
      }));
    },
  },
];
