/** What can stand beside a lesson, in the reader's right side. A panel is one entry here; `?side=` names it. */
import type { LucideIcon } from 'lucide-react';
import { NotebookPen } from 'lucide-react';
import { type ComponentType, lazy, type RefObject } from 'react';
import type { CourseWithOutline, Lesson } from '../course-data.ts';
import { useCourseWords } from '../course-words.ts';

export interface SidePanelProps {
  readonly course: CourseWithOutline;
  readonly lesson: Lesson;
  /** Whether the reader has a seat in the course. */
  readonly enrolled: boolean;
  /** The text as it is shown, e.g. to know what is selected in it. */
  readonly text: RefObject<HTMLElement | null>;
}

export interface SidePanel {
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

export const sidePanels: readonly SidePanel[] = [
  {
    name: 'notes',
    icon: NotebookPen,
    Title: NotesTitle,
    shortcut: 'n',
    Panel: lazy(() => import('./notes-panel.tsx').then((module) => ({ default: module.NotesPanel }))),
  },
];
