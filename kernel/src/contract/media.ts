/** Whether a schema stands for JSON, a file or a stream of events: what decides how a body or a reply is carried. */
import type { TObject, TSchema } from 'typebox';

export const isBinary = (schema: TSchema): boolean => (schema as { format?: string }).format === 'binary';
/** The media types that a reply with a file may be of. */
export const typesOfFile = (schema: TSchema): readonly string[] =>
  (schema as { 'x-media-types'?: readonly string[] })['x-media-types'] ?? ['application/octet-stream'];

export const isEventStream = (schema: TSchema): boolean =>
  (schema as { contentMediaType?: string }).contentMediaType === 'text/event-stream';

export const isLines = (schema: TSchema): boolean =>
  (schema as { contentMediaType?: string }).contentMediaType === 'application/x-ndjson';

/** The schema of the JSON that a call may answer with instead of events; undefined where there is none. */
export const jsonInsteadOfEvents = (schema: TSchema): TSchema | undefined =>
  (schema as { 'x-json'?: TSchema })['x-json'];

/** True where a body carries files, and so comes as `multipart/form-data`. */
export const takesFiles = (body: TObject): boolean => Object.values(body.properties).some(isBinary);

/** Where a body is one value and not an object of fields: which field of the input it becomes, and how it is carried. */
export function wholeBody(
  body: TObject,
): { field: string; as: 'text' | 'stream' | 'lines'; item?: TObject } | undefined {
  for (const [field, schema] of Object.entries(body.properties)) {
    const { 'x-whole': as, 'x-item': item } = schema as {
      'x-whole'?: 'text' | 'stream' | 'lines';
      'x-item'?: TObject;
    };
    if (as) return { field, as, ...(item && { item }) };
  }
  return undefined;
}

/** The ETag of a version, as `If-Match` brings it back: a number that PostgreSQL's type `int` holds. */
export const etagPattern = /^(?:W\/)?"(\d{1,9})"$/;
