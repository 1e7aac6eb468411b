/**
 * What a service declares so that what its collections say can be found: a collection (a course) has versions, each of
 * texts in Markdown (lessons). Here a collection has the id `courseId`, and a text of one `lessonId`, whatever the service
 * calls them. Functions ask the service that declares them, on behalf of whoever searches.
 */
import type { EventKind } from '@kernos/kernel/contract';
import { type Asking, declaring } from '@kernos/kernel/declarations';

/** Whether a collection is published or archived, and whose it is, as its owner says at this moment. */
export interface CollectionStatus {
  readonly courseId: string;
  readonly title: string;
  /** May find and add what others may not yet. */
  readonly instructorId: string;
  /** Null where none was ever published. */
  readonly publishedVersion: number | null;
  readonly archived: boolean;
  /** Whom its texts are for: everybody of the organization, or its members (`memberships`). */
  readonly readers: 'organization' | 'members';
}

/** A text of a published version. */
export interface VersionText {
  readonly lessonId: string;
  /** Place in the version, from 0. */
  readonly ordinal: number;
  readonly title: string;
  /** Title of the part of the version that it stands in. */
  readonly section: string;
  /** Null where only digests were asked for. */
  readonly markdown: string | null;
  /** SHA-256 of the Markdown, hexadecimal. */
  readonly digest: string;
}

export interface Collections {
  /** Strings are names of fields of the events' data. */
  readonly published: {
    readonly event: EventKind;
    readonly id: string;
    readonly version: string;
    readonly title: string;
  };
  readonly renamed: { readonly event: EventKind; readonly id: string; readonly title: string };
  readonly archived: { readonly event: EventKind; readonly id: string };
  readonly restored: { readonly event: EventKind; readonly id: string };
  /** All that was published of it is for nobody any more, until it is published again. */
  readonly takenDown: { readonly event: EventKind; readonly id: string };
  /** Of up to 200; those that are not the service's are left out. */
  readonly statuses: (ctx: Asking, ids: readonly string[]) => Promise<readonly CollectionStatus[]>;
  /** As many as fit into a reply, behind the ordinal `after` (-1: from the beginning); `next` is that of the last one, null at the end. */
  readonly texts: (
    ctx: Asking,
    wanted: {
      readonly courseId: string;
      readonly version: number;
      readonly after: number;
      readonly digestsAlone: boolean;
    },
  ) => Promise<{ readonly items: readonly VersionText[]; readonly next: number | null }>;
  /** What it is called, for whoever asks; undefined where they may not see it, or it is not the service's. */
  readonly titleOf: (ctx: Asking, courseId: string) => Promise<string | undefined>;
  /** The same of a text. */
  readonly titleOfText: (ctx: Asking, lessonId: string) => Promise<string | undefined>;
}

/** Declares collections whose texts can be found. */
export const collections = declaring<Collections>('collections');

/** Declares who belongs to collections, and may find what is for their members: ids of all in which a person does now. */
export const memberships =
  declaring<(ctx: Asking, userId: string) => Promise<readonly string[]>>('memberships');
