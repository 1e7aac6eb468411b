import { KeyRound, MessageCirclePlus, Sparkles } from 'lucide-react';
import { forAdmins } from '../../app/access.ts';
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
  {
    name: { en: 'Edit the assistant’s instructions', fr: 'Modifier les consignes de l’assistant' },
    also: { en: 'instructions,prompts', fr: 'consignes,instructions,prompts' },
    icon: Sparkles,
    roles: forAdmins.roles,
    link: () => ({ to: '/assistant/instructions' }),
  },
  {
    name: { en: 'Compare instructions', fr: 'Comparer des consignes' },
    also: { en: 'comparisons,evaluations', fr: 'comparaisons,évaluations' },
    icon: Sparkles,
    roles: forAdmins.roles,
    link: () => ({ to: '/assistant/comparisons' }),
  },
  {
    name: { en: 'Read feedback on answers', fr: 'Lire les avis sur les réponses' },
    also: { en: 'feedback,not helpful', fr: 'avis,retours' },
    icon: Sparkles,
    roles: forAdmins.roles,
    link: () => ({ to: '/assistant/feedback' }),
  },
];
