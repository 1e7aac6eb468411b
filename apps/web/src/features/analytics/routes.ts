import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { forAdmins, forTeachers } from '../../app/access.ts';
import { signedInRoute } from '../../app/root-route.tsx';
import { cohortSearch } from './cohort-search.ts';
import { reportSearch } from './range.ts';

const reportsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/reports',
  staticData: forTeachers,
  component: lazyRouteComponent(() => import('./reports-layout.tsx'), 'ReportsLayout'),
});

// Named first: routes that stand in the call itself lose their types.
const reportPages = [
  createRoute({
    getParentRoute: () => reportsRoute,
    path: '/',
    validateSearch: reportSearch,
    component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => reportsRoute,
    path: '/courses',
    component: lazyRouteComponent(() => import('./courses-page.tsx'), 'CoursesPage'),
  }),
  createRoute({
    getParentRoute: () => reportsRoute,
    path: '/retention',
    validateSearch: cohortSearch,
    component: lazyRouteComponent(() => import('./retention-page.tsx'), 'RetentionPage'),
  }),
  createRoute({
    getParentRoute: () => reportsRoute,
    path: '/delivery',
    staticData: forAdmins,
    validateSearch: reportSearch,
    component: lazyRouteComponent(() => import('./delivery-page.tsx'), 'DeliveryPage'),
  }),
] as const;

export const pages = [
  reportsRoute.addChildren(reportPages),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/reports/courses/$courseId',
    staticData: forTeachers,
    component: lazyRouteComponent(() => import('./course-report-page.tsx'), 'CourseReportPage'),
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly analytics: typeof pages;
  }
}
