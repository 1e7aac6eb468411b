/** The knowledge service with one call more: takes a thousand texts at once, by the same pipeline as documents. */
import { contract, internal } from '@kernos/kernel/contract';
import { Id } from '@kernos/kernel/schemas';
import { handle, service } from '@kernos/kernel/service';
import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { lockIndex } from '@kernos/services/platform/knowledge/index/writer';
import { applyStaged } from '@kernos/services/platform/knowledge/pipeline/apply';
import { embedStaged } from '@kernos/services/platform/knowledge/pipeline/embed';
import {
  dropStaged,
  stagePassages,
  stageSources,
} from '@kernos/services/platform/knowledge/pipeline/staging';
import { search } from '@kernos/services/platform/knowledge/search/calls';
import { Type } from 'typebox';

const measured = contract('knowledge', {
  calls: {
    search: knowledge.calls.search,
    ingest: {
      method: 'POST',
      path: '/knowledge/ingest',
      summary: 'Makes texts findable',
      access: internal,
      body: Type.Object({
        texts: Type.Array(Type.Object({ id: Id, title: Type.String(), text: Type.String() })),
      }),
      reply: { 200: Type.Object({ passages: Type.Integer() }) },
    },
  },
});

export const { ingest } = measured.calls;

const RUN = 'measuring';

const take = handle(ingest, async ({ texts }, ctx) => {
  const staged = texts.map(({ id, title, text }, position) => ({
    sourceId: id,
    position,
    type: 'markdown' as const,
    title,
    section: null,
    digest: '',
    text,
    marks: null,
  }));
  await ctx.shortTransaction(async (before) => {
    await stageSources(before, RUN, staged);
    await stagePassages(before, RUN);
  });
  await embedStaged(ctx, RUN);
  const index = await lockIndex(ctx);
  const placement = { kind: 'document', courseId: null, visibility: 'organization' } as const;
  const { changed } = await applyStaged(ctx, index, RUN, placement, []);
  await dropStaged(ctx, RUN);
  return { passages: changed };
});

export const measuredKnowledge = service(measured, {
  migrations: new URL('./migrations/', import.meta.resolve('@kernos/services/platform/knowledge/contract')),
  calls: [search, take],
});
