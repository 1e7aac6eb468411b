/** Tells which messages came before, and how those that did not are remembered with what they do. */
import type { RawMessage } from '../ports/listener.ts';
import type { SealedSql } from '../store/sealed-fields.ts';
import type { Sql } from '../store/sql.ts';
import type { Reply } from './listen.ts';
import type { InboundRecords, Known } from './records.ts';

/** A message that was read. */
export interface Read {
  readonly id: string;
  readonly message: never;
  readonly raw: RawMessage;
  readonly organizationId: string;
  /** Where it is told by a number. */
  readonly sequence: { readonly source: string; readonly sequence: number } | null;
}

export interface Sorted<Item> {
  /** Handled or kept before. */
  readonly known: readonly { readonly item: Item; readonly state: Known }[];
  readonly fresh: readonly Item[];
  /** The same as one of `fresh`: to be looked at again after that. */
  readonly again: readonly Item[];
  /** What commits with the effects of `fresh`. */
  readonly closing: (replies: readonly (Reply | undefined)[]) => readonly (Sql | SealedSql)[];
}

/** Sorts messages of one organization, which are all told by a key or all by a number. */
export async function repetitions<Item extends Read>(
  records: InboundRecords,
  items: readonly Item[],
): Promise<Sorted<Item>> {
  const [first] = items;
  if (!first) return { known: [], fresh: [], again: [], closing: () => [] };
  const { organizationId } = first;
  const states = await records.known(
    organizationId,
    items.map(({ id }) => id),
  );
  const known = items.flatMap((item) => {
    const state = states.get(item.id);
    return state ? [{ item, state }] : [];
  });
  const open = items.filter(({ id }) => !states.has(id));
  if (first.sequence) return bySequence(records, organizationId, open, known);
  const seen = new Set<string>();
  const fresh = open.filter(({ id }) => !seen.has(id) && seen.add(id));
  const again = open.filter((item) => !fresh.includes(item));
  return {
    ...{ known, fresh, again },
    closing: (replies) => {
      const rows = fresh.map(({ id }, index) => {
        const reply = replies[index];
        return { id, reply: reply === undefined ? null : Buffer.from(reply) };
      });
      // In one order, so that two transactions that share some do not wait for each other.
      return [
        records.insert(
          organizationId,
          rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        ),
      ];
    },
  };
}

async function bySequence<Item extends Read>(
  records: InboundRecords,
  organizationId: string,
  open: readonly Item[],
  known: readonly { readonly item: Item; readonly state: Known }[],
): Promise<Sorted<Item>> {
  const sequenceOf = (item: Item) => item.sequence as NonNullable<Read['sequence']>;
  const sources = [...new Set(open.map((item) => sequenceOf(item).source))].toSorted();
  const marks = await records.marks(organizationId, sources);
  const reached = new Map(marks);
  const [fresh, again, done]: [Item[], Item[], Item[]] = [[], [], []];
  for (const item of open) {
    const { source, sequence } = sequenceOf(item);
    if (sequence <= (marks.get(source) ?? Number.NEGATIVE_INFINITY)) done.push(item);
    else if (sequence <= (reached.get(source) ?? Number.NEGATIVE_INFINITY)) again.push(item);
    else {
      reached.set(source, sequence);
      fresh.push(item);
    }
  }
  const moved = sources.flatMap((source) => {
    const [was, to] = [marks.get(source) ?? null, reached.get(source)];
    return to === undefined || to === was ? [] : [{ source, was, to }];
  });
  return {
    known: [...known, ...done.map((item) => ({ item, state: { state: 'done', reply: null } as const }))],
    ...{ fresh, again },
    closing: () => [records.move(moved)],
  };
}
