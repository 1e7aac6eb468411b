import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { forAdmins } from '../../app/access.ts';
import { signedInRoute } from '../../app/root-route.tsx';
import { deliverySearch, languageSearch, mailboxSearch, templateSearch } from './message-search.ts';

const messagesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/messages',
  staticData: forAdmins,
  component: lazyRouteComponent(() => import('./messages-layout.tsx'), 'MessagesLayout'),
});

// Named first: routes that stand in the call itself lose their types.
const messagePages = [
  createRoute({
    getParentRoute: () => messagesRoute,
    path: '/',
    validateSearch: deliverySearch,
    component: lazyRouteComponent(() => import('./deliveries-page.tsx'), 'DeliveriesPage'),
  }),
  createRoute({
    getParentRoute: () => messagesRoute,
    path: '/templates',
    validateSearch: languageSearch,
    component: lazyRouteComponent(() => import('./templates-page.tsx'), 'TemplatesPage'),
  }),
  createRoute({
    getParentRoute: () => messagesRoute,
    path: '/endpoints',
    component: lazyRouteComponent(() => import('./endpoints-page.tsx'), 'EndpointsPage'),
  }),
  createRoute({
    getParentRoute: () => messagesRoute,
    path: '/mailbox',
    validateSearch: mailboxSearch,
    component: lazyRouteComponent(() => import('./mailbox-page.tsx'), 'MailboxPage'),
  }),
] as const;

export const pages = [
  messagesRoute.addChildren(messagePages),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/messages/deliveries/$deliveryId',
    staticData: forAdmins,
    component: lazyRouteComponent(() => import('./delivery-page.tsx'), 'DeliveryPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/messages/templates/$kind',
    staticData: forAdmins,
    validateSearch: templateSearch,
    component: lazyRouteComponent(() => import('./template-page.tsx'), 'TemplatePage'),
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly messages: typeof pages;
  }
}
