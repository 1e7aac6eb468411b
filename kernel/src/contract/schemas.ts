/** Schemas every contract uses. All are JSON Schema 2020-12 through TypeBox. */
import type { Readable } from 'node:stream';
import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox';

/** A UUID (RFC 9562); those Kernos makes are version 7, so they sort by time. */
export const Id = Type.String({ format: 'uuid', description: 'UUID' });
export type Id = Static<typeof Id>;

const UUID = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}';

/** Several ids in a query, with commas between them: `ids.split(',')`. */
export const Ids = (most: number, description = `Up to ${most} ids, with commas between them`) =>
  Type.String({ pattern: `^${UUID}(?:,${UUID}){0,${most - 1}}$`, description });

/** Of a pattern that was not met: whether it is that of `Ids`. */
export const isPatternOfIds = (pattern: unknown): boolean => String(pattern).startsWith(`^${UUID}(?:,`);

/** An instant, RFC 3339 with milliseconds in UTC, e.g. `2026-11-20T09:30:00.000Z`. */
export const Timestamp = Type.String({ format: 'date-time', description: 'Instant in UTC, RFC 3339' });

/** An object that refuses unknown fields. */
export const Closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** A text a person types: trimmed length between `min` and `max` characters, no control characters. */
export const Text = (min: number, max: number, description?: string) =>
  Type.String({
    minLength: min,
    maxLength: max,
    ...(min > 0 && { pattern: '\\S' }),
    ...(description && { description }),
  });

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Query of every list: how many, and where the page before it ended. */
export const PageQuery = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'Items on a page' }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 512, description: '`nextCursor` of the page before' })),
};

/** Reply of every list. `nextCursor` is null on the last page. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), nextCursor: Nullable(Type.String()) });

/** Number of an entry in somebody's feed: from 1, without gaps, in the order of the commits. */
export const Sequence = Type.Integer({ minimum: 1, description: 'Place in your feed, from 1 without gaps' });

/** Query of every feed: the sequence number that the caller has already, and how many at once. */
export const FeedQuery = {
  after: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      default: 0,
      description: '`sequence` of the last entry you have; 0 for none',
    }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: 100, description: 'Entries at once' }),
  ),
};

/** Reply of every feed: the entries after `after`, oldest first; fewer than `limit` where there are no more yet. */
export const Feed = <T extends TObject<{ sequence: typeof Sequence }>>(item: T) =>
  Type.Object({ items: Type.Array(item) });

/** A file a handler answers with. */
export interface Download {
  readonly body: Readable | Buffer;
  readonly contentType: string;
  /** Suggested file name; without it the browser shows the file instead of saving it. */
  readonly fileName?: string;
  /** Strong validator for caching, without quotes. */
  readonly etag?: string;
  /** Size of a stream, where it is known: a client may then ask for a part of it, as players of films do. */
  readonly bytes?: number;
  readonly lastModified?: Date;
}

/** Reply schema of a call that answers with a file. */
export const File = (contentMediaType: string) =>
  Type.Unsafe<Download>({ type: 'string', format: 'binary', contentMediaType });

/** One server-sent event. Its data goes out as JSON, or as it is where it is `text` of another standard. */
export interface StreamedEvent<Data> {
  readonly id?: string;
  readonly event?: string;
  readonly data: Data;
  readonly text?: string;
}

/** Reply schema of a call that answers with server-sent events (WHATWG HTML, section 9.2) of one data type. */
export const EventStream = <T extends TSchema>(data: T) =>
  Type.Unsafe<AsyncIterable<StreamedEvent<Static<T>>>>({
    type: 'string',
    contentMediaType: 'text/event-stream',
    'x-event-data': data,
  });

/**
 * Reply schema of a call that answers with server-sent events or, where the request’s `Accept` asks for it,
 * with one JSON value. The handler looks at the header, and answers with one or the other.
 */
export const EventStreamOrJson = <T extends TSchema, J extends TSchema>(data: T, json: J) =>
  Type.Unsafe<AsyncIterable<StreamedEvent<Static<T>>> | Static<J>>({ ...EventStream(data), 'x-json': json });

/** Reply schema of a call that answers with any number of values, a line of JSON each (NDJSON). */
export const Lines = <T extends TSchema>(item: T) =>
  Type.Unsafe<AsyncIterable<Static<T>>>({
    type: 'string',
    contentMediaType: 'application/x-ndjson',
    'x-item': item,
  });

/** A file that came in a multipart body: it lies on disk until the request ends, then it is removed. */
export interface Upload {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
}

/** Body field that is a file; its call takes `multipart/form-data`. */
export const UploadField = (description: string) =>
  Type.Unsafe<Upload>({ type: 'string', format: 'binary', description });

/** Body field that is the whole body, as text: `body: Type.Object({ message: WholeText() })`. */
export const WholeText = (options: { maxLength?: number } = {}) =>
  Type.Unsafe<string>({ type: 'string', 'x-whole': 'text', ...options });

/** A body that is read as it arrives. It fails with `invalid-input` where it breaks off, and beyond `bodyLimit`. */
export interface IncomingBody {
  readonly stream: Readable;
  readonly contentType: string;
}

/** Body field that is the whole body, of any length, as a stream: hand it on, to `ctx.files.put` for example. */
export const WholeStream = (description: string) =>
  Type.Unsafe<IncomingBody>({ 'x-whole': 'stream', description });

/**
 * Body field that is the whole body, as lines of JSON (NDJSON). Each is checked when it is its turn: one that is not
 * right fails the handler, and so all of them.
 */
export const WholeLines = <T extends TObject>(item: T) =>
  Type.Unsafe<AsyncIterable<Static<T>>>({ 'x-whole': 'lines', 'x-item': item });
