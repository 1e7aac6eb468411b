import { forAdmins } from '../../app/access.ts';
import { inside, signedIn } from '../../app/page-route.ts';
import { flag, oneOf, search, text } from '../../app/search-params.ts';

const systemRoute = signedIn('/system', () => import('./system-layout.tsx'), 'SystemLayout', {
  staticData: forAdmins,
});
const systemPage = inside(systemRoute);

// Named first: routes that stand in the call itself lose their types.
const systemPages = [
  systemPage('/', () => import('./now-page.tsx'), 'NowPage'),
  systemPage('/events', () => import('./events-page.tsx'), 'EventsPage', {
    validateSearch: search({ q: text() }),
  }),
  systemPage('/traces', () => import('./traces-page.tsx'), 'TracesPage', {
    validateSearch: search({ q: text(), failed: flag }),
  }),
  systemPage('/workflows', () => import('./workflows-page.tsx'), 'WorkflowsPage', {
    validateSearch: search({ status: oneOf(['running', 'succeeded', 'failed', 'cancelled']) }),
  }),
  systemPage('/schedules', () => import('./schedules-page.tsx'), 'SchedulesPage'),
  systemPage('/dead-letters', () => import('./dead-letters-page.tsx'), 'DeadLettersPage', {
    validateSearch: search({ state: oneOf(['discarded']) }),
  }),
] as const;

export const pages = [
  systemRoute.addChildren(systemPages),
  signedIn('/system/traces/$traceId', () => import('./trace-page.tsx'), 'TracePage', {
    staticData: forAdmins,
  }),
  signedIn('/audit', () => import('./audit-page.tsx'), 'AuditPage', {
    staticData: forAdmins,
    validateSearch: search({ q: text(), outcome: oneOf(['done', 'refused', 'failed']) }),
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly operations: typeof pages;
  }
}
