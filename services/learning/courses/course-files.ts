/** Images and attachments: shown, listed, added, removed. */
import { readFile } from 'node:fs/promises';
import type { Context } from '@kernos/kernel/context';
import { list } from '@kernos/kernel/list';
import type { Download, Upload } from '@kernos/kernel/schemas';
import { handle } from '@kernos/kernel/service';
import { sha256 } from '@kernos/kernel/sha256';
import type { Static } from 'typebox';
import { dropBlob, readBlob, storeBlobs } from './blobs.ts';
import { mediaOf } from './content/media.ts';
import { keyFor } from './content/names.ts';
import { courses } from './contract.ts';
import { noSuchCourse } from './edit-course.ts';
import { needsSeat, type Obstacle, obstacle, type Reader, readerOf, readerValues } from './readers.ts';
import { viewerOf } from './rules.ts';
import type { CourseFile } from './schemas.ts';
import { beginChange, editable, viewerValues, type Work } from './store.ts';

/** A file of a draft, without its content. */
export interface AssetRow {
  key: string;
  name: string;
  mediaType: string;
  bytes: number;
  shown: boolean;
  sha256: string;
}

export const file = handle(courses.calls.file, async ({ courseId, fileId }, ctx) => {
  const viewer = await readerOf(ctx);
  const found = await publishedFile(ctx, courseId, fileId, viewer);
  if (found?.obstacle === null) {
    const body = await ctx.files.stream(storedName(ctx, fileId));
    if (!body) throw new Error(`the file ${fileId} of the course ${courseId} is published, but not stored`);
    return download(found, body);
  }
  const draft = await draftFile(ctx, courseId, fileId);
  const body = draft && (await readBlob(ctx, courseId, fileId));
  if (body) return download(draft, body);
  if (found?.obstacle === 'seat') return ctx.fail('enrollment-required', needsSeat);
  return ctx.fail('file-not-found', noSuchFile);
});

const noSuchFile = 'There is no such file in this course.';

/** Where a published content lies: once an organization, whatever courses have it. */
export const storedName = ({ organizationId }: Pick<Context, 'organizationId'>, sha256: string): string =>
  `courses/${organizationId}/${sha256.slice(0, 2)}/${sha256}`;

/** A name makes the browser save it: only what cannot carry script is shown by itself. */
const download = ({ mediaType, name, shown, sha256, bytes }: AssetRow, body: Download['body']): Download => ({
  body,
  contentType: mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType,
  etag: sha256,
  bytes,
  ...(!shown && { fileName: name }),
});

async function publishedFile(
  ctx: Work,
  courseId: string,
  sha256: string,
  viewer: Reader,
): Promise<(AssetRow & { obstacle: Obstacle }) | undefined> {
  const { rows } = await ctx.tx.query<AssetRow & { obstacle: Obstacle }>({
    name: 'courses.published-file',
    text: `SELECT a.key, a.name, a.media_type, a.bytes, a.shown, a.sha256, ${obstacle} AS obstacle
             FROM courses.version_assets a
             JOIN courses.versions v ON v.course_id = a.course_id AND v.version = a.version
             JOIN courses.courses c ON c.id = a.course_id
            WHERE a.course_id = $4 AND a.sha256 = $5 AND v.published_at IS NOT NULL
            ORDER BY a.version DESC, a.key LIMIT 1`,
    values: [...readerValues(viewer), courseId, sha256],
  });
  return rows[0];
}

const draftFiles = `SELECT a.key, a.name, a.media_type, a.bytes, a.shown, a.sha256
  FROM courses.assets a JOIN courses.courses c ON c.id = a.course_id WHERE a.course_id = $3 AND ${editable}`;

async function draftFile(ctx: Work, courseId: string, sha256: string): Promise<AssetRow | undefined> {
  const { rows } = await ctx.tx.query<AssetRow>({
    text: `${draftFiles} AND a.sha256 = $4 ORDER BY a.key LIMIT 1`,
    values: [...viewerValues(viewerOf(ctx.actor)), courseId, sha256],
  });
  return rows[0];
}

const toFile = ({ sha256, key, name, mediaType, bytes }: AssetRow): Static<typeof CourseFile> => ({
  id: sha256,
  key,
  name,
  mediaType,
  bytes,
});

export const files = handle(courses.calls.files, async ({ courseId, ...page }, ctx) => {
  const viewer = viewerValues(viewerOf(ctx.actor));
  const { rows: mine } = await ctx.tx.query({
    text: `SELECT FROM courses.courses c WHERE c.id = $3 AND ${editable}`,
    values: [...viewer, courseId],
  });
  if (mine.length === 0) return ctx.fail('course-not-found', noSuchCourse);
  return list(
    page,
    { key: 'text' },
    async (after, limit) => {
      const { rows } = await ctx.tx.query<AssetRow>({
        text: `${draftFiles} AND ($4::text IS NULL OR a.key > $4) ORDER BY a.key LIMIT $5`,
        values: [...viewer, courseId, after.key, limit],
      });
      return rows;
    },
    toFile,
  );
});

export const addFile = handle(courses.calls.addFile, async ({ courseId, file: upload }, ctx) => {
  const media = mediaOf(upload.fileName);
  if (!media) {
    return ctx.fail(
      'file-type-not-carried',
      `“${upload.fileName}” is of a type that a course does not carry. Images, films, sounds, documents and source texts are; Markdown belongs into a lesson.`,
    );
  }
  const bytes = await readFile(upload.path);
  const digest = await sha256(bytes);
  if (!(await beginChange(ctx, 'course', courseId))) return ctx.fail('course-not-found', noSuchCourse);
  await storeBlobs(ctx, courseId, [{ sha256: digest, bytes }]);
  const key = await freeKey(ctx, courseId, upload);
  const asset = {
    key,
    name: upload.fileName,
    mediaType: media.mediaType,
    bytes: bytes.length,
    shown: media.inline,
    sha256: digest,
  };
  await insertAssets(ctx, courseId, [asset]);
  return toFile(asset);
});

/** Rows in `assets`; their contents are stored already. */
export async function insertAssets(ctx: Work, courseId: string, assets: readonly AssetRow[]): Promise<void> {
  const column = <K extends keyof AssetRow>(name: K) => assets.map((asset) => asset[name]);
  await ctx.tx.query({
    text: `INSERT INTO courses.assets (course_id, key, name, media_type, bytes, shown, sha256)
           SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::boolean[], $7::text[])`,
    values: [
      courseId,
      column('key'),
      column('name'),
      column('mediaType'),
      column('bytes'),
      column('shown'),
      column('sha256'),
    ],
  });
}

async function freeKey(ctx: Work, courseId: string, { fileName }: Upload): Promise<string> {
  const { rows } = await ctx.tx.query<{ key: string }>({
    text: 'SELECT key FROM courses.assets WHERE course_id = $1',
    values: [courseId],
  });
  return keyFor(fileName.replaceAll('/', '-'), true, new Set(rows.map(({ key }) => key)));
}

export const removeFile = handle(courses.calls.removeFile, async ({ courseId, fileId }, ctx) => {
  if (!(await beginChange(ctx, 'course', courseId))) return ctx.fail('course-not-found', noSuchCourse);
  const { rowCount } = await ctx.tx.query({
    text: 'DELETE FROM courses.assets WHERE course_id = $1 AND sha256 = $2',
    values: [courseId, fileId],
  });
  if (rowCount === 0) return ctx.fail('file-not-found', noSuchFile);
  await dropBlob(ctx, courseId, fileId);
  return null;
});
