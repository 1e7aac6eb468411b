/** A draft as a zip that imports to the same course. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { handle } from '@kernos/kernel/service';
import { readBlob } from './blobs.ts';
import type { CourseText } from './content/export.ts';
import { slug } from './content/names.ts';
import { zipLayout } from './content/zip-layout.ts';
import { courses } from './contract.ts';
import { noSuchCourse } from './edit-course.ts';
import { content, inTurn, refusing } from './rendering.ts';
import { mayEdit, readCourse, type Work } from './store.ts';

export const exportCourse = handle(courses.calls.export, async ({ courseId }, ctx) => {
  if (!(await ctx.shortTransaction((first) => mayEdit(first, 'course', courseId))))
    return ctx.fail('course-not-found', noSuchCourse);
  return inTurn(ctx, async () => {
    // The draft of one moment, though it takes several statements to read it.
    await ctx.tx.query({ text: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ' });
    const course = await readCourse(ctx, courseId);
    if (!course?.editable) return ctx.fail('course-not-found', noSuchCourse);
    const { title, summary, capacity, waitlist, audience } = course;
    const [modules, assets] = [await readModules(ctx, courseId), await readAssets(ctx, courseId)];
    const layout = await refusing(ctx, ['content-too-complex'], () =>
      content.layOut(ctx, { title, summary, capacity, waitlist, audience, modules, assets }),
    );
    const zip = zipLayout(
      layout,
      assets.map(({ key, mediaType, sha256 }) => ({
        key,
        mediaType,
        bytes: async () => (await readBlob(ctx, courseId, sha256)) ?? missing(key),
      })),
    );
    const body = await throughDisk(zip);
    return { body, contentType: 'application/zip', fileName: `${slug(title) || 'course'}.zip` };
  });
});

function missing(key: string): never {
  throw new Error(`the file “${key}” has no content`);
}

async function readModules(ctx: Work, courseId: string): Promise<CourseText['modules']> {
  const { rows } = await ctx.tx.query<CourseText['modules'][number]>({
    text: `SELECT m.title, coalesce((
             SELECT json_agg(json_build_object('key', l.key, 'title', l.title, 'markdown', l.markdown) ORDER BY l.position)
               FROM courses.lessons l WHERE l.module_id = m.id), '[]') AS lessons
             FROM courses.modules m WHERE m.course_id = $1 ORDER BY m.position`,
    values: [courseId],
  });
  return rows;
}

async function readAssets(ctx: Work, courseId: string) {
  const { rows } = await ctx.tx.query<{ key: string; mediaType: string; sha256: string }>({
    text: 'SELECT key, media_type, sha256 FROM courses.assets WHERE course_id = $1 ORDER BY key',
    values: [courseId],
  });
  return rows;
}

/**
 * The whole of a stream, on disk: its files are read inside the transaction, which ends before the reply is
 * sent, and memory should not hold a course. The file has no name any more while it is read.
 */
async function throughDisk(stream: Readable): Promise<Readable> {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-export-'));
  try {
    const path = join(folder, 'course.zip');
    await pipeline(stream, createWriteStream(path));
    const file = await open(path);
    return file.createReadStream();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
