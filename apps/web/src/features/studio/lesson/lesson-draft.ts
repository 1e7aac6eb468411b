import { courses } from '@kernos/services/learning/courses/contract';
import { ask, queryClient, refresh } from '../../../app/api.ts';
import { saveText } from '../../../app/save-text.ts';
import { isEnded } from '../../../app/session.ts';
import { DraftKeeper, type DraftState, type Saved } from '../../../drafts/draft-keeper.ts';
import { keptDraft } from '../../../drafts/kept-drafts.ts';
import { draftLessonQuery } from '../draft.ts';

/** What is written of a lesson. */
export type LessonText = { readonly title: string; readonly markdown: string };
export type LessonKeeper = DraftKeeper<LessonText>;
export type LessonState = DraftState<LessonText>;
export type SavedLesson = Saved<LessonText>;

/** What one person writes in one lesson. */
export const lessonDraft = (userId: string, lessonId: string): LessonKeeper =>
  keptDraft<LessonText>(
    userId,
    `lesson:${lessonId}`,
    (store) =>
      new DraftKeeper<LessonText>(
        { title: '', markdown: '' },
        {
          write: async (changed, version) => {
            const input = { lessonId, ...changed, ifMatch: version };
            const lesson = await saveText(courses.calls.updateLesson, input, changed.markdown);
            queryClient.setQueryData(draftLessonQuery(lessonId).queryKey, lesson);
            void refresh(courses.calls.revisions);
            return lesson;
          },
          fetch: () => ask(courses.calls.lesson, { lessonId, draft: true }),
          ended: isEnded,
          isComplete: ({ title }) => title.trim() !== '',
        },
        store,
      ),
  );
