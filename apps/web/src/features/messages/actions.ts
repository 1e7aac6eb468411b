import { Send } from 'lucide-react';
import { forAdmins } from '../../app/access.ts';
import type { Action } from '../../app/action.ts';

const { roles } = forAdmins;

export const actions: readonly Action[] = [
  {
    name: { en: 'Add a webhook or channel', fr: 'Ajouter un webhook ou un canal' },
    also: { en: 'webhooks and slack,endpoints', fr: 'webhooks et slack,destinations' },
    icon: Send,
    roles,
    link: () => ({ to: '/messages/endpoints' }),
  },
  {
    name: { en: 'Edit message templates', fr: 'Modifier les modèles de messages' },
    also: { en: 'templates,wording', fr: 'modèles,textes' },
    icon: Send,
    roles,
    link: () => ({ to: '/messages/templates' }),
  },
  {
    name: { en: 'View unsent email', fr: 'Voir les e-mails non envoyés' },
    also: { en: 'unsent email,mailbox', fr: 'e-mails non envoyés,boîte aux lettres' },
    icon: Send,
    roles,
    link: () => ({ to: '/messages/mailbox' }),
  },
];
