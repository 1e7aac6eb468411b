import { KeyRound, MessageCirclePlus } from 'lucide-react';
import type { Action } from '../../app/action.ts';

export const actions: readonly Action[] = [
  {
    name: { en: 'Ask a question', fr: 'Poser une question' },
    also: { en: 'new question,new conversation,chat', fr: 'nouvelle question,nouvelle conversation,chat' },
    icon: MessageCirclePlus,
    link: () => ({ to: '/ask' }),
  },
  {
    name: { en: 'New API key', fr: 'Nouvelle clé d’API' },
    also: { en: 'token,create API key', fr: 'jeton,créer une clé' },
    icon: KeyRound,
    link: () => ({ to: '/profile/api-keys' }),
  },
];
