import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { forAdmins } from '../../app/access.ts';
import { signedInRoute } from '../../app/root-route.tsx';
import { id, search, text } from '../../app/search-params.ts';
import { feedbackSearch, monthSearch, pairSearch, templateSearch } from './admin/admin-search.ts';

const getParentRoute = () => signedInRoute;

const askRoute = createRoute({
  getParentRoute,
  path: '/ask',
  validateSearch: search({ q: text(2_000), course: id }),
  component: lazyRouteComponent(() => import('./asking/ask-page.tsx'), 'AskPage'),
});

// The page reads the conversation from the address itself: it stays while one goes from one to the next.
const askPages = [
  createRoute({ getParentRoute: () => askRoute, path: '/' }),
  createRoute({ getParentRoute: () => askRoute, path: '/$conversationId' }),
] as const;

/** What administrators see and set. */
const adminRoute = createRoute({
  getParentRoute,
  path: '/assistant',
  staticData: forAdmins,
  component: lazyRouteComponent(() => import('./admin/assistant-layout.tsx'), 'AssistantLayout'),
});

const adminPages = [
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/',
    validateSearch: monthSearch,
    component: lazyRouteComponent(() => import('./admin/use-page.tsx'), 'UsePage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/instructions',
    component: lazyRouteComponent(() => import('./admin/templates-page.tsx'), 'TemplatesPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/comparisons',
    validateSearch: pairSearch,
    component: lazyRouteComponent(() => import('./admin/comparisons-page.tsx'), 'ComparisonsPage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/feedback',
    validateSearch: feedbackSearch,
    component: lazyRouteComponent(() => import('./admin/feedback-page.tsx'), 'FeedbackPage'),
  }),
] as const;

export const pages = [
  askRoute.addChildren(askPages),
  adminRoute.addChildren(adminPages),
  createRoute({
    getParentRoute,
    path: '/ask/why/$answerId',
    component: lazyRouteComponent(() => import('./why/why-page.tsx'), 'WhyPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/assistant/instructions/$kind',
    staticData: forAdmins,
    validateSearch: templateSearch,
    component: lazyRouteComponent(() => import('./admin/template-page.tsx'), 'TemplatePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/assistant/comparisons/$evaluationId',
    staticData: forAdmins,
    component: lazyRouteComponent(() => import('./admin/evaluation-page.tsx'), 'EvaluationPage'),
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly assistant: typeof pages;
  }
}
