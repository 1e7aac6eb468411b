import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { signedInRoute } from '../../app/root-route.tsx';
import { catalogSearch } from './catalog-search.ts';
import { lessonSearch } from './lesson-search.ts';

const getParentRoute = () => signedInRoute;
const ahead = () => import('./ahead.ts');

export const pages = [
  createRoute({
    getParentRoute,
    path: '/catalog',
    validateSearch: catalogSearch,
    component: lazyRouteComponent(() => import('./catalog-page.tsx'), 'CatalogPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/courses/$courseId',
    component: lazyRouteComponent(() => import('./course-page.tsx'), 'CoursePage'),
    // Asked for as soon as somebody seems to go there; the page itself waits for the answer.
    loader: ({ params: { courseId } }): void => {
      void ahead().then(({ askForCourse }) => askForCourse(courseId));
    },
  }),
  createRoute({
    getParentRoute,
    path: '/courses/$courseId/lessons/$lessonId',
    validateSearch: lessonSearch,
    component: lazyRouteComponent(() => import('./reader/lesson-page.tsx'), 'LessonPage'),
    loader: ({ params: { lessonId } }): void => {
      void ahead().then(({ askForLesson }) => askForLesson(lessonId));
    },
  }),
  // Links in lessons, and of whoever knows no more than the lesson, lead here.
  createRoute({
    getParentRoute,
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
