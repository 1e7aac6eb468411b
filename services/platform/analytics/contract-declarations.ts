/**
 * What a service declares so that analytics counts its events and makes reports of them: which tell of a person's way
 * through a subject (a learner's through a course), and which are counted over time.
 */
import type { EventKind } from '@kernos/kernel/contract';
import { type Asking, declaring } from '@kernos/kernel/declarations';
import type { InEachLanguage } from '@kernos/kernel/language';

/** What an event means. Strings are names of fields of its data. */
export type Meaning =
  /** The subject: a new version, with who answers for it and its parts in their order; or another title. */
  | {
      readonly is: 'published';
      readonly version: string;
      readonly title: string;
      readonly owner: string;
      readonly parts: string;
    }
  | { readonly is: 'renamed'; readonly title: string }
  | { readonly is: 'archived' | 'restored' }
  /** The person, by the membership's id: belongs to the subject, waits for it, or does no longer. */
  | { readonly is: 'joined' | 'waiting' | 'left'; readonly membership: string }
  /** A part is done for the first time or again; or it is not any more, and `last` is the last of those that are. */
  | { readonly is: 'part-done' | 'part-done-again' }
  | { readonly is: 'part-undone'; readonly last: string }
  /** How much of the subject is done, in per cent; and all of it. */
  | { readonly is: 'progress'; readonly percent: string }
  | { readonly is: 'finished' };

export interface ReportedEvent {
  readonly event: EventKind;
  /** Fields with ids: of what it is about, of the part of that, and of the person. */
  readonly subject?: string;
  readonly part?: string;
  readonly person?: string;
  readonly means?: Meaning;
  /** True: the person was active. */
  readonly active?: true;
  /** The report that counts it over time, for each subject too: its name in addresses, and what people call it. */
  readonly series?: { readonly name: string; readonly title: InEachLanguage };
}

/** Declares what analytics makes of events, beside keeping each of them as a fact. */
export const reportedEvents = declaring<readonly ReportedEvent[]>('reported events', (all) => {
  const events = all.flatMap(({ value }) => value);
  const again = (names: readonly string[]) => names.find((name, at) => names.indexOf(name) !== at);
  const type = again(events.map(({ event }) => event.type));
  if (type) return `two declarations report the event ${type}`;
  const name = again(events.flatMap(({ series }) => series?.name ?? []));
  return name && `two reports have the name ${name}`;
});

/** Declares how the parts of a subject are called: their titles by id; none where the asker may not see them. */
export const partTitles =
  declaring<(ctx: Asking, subjectId: string) => Promise<ReadonlyMap<string, string>>>('titles of parts');
