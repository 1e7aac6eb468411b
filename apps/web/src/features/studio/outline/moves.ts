/** Where things of an outline go: pure, so that the page can show it before the server has answered. */
import type { courses } from '@kernos/services/learning/courses/contract';
import type { ReplyTo } from '../../../app/api.ts';

export type Draft = ReplyTo<typeof courses.calls.get>;
export type Module = Draft['modules'][number];
export type Lesson = Module['lessons'][number];

/** What is being moved. */
export interface Item {
  readonly kind: 'module' | 'lesson';
  readonly id: string;
}

/** Positions count from 0, in the list without the one that moves. */
export type Move =
  | { readonly kind: 'module'; readonly id: string; readonly position: number }
  | { readonly kind: 'lesson'; readonly id: string; readonly moduleId: string; readonly position: number };

/** A line of the outline that something can be dropped on. */
export type Row =
  | { readonly kind: 'module'; readonly id: string; readonly module: Module }
  | { readonly kind: 'lesson'; readonly id: string; readonly lesson: Lesson; readonly module: Module }
  | { readonly kind: 'end'; readonly id: string; readonly module: Module };

/** The outline line by line; each module ends with a line to add to it. */
export const rowsOf = (modules: readonly Module[]): Row[] =>
  modules.flatMap((module): Row[] => [
    { kind: 'module', id: module.id, module },
    ...module.lessons.map((lesson): Row => ({ kind: 'lesson', id: lesson.id, lesson, module })),
    { kind: 'end', id: `end-${module.id}`, module },
  ]);

const put = <T>(list: readonly T[], position: number, one: T): T[] => list.toSpliced(position, 0, one);

/** The outline after a move; unchanged where what moves is not there. */
export function moved(modules: readonly Module[], move: Move): Module[] {
  if (move.kind === 'module') {
    const module = modules.find(({ id }) => id === move.id);
    const others = modules.filter(({ id }) => id !== move.id);
    return module ? put(others, move.position, module) : [...modules];
  }
  const lesson = modules.flatMap(({ lessons }) => lessons).find(({ id }) => id === move.id);
  if (!lesson) return [...modules];
  return modules.map((module) => {
    const lessons = module.lessons.filter(({ id }) => id !== move.id);
    return {
      ...module,
      lessons: module.id === move.moduleId ? put(lessons, move.position, lesson) : lessons,
    };
  });
}

/** One step up (-1) or down (1), over the edge of a module too; undefined at the ends. */
export function stepped(modules: readonly Module[], item: Item, step: -1 | 1): Move | undefined {
  if (item.kind === 'module') {
    const position = modules.findIndex(({ id }) => id === item.id) + step;
    return position >= 0 && position < modules.length ? { ...item, kind: 'module', position } : undefined;
  }
  const at = modules.findIndex(({ lessons }) => lessons.some(({ id }) => id === item.id));
  const here = modules[at];
  if (!here) return undefined;
  const position = here.lessons.findIndex(({ id }) => id === item.id) + step;
  if (position >= 0 && position < here.lessons.length)
    return { kind: 'lesson', id: item.id, moduleId: here.id, position };
  const next = modules[at + step];
  if (!next) return undefined;
  return { kind: 'lesson', id: item.id, moduleId: next.id, position: step < 0 ? next.lessons.length : 0 };
}

/** What dropping on a row comes to, on its lower half or its upper one; undefined where it stays. */
export function dropped(
  modules: readonly Module[],
  item: Item,
  target: Row,
  lower: boolean,
): Move | undefined {
  const move = item.kind === 'module' ? ontoModule(modules, item, target) : ontoRow(item, target, lower);
  if (!move) return undefined;
  const same = JSON.stringify(rowsOf(moved(modules, move)).map(({ id }) => id));
  return same === JSON.stringify(rowsOf(modules).map(({ id }) => id)) ? undefined : move;
}

// A module takes the place of the one that it is dropped on.
function ontoModule(modules: readonly Module[], { id }: Item, { module }: Row): Move {
  return { kind: 'module', id, position: modules.findIndex((one) => one.id === module.id) };
}

function ontoRow({ id }: Item, target: Row, lower: boolean): Move {
  const { module } = target;
  const others = module.lessons.filter((lesson) => lesson.id !== id);
  if (target.kind === 'module') return { kind: 'lesson', id, moduleId: module.id, position: 0 };
  const at = others.findIndex((lesson) => lesson.id === target.id);
  const before = module.lessons.findIndex((lesson) => lesson.id === target.id);
  // Its own row: nothing moves.
  if (target.id === id) return { kind: 'lesson', id, moduleId: module.id, position: before };
  const position = target.kind === 'end' ? others.length : at + (lower ? 1 : 0);
  return { kind: 'lesson', id, moduleId: module.id, position };
}

/** Where what is dragged would come to lie. */
export interface DropPlace {
  readonly id: string;
  readonly lower: boolean;
}
