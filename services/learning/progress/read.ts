/** What a learner leaves in the lessons they read: how far they got, and notes of their own. */
import type { Context } from '@kernos/kernel/context';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { courses } from '../courses/contract.ts';
import { admit, takeIn } from './admission.ts';
import { progress } from './contract.ts';
import type { LessonState, Note, ReadingPosition } from './contract-reading.ts';
import {
  findCompletion,
  findNote,
  findPositions,
  keepPosition as keep,
  listNotes,
  type NoteRow,
  type PositionRow,
  touch,
  writeNote as write,
} from './reading-store.ts';

type Db = Pick<Context, 'tx' | 'now'>;

export const lessonState = handle(progress.calls.lessonState, async ({ lessonId }, ctx) => {
  const { courseId } = await admit(ctx, lessonId);
  return stateOf(ctx, courseId, lessonId);
});

export const open = handle(progress.calls.open, async ({ lessonId }, ctx) => {
  const admission = await admit(ctx, lessonId);
  await takeIn(ctx, admission);
  await touch(ctx, admission.courseId, lessonId);
  return stateOf(ctx, admission.courseId, lessonId);
});

async function stateOf(ctx: Db, courseId: string, lessonId: string): Promise<Static<typeof LessonState>> {
  const completedAt = await findCompletion(ctx, courseId, lessonId);
  const [position] = await findPositions(ctx, [lessonId]);
  const note = toNote(courseId, lessonId, await findNote(ctx, lessonId));
  return {
    lessonId,
    courseId,
    completed: completedAt !== null,
    completedAt,
    position: position ? toPosition(position) : null,
    note,
  };
}

export const toPosition = ({ fraction, anchor, at }: PositionRow): Static<typeof ReadingPosition> => ({
  fraction,
  anchor,
  at,
});

export const keepPosition = handle(
  progress.calls.keepPosition,
  async ({ lessonId, fraction, anchor = null }, ctx) => {
    const { courseId } = await admit(ctx, lessonId);
    const position = { lessonId, fraction, anchor, at: ctx.now().toISOString() };
    await keep(ctx, courseId, position);
    return toPosition(position);
  },
);

// --- notes -------------------------------------------------------------------------------------------

const toNote = (courseId: string, lessonId: string, row: NoteRow | undefined): Static<typeof Note> => ({
  lessonId,
  courseId,
  text: row?.text ?? '',
  version: row?.version ?? 0,
  updatedAt: row?.updatedAt ?? null,
});

export const note = handle(progress.calls.note, async ({ lessonId }, ctx) => {
  const { courseId } = await admit(ctx, lessonId);
  return toNote(courseId, lessonId, await findNote(ctx, lessonId));
});

export const writeNote = handle(progress.calls.writeNote, ({ lessonId, text, ifMatch }, ctx) =>
  writeAt(ctx, lessonId, text, ifMatch),
);

export const removeNote = handle(progress.calls.removeNote, ({ lessonId, ifMatch }, ctx) =>
  writeAt(ctx, lessonId, '', ifMatch),
);

async function writeAt(
  ctx: Context<'lesson-not-found' | 'not-enrolled'>,
  lessonId: string,
  text: string,
  version: number,
): Promise<Static<typeof Note>> {
  const { courseId } = await admit(ctx, lessonId);
  const written = await write(ctx, { lessonId, courseId, text, version });
  if (written) return toNote(courseId, lessonId, written);
  const currentVersion = (await findNote(ctx, lessonId))?.version ?? 0;
  return ctx.fail(
    'version-conflict',
    'You changed this note elsewhere since you read it here. Nothing was saved; read it again and bring both together.',
    { currentVersion },
  );
}

export const notes = handle(progress.calls.notes, async ({ courseId, q, ...page }, ctx) => {
  const { items, nextCursor } = await list(page, { updatedAt: 'instant', lessonId: 'id' }, (after, limit) =>
    ctx.shortTransaction((before) => listNotes(before, { courseId, q, after, limit })),
  );
  const titles = await lessonTitles(
    ctx,
    items.map((row) => row.lessonId),
  );
  return {
    nextCursor,
    items: items.map((row) => ({ ...row, lessonTitle: titles.get(row.lessonId)?.title ?? null })),
  };
});

/** Titles of up to 100 lessons, asked of courses. */
export async function lessonTitles(
  ctx: Pick<Context, 'call'>,
  ids: readonly string[],
): Promise<Map<string, { title: string; moduleTitle: string }>> {
  if (ids.length === 0) return new Map();
  const { items } = await ctx.call(courses.calls.lessonTitles, { ids: ids.join(',') });
  return new Map(items.map((item) => [item.id, item]));
}
