/** The keepers of this tab: one a person and lesson, with the server and the browser's storage behind them. */
import { progress } from '@kernos/services/learning/progress/contract';
import { ask, refresh } from '../../../app/api.ts';
import { saveText } from '../../../app/save-text.ts';
import { isEnded } from '../../../app/session.ts';
import { type DraftStore, type NoteKeeper, noteKeeper } from './note-keeper.ts';

const keepers = new Map<string, NoteKeeper>();

/** The keeper of one person's note on one lesson, in this tab. */
export function keeperOf(userId: string, lessonId: string): NoteKeeper {
  const name = `kernos-note:${userId}:${lessonId}`;
  const existing = keepers.get(name);
  if (existing) return existing;
  const made = noteKeeper(
    {
      write: async (text, version) => {
        const note = await saveText(progress.calls.writeNote, { lessonId, text, ifMatch: version }, text);
        void refresh(progress.calls.notes);
        return note;
      },
      fetch: () => ask(progress.calls.note, { lessonId }),
      ended: isEnded,
    },
    browserDrafts(name),
  );
  keepers.set(name, made);
  return made;
}

/** To be called when there is hope again: the connection is back, or somebody signed in. */
export function saveAll(): void {
  for (const keeper of keepers.values()) {
    const status = keeper.read()?.status;
    if (status === 'waiting' || status === 'signed-out') void keeper.save();
  }
}

addEventListener('online', saveAll);

function browserDrafts(name: string): DraftStore {
  return {
    read: () => {
      try {
        const draft = JSON.parse(localStorage.getItem(name) ?? 'null') as {
          text: string;
          version: number;
        } | null;
        return draft ?? undefined;
      } catch {
        return undefined;
      }
    },
    write: (draft) => {
      try {
        if (draft) localStorage.setItem(name, JSON.stringify(draft));
        else localStorage.removeItem(name);
      } catch {
        // Without storage it is kept for as long as the page is open.
      }
    },
  };
}
