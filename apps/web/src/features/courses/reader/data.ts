import type { RefObject } from 'react';
import type { CourseWithOutline, Lesson } from '../course-data.ts';

/** What a panel beside a lesson gets. */
export interface SidePanelProps {
  readonly course: CourseWithOutline;
  readonly lesson: Lesson;
  /** Whether the reader has a seat in the course. */
  readonly enrolled: boolean;
  /** The text as it is shown, e.g. to know what is selected in it. */
  readonly text: RefObject<HTMLElement | null>;
}
