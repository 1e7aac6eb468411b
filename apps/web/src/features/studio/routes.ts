import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { forTeachers } from '../../app/access.ts';
import { signedInRoute } from '../../app/root-route.tsx';
import { oneOf, search, text } from '../../app/search-params.ts';
import { presets } from '../analytics/range.ts';
import { lessonSearch } from './lesson/lesson-search.ts';
import { rosterSearch } from './roster-search.ts';

const courseRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/studio/$courseId',
  staticData: forTeachers,
  component: lazyRouteComponent(() => import('./course-layout.tsx'), 'CourseLayout'),
});

// Named first: routes that stand in the call itself lose their types.
const coursePages = [
  createRoute({
    getParentRoute: () => courseRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./outline/outline-page.tsx'), 'OutlinePage'),
  }),
  createRoute({
    getParentRoute: () => courseRoute,
    path: '/analytics',
    validateSearch: search({ last: oneOf(presets) }),
    component: lazyRouteComponent(() => import('./figures/figures-page.tsx'), 'FiguresPage'),
  }),
  createRoute({
    getParentRoute: () => courseRoute,
    path: '/files',
    component: lazyRouteComponent(() => import('./files/files-page.tsx'), 'FilesPage'),
  }),
  createRoute({
    getParentRoute: () => courseRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: () => courseRoute,
    path: '/roster',
    validateSearch: rosterSearch,
    component: lazyRouteComponent(() => import('./roster-page.tsx'), 'RosterPage'),
  }),
] as const;

export const pages = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/studio',
    staticData: forTeachers,
    validateSearch: search({ q: text() }),
    component: lazyRouteComponent(() => import('./studio-page.tsx'), 'StudioPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/studio/import',
    staticData: forTeachers,
    component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/studio/$courseId/publish/$workflowId',
    staticData: forTeachers,
    component: lazyRouteComponent(() => import('./publish/publishing-page.tsx'), 'PublishingPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/studio/$courseId/lessons/$lessonId',
    staticData: forTeachers,
    validateSearch: lessonSearch,
    component: lazyRouteComponent(() => import('./lesson/lesson-page.tsx'), 'LessonPage'),
  }),
  courseRoute.addChildren(coursePages),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly studio: typeof pages;
  }
}
