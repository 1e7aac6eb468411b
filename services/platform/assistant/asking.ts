import type { Language } from '@kernos/kernel/language';
import type { Kind, Level } from './schemas.ts';
import type { Turn } from './understand.ts';

/** What is asked, by whom, and with what it is to be answered. */
export interface Asking {
  readonly id: string;
  readonly question: string;
  readonly selection?: string | undefined;
  readonly kind: Kind;
  readonly level: Level;
  readonly courseId: string | null;
  readonly courseTitle?: string | undefined;
  readonly lesson: { readonly id: string; readonly title: string } | null;
  /** What was said before, oldest first. */
  readonly turns: readonly Turn[];
  readonly template: { readonly id: string; readonly version: number; readonly text: string };
  /** For whom, where a service asks on somebody's behalf. */
  readonly viewer?: { readonly userId: string; readonly roles: string[] } | undefined;
  /** In which the system itself speaks; without: English, as to programs. */
  readonly language?: Language | undefined;
  readonly maxTokens: number;
  readonly signal: AbortSignal;
  /** False for previews and evaluations, which must see what the templates do. */
  readonly mayBeCached: boolean;
}
