import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../../app/root-route.tsx';

const getParentRoute = () => signedInRoute;
const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);

const askRoute = createRoute({
  getParentRoute,
  path: '/ask',
  validateSearch: ({ q, course }: { q?: unknown; course?: unknown }): { q?: string; course?: string } => ({
    ...(typeof q === 'string' && q && { q }),
    ...(isId(course) && { course }),
  }),
  component: lazyRouteComponent(() => import('./asking/ask-page.tsx'), 'AskPage'),
});

// The page reads the conversation from the address itself: it stays while one goes from one to the next.
const askPages = [
  createRoute({ getParentRoute: () => askRoute, path: '/' }),
  createRoute({ getParentRoute: () => askRoute, path: '/$conversationId' }),
] as const;

export const assistantRoutes = [
  askRoute.addChildren(askPages),
  createRoute({
    getParentRoute,
    path: '/ask/why/$answerId',
    component: lazyRouteComponent(() => import('./why/why-page.tsx'), 'WhyPage'),
  }),
] as const;
