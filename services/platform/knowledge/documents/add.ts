/** Adding documents: uploaded, or at an address; and beginning anew with one. */
import { readFile } from 'node:fs/promises';
import type { Context } from '@kernos/kernel/context';
import { newId } from '@kernos/kernel/ids';
import { AddressRefused } from '@kernos/kernel/outgoing';
import { handle } from '@kernos/kernel/service';
import { knowledge } from '../contract.ts';
import { formatOf, SUPPORTED } from '../extract/formats.ts';
import { transcriptionProvider } from '../models/embeddings.ts';
import { indexingDocument } from '../pipeline/index-workflows.ts';
import { modelSettings } from '../settings.ts';
import { mayManage, requireCourse } from './rights.ts';
import {
  documentRun,
  findDocument,
  insertDocument,
  nextRevision,
  storeFile,
  toDocument,
  type Work,
} from './store.ts';
import { titleOf } from './titles.ts';

export const upload = handle(
  knowledge.calls.upload,
  async ({ file, title, courseId, visibility = 'organization' }, ctx) => {
    if (courseId) await requireCourse(ctx, courseId);
    requirePlace(ctx, visibility, courseId);
    const content = await readFile(file.path);
    if (content.length === 0)
      return ctx.fail('file-empty', `“${file.fileName}” is empty. Nothing was added.`);
    const type = formatOf(file.fileName, content);
    const hears = transcriptionProvider(ctx.settingsOf(modelSettings)) !== undefined;
    if (!type || (type === 'media' && !hears))
      return ctx.fail('type-not-supported', notSupported(file.fileName, type === 'media'));
    const id = newId();
    const workflowId = documentRun(id, 1);
    await insertDocument(ctx, {
      id,
      title: title ?? titleOf(file.fileName),
      titled: title !== undefined,
      type,
      fileName: file.fileName,
      address: null,
      courseId: courseId ?? null,
      siteId: null,
      visibility,
      bytes: content.length,
      refreshHours: null,
      createdBy: ctx.actor.id,
      workflowId,
    });
    await storeFile(ctx, id, content);
    ctx.start(indexingDocument, workflowId, { documentId: id, revision: 1 });
    return shown(ctx, id);
  },
);

const notSupported = (fileName: string, isMedia: boolean): string =>
  isMedia
    ? `“${fileName}” is sound or film, and no transcription model is set up (TRANSCRIPTION_MODEL). Add its captions (WebVTT or SRT) instead.`
    : `“${fileName}” is of a type that cannot be read, or is not what its name says. These can: ${SUPPORTED}.`;

type Placing = Pick<Context<never>, 'fail'>;

/** What only the members of a course may see needs a course. */
export function requirePlace(ctx: Placing, visibility: string, courseId: string | null | undefined): void {
  if (visibility === 'members' && !courseId)
    ctx.fail('invalid-input', 'visibility: “members” are those of a course; give its courseId too.');
}

/** The document as its reader gets it, after a change. */
export async function shown(ctx: Work, id: string) {
  const row = await findDocument(ctx, id);
  if (!row) throw new Error(`the document ${id} is gone in the transaction that changed it`);
  return toDocument(row);
}

/** Fails with `address-refused` where nobody may have this system read there. */
export async function requireAddress(
  ctx: Pick<Context<'address-refused'>, 'outgoing' | 'fail'>,
  address: string,
): Promise<void> {
  try {
    await ctx.outgoing.check(address, true);
  } catch (error) {
    const why =
      error instanceof AddressRefused
        ? error.message
        : 'There is no such host, or its name cannot be looked up now.';
    ctx.fail('address-refused', why, { cause: error });
  }
}

export const addAddress = handle(
  knowledge.calls.addAddress,
  async ({ address, title, courseId, visibility = 'organization', refreshHours }, ctx) => {
    if (courseId) await requireCourse(ctx, courseId);
    requirePlace(ctx, visibility, courseId);
    await requireAddress(ctx, address);
    const id = newId();
    const workflowId = documentRun(id, 1);
    await insertDocument(ctx, {
      id,
      title: title ?? titleOf(address),
      titled: title !== undefined,
      type: null,
      fileName: null,
      address,
      courseId: courseId ?? null,
      siteId: null,
      visibility,
      bytes: null,
      refreshHours: refreshHours ?? null,
      createdBy: ctx.actor.id,
      workflowId,
    });
    ctx.start(indexingDocument, workflowId, { documentId: id, revision: 1 });
    return shown(ctx, id);
  },
);

export const noSuchDocument = 'There is no such document, or it is not yours to manage.';

export const retryDocument = handle(knowledge.calls.retryDocument, async ({ documentId }, ctx) => {
  const row = await findDocument(ctx, documentId, true);
  if (!row || !mayManage(ctx.actor, row)) return ctx.fail('document-not-found', noSuchDocument);
  if (row.state === 'waiting' || row.state === 'working')
    return ctx.fail('document-in-work', 'This document is being worked on already; wait for that to end.');
  const { revision, workflowId } = await nextRevision(ctx, documentId);
  ctx.start(indexingDocument, workflowId, { documentId, revision });
  return shown(ctx, documentId);
});
