import { Building2, KeyRound, ShieldCheck, UserPlus } from 'lucide-react';
import { forAdmins } from '../../app/access.ts';
import type { Action } from '../../app/action.ts';

export const actions: readonly Action[] = [
  {
    name: { en: 'Invite people', fr: 'Inviter des personnes' },
    also: { en: 'add people,add member,new user', fr: 'ajouter une personne,ajouter un membre' },
    icon: UserPlus,
    roles: forAdmins.roles,
    link: () => ({ to: '/people', search: { invite: true } }),
  },
  {
    name: { en: 'Change password', fr: 'Changer de mot de passe' },
    also: { en: 'password,email address,sessions', fr: 'mot de passe,adresse e-mail,sessions' },
    icon: KeyRound,
    link: () => ({ to: '/profile/security' }),
  },
  {
    name: { en: 'Two-step verification', fr: 'Validation en deux étapes' },
    also: { en: 'second factor,2fa,mfa,authenticator', fr: 'second facteur,2fa,mfa,authentification' },
    icon: ShieldCheck,
    link: () => ({ to: '/profile/security' }),
  },
  {
    name: { en: 'Create organization', fr: 'Créer une organisation' },
    also: { en: 'new organization,switch organization', fr: 'nouvelle organisation,changer d’organisation' },
    icon: Building2,
    link: () => ({ to: '/profile/organizations' }),
  },
];
