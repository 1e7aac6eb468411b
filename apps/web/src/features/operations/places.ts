import { Activity, AlarmClock, MailX, Network, ScrollText, ServerCog, Workflow } from 'lucide-react';
import type { Place } from '../../app/place.ts';
import { organization } from '../identity/places.ts';

export const places: readonly Place[] = [
  { to: '/system', name: { en: 'System', fr: 'Système' }, icon: ServerCog, group: organization, order: 50 },
  {
    to: '/audit',
    name: { en: 'Audit log', fr: 'Journal d’audit' },
    icon: ScrollText,
    group: organization,
    order: 60,
  },
  {
    to: '/system/events',
    name: { en: 'Events', fr: 'Événements' },
    icon: Activity,
    group: null,
    order: 40,
  },
  {
    to: '/system/traces',
    name: { en: 'Requests', fr: 'Requêtes' },
    also: { en: 'traces', fr: 'traces' },
    icon: Network,
    group: null,
    order: 41,
  },
  {
    to: '/system/workflows',
    name: { en: 'Workflows', fr: 'Processus' },
    icon: Workflow,
    group: null,
    order: 42,
  },
  {
    to: '/system/schedules',
    name: { en: 'Schedules', fr: 'Tâches planifiées' },
    also: { en: 'jobs,cron', fr: 'cron' },
    icon: AlarmClock,
    group: null,
    order: 43,
  },
  {
    to: '/system/dead-letters',
    name: { en: 'Dead letters', fr: 'Messages en échec' },
    icon: MailX,
    group: null,
    order: 44,
  },
];
