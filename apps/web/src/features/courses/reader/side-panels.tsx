/** What can stand beside a lesson, in the reader's right side. A panel is one entry here; `?side=` names it. */

import type { LucideIcon } from 'lucide-react';
import { MessageCircleQuestion, NotebookPen } from 'lucide-react';
import { type ComponentType, lazy } from 'react';
import { useAssistantWords } from '../../assistant/assistant-words.ts';
import { useCourseWords } from '../course-words.ts';
import type { SidePanelProps } from './data.ts';

interface SidePanel {
  /** In the address: `?side=notes`. */
  readonly name: string;
  readonly icon: LucideIcon;
  /** Its name in the reader's language, as text alone. */
  readonly Title: ComponentType;
  /** The key that opens and closes it. */
  readonly shortcut?: string;
  readonly Panel: ComponentType<SidePanelProps>;
}

function NotesTitle() {
  return useCourseWords().notes.title;
}

function AskTitle() {
  return useAssistantWords().panel.title;
}

/** The panel that answers questions; what is selected in the text is handed to it. */
export const askPanel = 'ask';

/** The id of the button that opens a panel. */
export const panelButton = (name: string): string => `open-${name}`;

export const sidePanels: readonly SidePanel[] = [
  {
    name: askPanel,
    icon: MessageCircleQuestion,
    Title: AskTitle,
    shortcut: 'a',
    Panel: lazy(() =>
      import('../../assistant/lesson/lesson-panel.tsx').then((module) => ({ default: module.LessonPanel })),
    ),
  },
  {
    name: 'notes',
    icon: NotebookPen,
    Title: NotesTitle,
    shortcut: 'n',
    Panel: lazy(() => import('./notes-panel.tsx').then((module) => ({ default: module.NotesPanel }))),
  },
];
