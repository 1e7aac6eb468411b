/** The calls that find passages, for people and for the assistant. */
import { createHash } from 'node:crypto';
import { decodeCursor, encodeCursor } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { knowledge } from '../contract.ts';
import { type Viewer, viewerOf } from '../rules.ts';
import { type Found, find } from './find.ts';
import { Judge } from './knowing.ts';
import { firstOf } from './owners.ts';
import { readIds, readSources, toPassage } from './read.ts';

/** Passages that paging reaches: who has not found it among these asks anew. */
const OFFSET_AT_MOST = 1_000;

const facts = ({ mode, modeReason, reranked, corrections, indexVersion }: Found) => ({
  mode,
  modeReason,
  reranked,
  corrections,
  indexVersion,
});

const isOffset = ([offset]: readonly [number]): boolean => offset >= 0 && offset <= OFFSET_AT_MOST;

export const search = handle(
  knowledge.calls.search,
  async ({ q, courseId, type, limit = 10, cursor }, ctx) => {
    const [offset] = decodeCursor(cursor, ['integer'], isOffset) ?? [0];
    const found = await find(ctx, {
      question: q,
      courseId,
      types: type ? [type] : undefined,
      viewer: viewerOf(ctx.actor),
      offset,
      limit,
    });
    const next = offset + limit;
    return {
      items: found.items,
      nextCursor: found.more && next <= OFFSET_AT_MOST ? encodeCursor([next]) : null,
      ...facts(found),
    };
  },
);

type GivenViewer = { userId: string | null; roles: string[] } | undefined;
const viewerFor = (actor: Parameters<typeof viewerOf>[0], given: GivenViewer): Viewer =>
  viewerOf(given ? { id: given.userId, roles: given.roles } : actor);

export const retrieve = handle(
  knowledge.calls.retrieve,
  async ({ question, courseId, types, documentIds, limit = 12, viewer }, ctx) => {
    const found = await find(ctx, {
      question,
      courseId,
      documentIds,
      types,
      viewer: viewerFor(ctx.actor, viewer),
      offset: 0,
      limit,
    });
    const hash = createHash('sha256');
    for (const { id, contentHash } of found.items) hash.update(`${id} ${contentHash}\n`);
    return { passages: found.items, ...facts(found), fingerprint: hash.digest('hex') };
  },
);

export const passages = handle(knowledge.calls.passages, async ({ ids, viewer: given }, ctx) => {
  const viewer = viewerFor(ctx.actor, given);
  const rows = await ctx.shortTransaction((before) => readIds(before, ids, viewer));
  const permitted = await new Judge(ctx, viewer).permitted(rows);
  const byId = new Map(permitted.map((row) => [row.id, toPassage(row)]));
  return { passages: ids.flatMap((id) => byId.get(id) ?? []) };
});

export const readable = handle(knowledge.calls.readable, async ({ ids }, ctx) => {
  const viewer = viewerOf(ctx.actor);
  const rows = await ctx.shortTransaction((before) => readSources(before, ids, viewer));
  const permitted = await new Judge(ctx, viewer).permitted(rows);
  return { ids: permitted.map(({ sourceId }) => sourceId) };
});

export const passage = handle(knowledge.calls.passage, async ({ passageId }, ctx) => {
  const viewer = viewerOf(ctx.actor);
  const rows = await ctx.shortTransaction((before) => readIds(before, [passageId], viewer));
  const [row] = await new Judge(ctx, viewer).permitted(rows);
  return row
    ? toPassage(row)
    : ctx.fail('passage-not-found', 'There is no such passage, or you may not read it.');
});

export const titles = handle(knowledge.calls.titles, async ({ courseId, lessonId }, ctx) => {
  const [course, lesson] = await Promise.all([
    courseId === undefined ? null : firstOf(ctx, ({ titleOf }) => titleOf(ctx, courseId)),
    lessonId === undefined ? null : firstOf(ctx, ({ titleOfText }) => titleOfText(ctx, lessonId)),
  ]);
  if (course === undefined) return ctx.fail('course-not-found', 'There is no such course.');
  if (lesson === undefined)
    return ctx.fail('lesson-not-found', 'There is no such lesson, or you may not see it.');
  return { course, lesson };
});

export const version = handle(knowledge.calls.version, async (_input, ctx) => {
  const { rows } = await ctx.tx.query<{ version: number }>({
    name: 'knowledge.version',
    text: 'SELECT version FROM knowledge.indexes WHERE organization_id = kernel.organization()',
  });
  return { indexVersion: rows[0]?.version ?? 0 };
});
