import { forAdmins, forTeachers } from '../../app/access.ts';
import { inside, signedIn } from '../../app/page-route.ts';
import { cohortSearch } from './cohort-search.ts';
import { reportSearch } from './range.ts';

const reportsRoute = signedIn('/reports', () => import('./reports-layout.tsx'), 'ReportsLayout', {
  staticData: forTeachers,
});
const reportsPage = inside(reportsRoute);

// Named first: routes that stand in the call itself lose their types.
const reportPages = [
  reportsPage('/', () => import('./overview-page.tsx'), 'OverviewPage', { validateSearch: reportSearch }),
  reportsPage('/courses', () => import('./courses-page.tsx'), 'CoursesPage'),
  reportsPage('/retention', () => import('./retention-page.tsx'), 'RetentionPage', {
    validateSearch: cohortSearch,
  }),
  reportsPage('/delivery', () => import('./delivery-page.tsx'), 'DeliveryPage', {
    staticData: forAdmins,
    validateSearch: reportSearch,
  }),
] as const;

export const pages = [
  reportsRoute.addChildren(reportPages),
  signedIn('/reports/courses/$courseId', () => import('./course-report-page.tsx'), 'CourseReportPage', {
    staticData: forTeachers,
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly analytics: typeof pages;
  }
}
