/** The content of a draft's files, in PostgreSQL. */
import { batches } from './rules.ts';
import type { Work } from './store.ts';

/** A file's content as it is to be stored. `sha256` is its hash, hexadecimal. */
export interface Blob {
  readonly sha256: string;
  readonly bytes: Buffer;
}

const BATCH_BYTES = 4 * 1_048_576;
const SLICE_BYTES = 8 * 1_048_576;

/** Stores contents, those that the course has already included. */
export async function storeBlobs(ctx: Work, courseId: string, blobs: Iterable<Blob>): Promise<void> {
  const distinct = [...new Map([...blobs].map((blob) => [blob.sha256, blob])).values()];
  for (const batch of batches(distinct, ({ bytes }) => bytes.length, BATCH_BYTES)) {
    // One buffer is sent as it is, where an array of them would be written out in hexadecimal.
    await ctx.tx.query({
      text: `INSERT INTO courses.blobs (course_id, sha256, content)
             SELECT $1, b.sha256, substring($2::bytea FROM b.begin FOR b.length)
               FROM unnest($3::text[], $4::int[], $5::int[]) AS b (sha256, begin, length)
             ON CONFLICT (course_id, sha256) DO NOTHING`,
      values: [
        courseId,
        joined(batch),
        batch.map(({ sha256 }) => sha256),
        begins(batch),
        batch.map(({ bytes }) => bytes.length),
      ],
    });
  }
}

/** What is one alone may be fifty megabytes: those are not copied, which was half of the time that they held everybody up. */
function joined(blobs: readonly Blob[]): Buffer | undefined {
  return blobs.length === 1 ? blobs[0]?.bytes : Buffer.concat(blobs.map(({ bytes }) => bytes));
}

/** Where each begins in all of them together, from 1. */
function begins(blobs: readonly Blob[]): number[] {
  let next = 1;
  return blobs.map(({ bytes }) => {
    const begin = next;
    next += bytes.length;
    return begin;
  });
}

/** A content, read in slices, because it arrives in hexadecimal; undefined where the course has none such. */
export async function readBlob(ctx: Work, courseId: string, sha256: string): Promise<Buffer | undefined> {
  const slices: Buffer[] = [];
  for (let begin = 1; ; begin += SLICE_BYTES) {
    const { rows } = await ctx.tx.query<{ slice: Buffer; length: number }>({
      text: `SELECT substring(content FROM $3 FOR $4) AS slice, length(content) AS length
               FROM courses.blobs WHERE course_id = $1 AND sha256 = $2`,
      values: [courseId, sha256, begin, SLICE_BYTES],
    });
    const row = rows[0];
    if (!row) return undefined;
    slices.push(row.slice);
    if (begin + SLICE_BYTES > row.length) return slices.length === 1 ? row.slice : Buffer.concat(slices);
  }
}

/** Removes a content that neither the draft nor a version on its way to its readers needs any more. */
export async function dropBlob(ctx: Work, courseId: string, sha256: string): Promise<void> {
  await ctx.tx.query({
    text: `DELETE FROM courses.blobs b
            WHERE b.course_id = $1 AND b.sha256 = $2
              AND NOT EXISTS (SELECT FROM courses.assets a WHERE a.course_id = b.course_id AND a.sha256 = b.sha256)
              AND NOT EXISTS (
                SELECT FROM courses.version_assets a
                  JOIN courses.versions v ON v.course_id = a.course_id AND v.version = a.version
                 WHERE a.course_id = b.course_id AND a.sha256 = b.sha256 AND v.published_at IS NULL
              )`,
    values: [courseId, sha256],
  });
}
