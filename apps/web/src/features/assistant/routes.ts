import { createRoute } from '@tanstack/react-router';
import { forAdmins } from '../../app/access.ts';
import { inside, signedIn } from '../../app/page-route.ts';
import { id, search, text } from '../../app/search-params.ts';
import { feedbackSearch, monthSearch, pairSearch, templateSearch } from './admin/admin-search.ts';

const askRoute = signedIn('/ask', () => import('./asking/ask-page.tsx'), 'AskPage', {
  validateSearch: search({ q: text(2_000), course: id }),
});

// The page reads the conversation from the address itself: it stays while one goes from one to the next.
const askPages = [
  createRoute({ getParentRoute: () => askRoute, path: '/' }),
  createRoute({ getParentRoute: () => askRoute, path: '/$conversationId' }),
] as const;

/** What administrators see and set. */
const adminRoute = signedIn('/assistant', () => import('./admin/assistant-layout.tsx'), 'AssistantLayout', {
  staticData: forAdmins,
});
const adminPage = inside(adminRoute);

const adminPages = [
  adminPage('/', () => import('./admin/use-page.tsx'), 'UsePage', { validateSearch: monthSearch }),
  adminPage('/instructions', () => import('./admin/templates-page.tsx'), 'TemplatesPage'),
  adminPage('/comparisons', () => import('./admin/comparisons-page.tsx'), 'ComparisonsPage', {
    validateSearch: pairSearch,
  }),
  adminPage('/feedback', () => import('./admin/feedback-page.tsx'), 'FeedbackPage', {
    validateSearch: feedbackSearch,
  }),
] as const;

export const pages = [
  askRoute.addChildren(askPages),
  adminRoute.addChildren(adminPages),
  signedIn('/ask/why/$answerId', () => import('./why/why-page.tsx'), 'WhyPage'),
  signedIn('/assistant/instructions/$kind', () => import('./admin/template-page.tsx'), 'TemplatePage', {
    staticData: forAdmins,
    validateSearch: templateSearch,
  }),
  signedIn(
    '/assistant/comparisons/$evaluationId',
    () => import('./admin/evaluation-page.tsx'),
    'EvaluationPage',
    { staticData: forAdmins },
  ),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly assistant: typeof pages;
  }
}
