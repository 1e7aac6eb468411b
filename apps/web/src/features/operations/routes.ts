import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { forAdmins } from '../../app/access.ts';
import { signedInRoute } from '../../app/root-route.tsx';
import { flag, oneOf, search, text } from '../../app/search-params.ts';

const systemRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/system',
  staticData: forAdmins,
  component: lazyRouteComponent(() => import('./system-layout.tsx'), 'SystemLayout'),
});

// Named first: routes that stand in the call itself lose their types.
const systemPages = [
  createRoute({
    getParentRoute: () => systemRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./now-page.tsx'), 'NowPage'),
  }),
  createRoute({
    getParentRoute: () => systemRoute,
    path: '/events',
    validateSearch: search({ q: text() }),
    component: lazyRouteComponent(() => import('./events-page.tsx'), 'EventsPage'),
  }),
  createRoute({
    getParentRoute: () => systemRoute,
    path: '/traces',
    validateSearch: search({ q: text(), failed: flag }),
    component: lazyRouteComponent(() => import('./traces-page.tsx'), 'TracesPage'),
  }),
  createRoute({
    getParentRoute: () => systemRoute,
    path: '/workflows',
    validateSearch: search({ status: oneOf(['running', 'succeeded', 'failed', 'cancelled']) }),
    component: lazyRouteComponent(() => import('./workflows-page.tsx'), 'WorkflowsPage'),
  }),
  createRoute({
    getParentRoute: () => systemRoute,
    path: '/schedules',
    component: lazyRouteComponent(() => import('./schedules-page.tsx'), 'SchedulesPage'),
  }),
  createRoute({
    getParentRoute: () => systemRoute,
    path: '/dead-letters',
    validateSearch: search({ state: oneOf(['discarded']) }),
    component: lazyRouteComponent(() => import('./dead-letters-page.tsx'), 'DeadLettersPage'),
  }),
] as const;

export const pages = [
  systemRoute.addChildren(systemPages),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/system/traces/$traceId',
    staticData: forAdmins,
    component: lazyRouteComponent(() => import('./trace-page.tsx'), 'TracePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/audit',
    staticData: forAdmins,
    validateSearch: search({ q: text(), outcome: oneOf(['done', 'refused', 'failed']) }),
    component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly operations: typeof pages;
  }
}
