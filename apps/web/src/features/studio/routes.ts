import { forTeachers } from '../../app/access.ts';
import { inside, signedIn } from '../../app/page-route.ts';
import { flag, oneOf, search, text } from '../../app/search-params.ts';
import { presets } from '../analytics/range.ts';
import { lessonSearch } from './lesson/lesson-search.ts';
import { rosterSearch } from './roster-search.ts';

const courseRoute = signedIn('/studio/$courseId', () => import('./course-layout.tsx'), 'CourseLayout', {
  staticData: forTeachers,
});
const coursePage = inside(courseRoute);

// Named first: routes that stand in the call itself lose their types.
const coursePages = [
  coursePage('/', () => import('./outline/outline-page.tsx'), 'OutlinePage'),
  coursePage('/analytics', () => import('./figures/figures-page.tsx'), 'FiguresPage', {
    validateSearch: search({ last: oneOf(presets) }),
  }),
  coursePage('/files', () => import('./files/files-page.tsx'), 'FilesPage'),
  coursePage('/settings', () => import('./settings/settings-page.tsx'), 'SettingsPage'),
  coursePage('/roster', () => import('./roster-page.tsx'), 'RosterPage', { validateSearch: rosterSearch }),
] as const;

export const pages = [
  signedIn('/studio', () => import('./studio-page.tsx'), 'StudioPage', {
    staticData: forTeachers,
    validateSearch: search({ q: text(), make: flag }),
  }),
  signedIn('/studio/import', () => import('./import/import-page.tsx'), 'ImportPage', {
    staticData: forTeachers,
  }),
  signedIn(
    '/studio/$courseId/publish/$workflowId',
    () => import('./publish/publishing-page.tsx'),
    'PublishingPage',
    { staticData: forTeachers },
  ),
  signedIn('/studio/$courseId/lessons/$lessonId', () => import('./lesson/lesson-page.tsx'), 'LessonPage', {
    staticData: forTeachers,
    validateSearch: lessonSearch,
  }),
  signedIn('/studio/$courseId/preview/$lessonId', () => import('./preview/preview-page.tsx'), 'PreviewPage', {
    staticData: forTeachers,
  }),
  courseRoute.addChildren(coursePages),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly studio: typeof pages;
  }
}
