/**
 * Another protocol's language, as data: FHIR, OAuth, an API that others defined. A contract that speaks one says so
 * (`contract('fhir', { dialect, calls })`), or a single call does; whatever happens below the dialect's prefix is then
 * answered in its words, what went wrong included.
 */
import type { Problem } from './errors.ts';

/** How values become text of a media type, and back. `read` throws where the text cannot be read. */
export interface Codec {
  read(text: string): unknown;
  write(value: unknown): string;
}

export const jsonCodec: Codec = { read: (text) => JSON.parse(text) as unknown, write: JSON.stringify };

/** `application/x-www-form-urlencoded`: a name that comes several times is a list. */
export const formCodec: Codec = {
  read: (text) => {
    const form = new URLSearchParams(text);
    const names = [...new Set(form.keys())];
    return Object.fromEntries(
      names.map((name) => {
        const values = form.getAll(name);
        return [name, values.length > 1 ? values : values[0]];
      }),
    );
  },
  write: (value) => {
    const form = new URLSearchParams();
    for (const [name, one] of Object.entries(value as object))
      for (const each of [one].flat()) if (each !== undefined) form.append(name, String(each));
    return form.toString();
  },
};

/** Text as it is. */
export const textCodec: Codec = { read: (text) => text, write: String };

export interface Dialect {
  /** The address below which it is spoken, e.g. `/fhir`; paths of its calls begin there. */
  readonly prefix: string;
  /** Its media types, lower case, the preferred one first. */
  readonly codecs: Readonly<Record<string, Codec>>;
  /** How an error looks, also where there is no call: 404, 405, 415. */
  readonly error: {
    readonly mediaType: string;
    /** A value for the codec of `mediaType`, or for JSON where it has none. */
    readonly body: (problem: Problem) => unknown;
  };
  /** Names that stand in the path and in the body too, and must be the same there. */
  readonly mustAgree?: readonly string[];
  /** What tells one state of a resource from another: an ETag with its quotes, the instant of its last change. */
  readonly validators?: (body: unknown) => {
    readonly etag?: string | undefined;
    readonly lastModified?: Date | undefined;
  };
}

/** The codec of a media type; JSON where the dialect has none for it, or there is no dialect. */
export const codecOf = (dialect: Dialect | undefined, mediaType: string): Codec =>
  dialect?.codecs[mediaType] ?? jsonCodec;
