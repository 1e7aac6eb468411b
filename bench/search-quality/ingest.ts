/** The knowledge service with one call more: takes a thousand texts at once, by the same pipeline as documents. */

import { contract, internal } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
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
import { modelSettings } from '@kernos/services/platform/knowledge/settings';
import { Type } from 'typebox';
import type { CorpusText } from './collection.ts';
import type { Ground } from './ground.ts';

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
  await ctx.shortTransaction((before) => stageSources(before, RUN, staged));
  await stagePassages(ctx, RUN);
  await embedStaged(ctx, RUN);
  const index = await lockIndex(ctx);
  const placement = { kind: 'document', courseId: null, visibility: 'organization' } as const;
  const { changed } = await applyStaged(ctx, index, RUN, placement, []);
  await dropStaged(ctx, RUN);
  return { passages: changed };
});

export const measuredKnowledge = service(measured, {
  settings: modelSettings,
  migrations: new URL('./migrations/', import.meta.resolve('@kernos/services/platform/knowledge/contract')),
  calls: [search, take],
});

const TEXTS_AT_ONCE = 500;

/** Makes the texts of a collection findable; gives which of them a passage found is of. */
export async function ingestTexts(
  ground: Ground,
  texts: readonly CorpusText[],
): Promise<(passage: { readonly source: { readonly documentId: string | null } }) => string | undefined> {
  const ids = new Map<string, string>();
  for (let at = 0; at < texts.length; at += TEXTS_AT_ONCE) {
    const some = texts.slice(at, at + TEXTS_AT_ONCE).map(({ id: own, title, text }) => {
      const id = newId();
      ids.set(id, own);
      // PostgreSQL keeps no NUL, which some collections have.
      return { id, title: title.replaceAll('\0', ' '), text: text.replaceAll('\0', ' ') };
    });
    await ground.callInside(ingest, { texts: some });
  }
  return ({ source }) => ids.get(source.documentId ?? '');
}
