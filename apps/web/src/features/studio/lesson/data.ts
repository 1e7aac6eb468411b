import type { courses } from '@kernos/services/learning/courses/contract';
import type { ReplyTo } from '../../../app/api.ts';
import type { LessonKeeper, LessonState } from './lesson-draft.ts';

export type DraftLesson = ReplyTo<typeof courses.calls.lesson>;
export type DraftCourse = ReplyTo<typeof courses.calls.get>;

/** What the parts of the page are about. */
export interface EditorProps {
  readonly course: DraftCourse;
  readonly lesson: DraftLesson;
  readonly keeper: LessonKeeper;
  readonly state: LessonState;
}
