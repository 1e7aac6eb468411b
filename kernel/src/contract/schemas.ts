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

// Everything of which nothing is seen: spaces, marks of direction, joiners, fillers and blanks of all scripts. Written
// out, for other languages than this one read the pattern too.
const UNSEEN =
  '\\s\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e' +
  '\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\u{e0000}-\u{e0fff}';
const SEEN = `[^${UNSEEN}]`;
const LINE_ENDS = '[\\u0000-\\u001f\\u007f\\u0085\\u2028\\u2029]';
// What is an address beyond doubt. Domains alone are told from names like `St.John` by who takes names.
const ADDRESS = '://|[wW]{3}\\.|\\S@\\S';
const without = (what: string) => `^(?![\\s\\S]*(?:${what}))[\\s\\S]*${SEEN}`;

/** What the patterns of texts ask for: a code for other languages, and in this one. */
export const textPatterns: Readonly<Record<string, { readonly code: string; readonly says: string }>> = {
  [SEEN]: { code: 'blank', says: 'must not be blank' },
  [without(LINE_ENDS)]: { code: 'line', says: 'must be one line, with something to see in it' },
  [without(ADDRESS)]: {
    code: 'name',
    says: 'must have something to see in it, and no web or email address',
  },
};

const typed = (pattern: string | undefined, min: number, max: number, description?: string) =>
  Type.String({
    minLength: min,
    maxLength: max,
    ...(pattern !== undefined && { pattern }),
    ...(description && { description }),
  });

/** A text a person types, of `min` to `max` characters, with something to see in it. */
export const Text = (min: number, max: number, description?: string) =>
  typed(min > 0 ? SEEN : undefined, min, max, description);

/** What somebody calls a thing: one line. */
export const OneLine = (max: number, description?: string) => typed(without(LINE_ENDS), 1, max, description);

/** What a person or an organization is called. It stands in letters to strangers, so no address may hide in it. */
export const Name = (max: number, description?: string) => typed(without(ADDRESS), 1, max, description);

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

/**
 * Reply schema of a call that answers with a file.
 * @param contentMediaTypes those that it may be of; `*`/`*` where people’s files can be anything
 */
export const File = (...contentMediaTypes: [string, ...string[]]) =>
  Type.Unsafe<Download>({ type: 'string', format: 'binary', 'x-media-types': contentMediaTypes });

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
