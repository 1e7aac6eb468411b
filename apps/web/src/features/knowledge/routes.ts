import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedInRoute } from '../../app/root-route.tsx';
import { readDocumentsSearch } from './documents-search.ts';

const getParentRoute = () => signedInRoute;

const meant = ({
  passage,
  quote,
}: {
  passage?: unknown;
  quote?: unknown;
}): { passage?: string; quote?: string } => ({
  ...(typeof passage === 'string' && /^[0-9a-f-]{36}$/.test(passage) && { passage }),
  ...((typeof quote === 'string' || typeof quote === 'number') && { quote: String(quote).slice(0, 500) }),
});

export const knowledgeRoutes = [
  // What citations of documents lead to, for everybody who may read them.
  createRoute({
    getParentRoute,
    path: '/sources/$documentId',
    validateSearch: meant,
    component: lazyRouteComponent(() => import('./source-page.tsx'), 'SourcePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/documents',
    validateSearch: readDocumentsSearch,
    component: lazyRouteComponent(() => import('./documents-page.tsx'), 'DocumentsPage'),
  }),
] as const;
