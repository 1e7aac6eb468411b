/** Where a person can go: what the rail, the phone's bar and the palette list. Data; a page adds a line. */

import { type AnyRoute, useRouter } from '@tanstack/react-router';
import {
  Award,
  BarChart3,
  BookOpen,
  Building2,
  FileText,
  Home,
  Inbox,
  KeyRound,
  Library,
  type LucideIcon,
  MessageCircleQuestion,
  NotebookPen,
  PenLine,
  ScrollText,
  Send,
  ServerCog,
  Sparkles,
  UserRound,
  Users,
} from 'lucide-react';
import { mayOpen } from './access.ts';
import { holds, type RoleName, useMe } from './session.ts';
import type { ShellWords } from './words.en.ts';

export interface Place {
  readonly to: string;
  readonly name: keyof ShellWords['places'];
  readonly icon: LucideIcon;
  /** Null: not in the rail, only in the palette. */
  readonly group: keyof ShellWords['groups'] | null;
  /** Listed for these alone, beside what its route says of whom it is for. */
  readonly roles?: readonly RoleName[];
  /** In the phone's bar, beside "More". */
  readonly onBar?: true;
}

const places: readonly Place[] = [
  { to: '/', name: 'home', icon: Home, group: 'learn', onBar: true },
  { to: '/catalog', name: 'catalog', icon: Library, group: 'learn', onBar: true },
  { to: '/my-courses', name: 'myCourses', icon: BookOpen, group: 'learn', roles: ['learner'], onBar: true },
  { to: '/ask', name: 'ask', icon: MessageCircleQuestion, group: 'learn', onBar: true },
  { to: '/notes', name: 'notes', icon: NotebookPen, group: 'learn', roles: ['learner'] },
  { to: '/certificates', name: 'certificates', icon: Award, group: 'learn', roles: ['learner'] },
  { to: '/studio', name: 'studio', icon: PenLine, group: 'teach' },
  { to: '/documents', name: 'documents', icon: FileText, group: 'teach' },
  { to: '/reports', name: 'reports', icon: BarChart3, group: 'teach' },
  { to: '/people', name: 'people', icon: Users, group: 'run' },
  { to: '/organization', name: 'organization', icon: Building2, group: 'run' },
  { to: '/messages', name: 'messages', icon: Send, group: 'run' },
  { to: '/assistant', name: 'assistant', icon: Sparkles, group: 'run' },
  { to: '/system', name: 'system', icon: ServerCog, group: 'run' },
  { to: '/audit', name: 'audit', icon: ScrollText, group: 'run' },
  { to: '/inbox', name: 'inbox', icon: Inbox, group: null },
  { to: '/profile', name: 'profile', icon: UserRound, group: null },
  { to: '/profile/api-keys', name: 'apiKeys', icon: KeyRound, group: null },
];

/** Those that this person can use: a place whose page is not for them is not there. */
export function usePlaces(): readonly Place[] {
  const me = useMe();
  const routes: Readonly<Record<string, AnyRoute>> = useRouter().routesByPath;
  return places.filter(
    ({ to, roles }) => (roles === undefined || holds(me, ...roles)) && mayOpen(me, routes[to]),
  );
}
