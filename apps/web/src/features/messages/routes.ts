import { forAdmins } from '../../app/access.ts';
import { inside, signedIn } from '../../app/page-route.ts';
import { deliverySearch, languageSearch, mailboxSearch, templateSearch } from './message-search.ts';

const messagesRoute = signedIn('/messages', () => import('./messages-layout.tsx'), 'MessagesLayout', {
  staticData: forAdmins,
});
const messagesPage = inside(messagesRoute);

// Named first: routes that stand in the call itself lose their types.
const messagePages = [
  messagesPage('/', () => import('./deliveries-page.tsx'), 'DeliveriesPage', {
    validateSearch: deliverySearch,
  }),
  messagesPage('/templates', () => import('./templates-page.tsx'), 'TemplatesPage', {
    validateSearch: languageSearch,
  }),
  messagesPage('/endpoints', () => import('./endpoints-page.tsx'), 'EndpointsPage'),
  messagesPage('/mailbox', () => import('./mailbox-page.tsx'), 'MailboxPage', {
    validateSearch: mailboxSearch,
  }),
] as const;

export const pages = [
  messagesRoute.addChildren(messagePages),
  signedIn('/messages/deliveries/$deliveryId', () => import('./delivery-page.tsx'), 'DeliveryPage', {
    staticData: forAdmins,
  }),
  signedIn('/messages/templates/$kind', () => import('./template-page.tsx'), 'TemplatePage', {
    staticData: forAdmins,
    validateSearch: templateSearch,
  }),
] as const;

declare module '../../app/feature-pages.ts' {
  interface SignedInPages {
    readonly messages: typeof pages;
  }
}
