import { createRoute, redirect } from '@tanstack/react-router';
import { signedIn } from '../../app/page-route.ts';
import { signedInRoute } from '../../app/root-route.tsx';
import { catalogSearch } from './catalog-search.ts';
import { lessonSearch } from './lesson-search.ts';

const ahead = () => import('./ahead.ts');

export const pages = [
  signedIn('/catalog', () => import('./catalog-page.tsx'), 'CatalogPage', { validateSearch: catalogSearch }),
  signedIn('/courses/$courseId', () => import('./course-page.tsx'), 'CoursePage', {
    // Asked for as soon as somebody seems to go there; the page itself waits for the answer.
    loader: ({ params: { courseId } }): void => {
      void ahead().then(({ askForCourse }) => askForCourse(courseId));
    },
  }),
  signedIn('/courses/$courseId/lessons/$lessonId', () => import('./reader/lesson-page.tsx'), 'LessonPage', {
    validateSearch: lessonSearch,
    loader: ({ params: { lessonId } }): void => {
      void ahead().then(({ askForLesson }) => askForLesson(lessonId));
    },
  }),
  // Links in lessons, and of whoever knows no more than the lesson, lead here.
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/lessons/$lessonId',
    beforeLoad: async ({ params: { lessonId }, location: { hash } }): Promise<void> => {
      const courseId = await (await ahead()).courseOf(lessonId);
      throw redirect({
        to: '/courses/$courseId/lessons/$lessonId',
        params: { courseId, lessonId },
        hash,
        replace: true,
      });
    },
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly courses: typeof pages;
  }
}
