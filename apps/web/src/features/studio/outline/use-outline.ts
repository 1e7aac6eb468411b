/** Changes of a draft's outline: shown at once, sent one after the other, and taken back where they fail. */
import { courses } from '@kernos/services/learning/courses/contract';
import { useMutation } from '@tanstack/react-query';
import { ask, queryClient, refresh } from '../../../app/api.ts';

import { offerUndo, sayFailure } from '../../../components/undo.tsx';
import { draftQuery } from '../draft.ts';
import { useStudioWords } from '../studio-words.ts';
import { type Draft, type Item, type Module, type Move, moved } from './moves.ts';

type Named = Item & { readonly title: string };
type Change =
  | { readonly do: 'move'; readonly move: Move }
  | { readonly do: 'rename'; readonly item: Named; readonly title: string }
  | { readonly do: 'remove'; readonly item: Named }
  | { readonly do: 'restore'; readonly item: Named }
  | { readonly do: 'add-module'; readonly title: string }
  | { readonly do: 'add-lesson'; readonly moduleId: string; readonly title: string };

/** What can be done with the outline of a course. */
export interface OutlineActions {
  readonly move: (move: Move | undefined) => void;
  readonly rename: (item: Named, title: string) => void;
  readonly remove: (item: Named) => void;
  readonly restore: (item: Named) => void;
  readonly addModule: (title: string) => void;
  readonly addLesson: (moduleId: string, title: string) => void;
}

export function useOutline(courseId: string): OutlineActions {
  const words = useStudioWords().outline;
  const { queryKey } = draftQuery(courseId);
  const mutationKey = ['outline', courseId];
  const { mutate } = useMutation({
    mutationKey,
    // One after the other, in the order in which they were made.
    scope: { id: `outline-${courseId}` },
    mutationFn: (change: Change) => send(courseId, change, words.renamedMeanwhile),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, (draft) => draft && foreseen(draft, change));
    },
    onSuccess: (_, change) => {
      if (change.do !== 'remove') return;
      const restore = () => mutate({ do: 'restore', item: change.item });
      offerUndo(words.removed(change.item.title), restore);
    },
    onError: sayFailure,
    onSettled: () => {
      // What is still on its way would be gone for a moment.
      if (queryClient.isMutating({ mutationKey }) > 1) return undefined;
      return refresh(courses.calls.get, courses.calls.removed, courses.calls.changes);
    },
  });
  return {
    move: (move) => move && mutate({ do: 'move', move }),
    rename: (item, title) => mutate({ do: 'rename', item, title }),
    remove: (item) => mutate({ do: 'remove', item }),
    restore: (item) => mutate({ do: 'restore', item }),
    addModule: (title) => mutate({ do: 'add-module', title }),
    addLesson: (moduleId, title) => mutate({ do: 'add-lesson', moduleId, title }),
  };
}

/** The draft as it will be. What is added waits for its id. */
function foreseen(draft: Draft, change: Change): Draft {
  const { modules } = draft;
  if (change.do === 'move') return { ...draft, modules: moved(modules, change.move) };
  if (change.do === 'rename') return { ...draft, modules: modules.map((one) => renamed(one, change)) };
  if (change.do !== 'remove') return draft;
  const { id } = change.item;
  return {
    ...draft,
    modules: modules
      .filter((module) => module.id !== id)
      .map((module) => ({ ...module, lessons: module.lessons.filter((lesson) => lesson.id !== id) })),
  };
}

function renamed(module: Module, { item: { id }, title }: Extract<Change, { do: 'rename' }>): Module {
  if (module.id === id) return { ...module, title };
  return {
    ...module,
    lessons: module.lessons.map((lesson) => (lesson.id === id ? { ...lesson, title } : lesson)),
  };
}

async function send(
  courseId: string,
  change: Change,
  renamedMeanwhile: (title: string) => string,
): Promise<unknown> {
  const { calls } = courses;
  switch (change.do) {
    case 'add-module':
      return ask(calls.addModule, { courseId, title: change.title });
    case 'add-lesson':
      return ask(calls.addLesson, { moduleId: change.moduleId, title: change.title, markdown: '' });
    case 'remove': {
      const { kind, id } = change.item;
      return kind === 'module'
        ? ask(calls.removeModule, { moduleId: id })
        : ask(calls.removeLesson, { lessonId: id });
    }
    case 'restore': {
      const { kind, id } = change.item;
      return kind === 'module'
        ? ask(calls.restoreModule, { moduleId: id })
        : ask(calls.restoreLesson, { lessonId: id });
    }
    case 'rename': {
      const { item, title } = change;
      if (item.kind === 'module') return ask(calls.updateModule, { moduleId: item.id, title });
      const now = await ask(calls.lesson, { lessonId: item.id, draft: true });
      if (now.title !== item.title) throw new Error(renamedMeanwhile(now.title));
      return ask(calls.updateLesson, { lessonId: item.id, title, ifMatch: now.version });
    }
    case 'move': {
      const { kind, id, position } = change.move;
      if (kind === 'module') return ask(calls.updateModule, { moduleId: id, position });
      const { moduleId } = change.move;
      // Its text may be changed by others at any time, which does not matter to its place.
      const { version } = await ask(calls.lesson, { lessonId: id, draft: true });
      return ask(calls.updateLesson, { lessonId: id, moduleId, position, ifMatch: version });
    }
  }
}
