import { progress } from '@kernos/services/learning/progress/contract';
import { ask, refresh } from '../../../app/api.ts';
import { saveText } from '../../../app/save-text.ts';
import { isEnded } from '../../../app/session.ts';
import { DraftKeeper } from '../../../drafts/draft-keeper.ts';
import { keptDraft } from '../../../drafts/kept-drafts.ts';

type Note = { readonly text: string };

/** What one person writes about one lesson. */
export const noteDraft = (userId: string, lessonId: string): DraftKeeper<Note> =>
  keptDraft<Note>(
    userId,
    `note:${lessonId}`,
    (store) =>
      new DraftKeeper<Note>(
        { text: '' },
        {
          write: async ({ text = '' }, version) => {
            const note = await saveText(progress.calls.writeNote, { lessonId, text, ifMatch: version }, text);
            void refresh(progress.calls.notes);
            return note;
          },
          fetch: () => ask(progress.calls.note, { lessonId }),
          ended: isEnded,
        },
        store,
      ),
  );
