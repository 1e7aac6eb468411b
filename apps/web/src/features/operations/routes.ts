import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../../app/root-route.tsx';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const search = ({ q }: { q?: unknown }): { q?: string } => {
  const words = text(q);
  return words === undefined ? {} : { q: words };
};
const oneOf = <T extends string>(value: unknown, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === value);

const systemRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/system',
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
    validateSearch: search,
    component: lazyRouteComponent(() => import('./events-page.tsx'), 'EventsPage'),
  }),
  createRoute({
    getParentRoute: () => systemRoute,
    path: '/traces',
    validateSearch: (given: { q?: unknown; failed?: unknown }): { q?: string; failed?: true } => ({
      ...search(given),
      ...(given.failed === true && { failed: true }),
    }),
    component: lazyRouteComponent(() => import('./traces-page.tsx'), 'TracesPage'),
  }),
  createRoute({
    getParentRoute: () => systemRoute,
    path: '/workflows',
    validateSearch: ({ status }: { status?: unknown }): { status?: 'running' | 'succeeded' | 'failed' } => {
      const one = oneOf(status, ['running', 'succeeded', 'failed']);
      return one ? { status: one } : {};
    },
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
    validateSearch: ({ state }: { state?: unknown }): { state?: 'discarded' } =>
      state === 'discarded' ? { state } : {},
    component: lazyRouteComponent(() => import('./dead-letters-page.tsx'), 'DeadLettersPage'),
  }),
] as const;

export const operationsRoutes = [
  systemRoute.addChildren(systemPages),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/system/traces/$traceId',
    component: lazyRouteComponent(() => import('./trace-page.tsx'), 'TracePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/audit',
    validateSearch: (given: {
      q?: unknown;
      outcome?: unknown;
    }): { q?: string; outcome?: 'done' | 'refused' | 'failed' } => {
      const outcome = oneOf(given.outcome, ['done', 'refused', 'failed']);
      return { ...search(given), ...(outcome && { outcome }) };
    },
    component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
  }),
] as const;
