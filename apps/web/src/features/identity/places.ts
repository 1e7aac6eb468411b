import { Building2, UserRound, Users } from 'lucide-react';
import type { Place, PlaceGroup } from '../../app/place.ts';

export const organization: PlaceGroup = { name: { en: 'Organization', fr: 'Organisation' }, order: 30 };

export const places: readonly Place[] = [
  {
    to: '/people',
    name: { en: 'People', fr: 'Personnes' },
    also: { en: 'members,roles', fr: 'membres,rôles' },
    icon: Users,
    group: organization,
    order: 10,
  },
  {
    to: '/organization',
    name: { en: 'Settings', fr: 'Réglages' },
    also: { en: 'organization settings,time zone', fr: 'réglages de l’organisation,fuseau horaire' },
    icon: Building2,
    group: organization,
    order: 20,
  },
  {
    to: '/profile',
    name: { en: 'Profile', fr: 'Profil' },
    also: { en: 'account,my name,settings', fr: 'compte,mon nom,réglages' },
    icon: UserRound,
    group: null,
    order: 20,
  },
];
