/** The keepers of this tab: one a person and lesson, with the server and the browser's storage behind them. */
import { courses } from '@kernos/services/learning/courses/contract';
import { ask, queryClient, refresh } from '../../../app/api.ts';
import { saveText } from '../../../app/save-text.ts';
import { isEnded } from '../../../app/session.ts';
import { draftLessonQuery } from '../draft.ts';
import { DraftKeeper, type Unsaved, type UnsavedStore } from './draft-keeper.ts';

const keepers = new Map<string, DraftKeeper>();

/** The keeper of what one person writes in one lesson, in this tab. */
export function keeperOf(userId: string, lessonId: string): DraftKeeper {
  const name = `kernos-lesson:${userId}:${lessonId}`;
  const existing = keepers.get(name);
  if (existing) return existing;
  const made = new DraftKeeper(
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
    },
    browserStore(name),
  );
  keepers.set(name, made);
  return made;
}

/** To be called when there is hope again: the connection is back, or somebody signed in. */
export function saveAll(): void {
  for (const keeper of keepers.values()) {
    const status = keeper.read()?.status;
    if (status === 'offline' || status === 'signed-out') void keeper.save();
  }
}

const unsaved: ReadonlySet<string | undefined> = new Set(['offline', 'signed-out', 'refused', 'conflict']);

addEventListener('online', saveAll);
addEventListener('pagehide', () => {
  for (const keeper of keepers.values()) if (keeper.read()?.status === 'typing') void keeper.save();
});
// A tab that is closed takes its storage with it.
addEventListener('beforeunload', (event) => {
  if ([...keepers.values()].some((keeper) => unsaved.has(keeper.read()?.status))) event.preventDefault();
});

// Of the tab: another one may hold another text of the same lesson, and must not lose it to this one.
function browserStore(name: string): UnsavedStore {
  return {
    read: () => {
      try {
        return (JSON.parse(sessionStorage.getItem(name) ?? 'null') as Unsaved | null) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write: (unsaved) => {
      try {
        if (!unsaved) return sessionStorage.removeItem(name);
        put(name, unsaved);
      } catch {
        // Without storage it is kept for as long as the page is open, which asks before it is closed.
      }
    },
  };
}

function put(name: string, unsaved: Unsaved): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(unsaved));
  } catch {
    // Two long texts may be too much where one is not.
    sessionStorage.setItem(name, JSON.stringify({ ...unsaved, base: null }));
  }
}
