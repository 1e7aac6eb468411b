import { KeyRound, MessageCircleQuestion, Sparkles } from 'lucide-react';
import type { Place } from '../../app/place.ts';
import { learning } from '../courses/places.ts';
import { organization } from '../identity/places.ts';

export const places: readonly Place[] = [
  {
    to: '/ask',
    name: { en: 'Ask', fr: 'Questions' },
    icon: MessageCircleQuestion,
    group: learning,
    order: 40,
    onBar: true,
  },
  {
    to: '/assistant',
    name: { en: 'Assistant', fr: 'Assistant' },
    icon: Sparkles,
    group: organization,
    order: 40,
  },
  {
    to: '/profile/api-keys',
    name: { en: 'API keys', fr: 'Clés d’API' },
    icon: KeyRound,
    group: null,
    order: 30,
  },
];
