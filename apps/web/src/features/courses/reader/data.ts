import type { CourseWithOutline } from '../course-data.ts';

/** What a panel beside a lesson gets. It stays while one goes from lesson to lesson of the course. */
export interface SidePanelProps {
  readonly course: CourseWithOutline;
  /** The one that is read; its text may still be on its way. */
  readonly lesson: { readonly id: string; readonly title: string };
  /** Whether the reader has a seat in the course. */
  readonly enrolled: boolean;
}
